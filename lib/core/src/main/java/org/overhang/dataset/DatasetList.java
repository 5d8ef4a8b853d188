package org.overhang.dataset;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The names of the shipped datasets: a list of names that prints with titles, and a result. */
public final class DatasetList extends AbstractList<String> implements Result {
    private final List<String> names;

    DatasetList(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public String get(int index) {
        return names.get(index);
    }

    @Override
    public int size() {
        return names.size();
    }

    private List<Datapackage> packages() {
        List<Datapackage> packages = new ArrayList<>();
        for (String name : names) {
            packages.add(Datapackage.parse(name, Resources.text(name + "/datapackage.json")));
        }
        return packages;
    }

    @Override
    public Summary summary() {
        List<Datapackage> all = packages();
        return Summary.of("Datasets")
                .choice("shipped", Integer.toString(all.size()))
                .grid(Summary.grid(all.size())
                        .text("name", "", i -> all.get(i).name())
                        .text("title", "", i -> all.get(i).title())
                        .text("tables", "", i -> String.join(", ", tables(all.get(i)))))
                .paragraph("Load one", "Datasets.load(\"" + (names.isEmpty() ? "name" : names.get(0)) + "\")")
                .build();
    }

    private static List<String> tables(Datapackage dataset) {
        return dataset.tables().stream().map(Datapackage.TableSheet::name).toList();
    }

    /**
     * One row a table of a dataset: {@code dataset table title publisher licence coverage vintage kind}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        StringColumn[] columns = new StringColumn[8];
        String[] heads = {"dataset", "table", "title", "publisher", "licence", "coverage", "vintage", "kind"};
        for (int c = 0; c < heads.length; c++) {
            columns[c] = StringColumn.create(heads[c]);
        }
        for (Datapackage dataset : packages()) {
            for (Datapackage.TableSheet t : dataset.tables()) {
                String[] cells = {
                    dataset.name(), t.name(), t.title(), t.publisher(), t.licence(), t.coverage(), t.vintage(), t.kind()
                };
                for (int c = 0; c < cells.length; c++) {
                    columns[c].append(cells[c]);
                }
            }
        }
        return Table.create("datasets", columns);
    }

    @Override
    public Table glance() {
        int tables = packages().stream().mapToInt(p -> p.tables().size()).sum();
        return Table.create(
                "datasets",
                IntColumn.create("datasets", new int[] {names.size()}),
                IntColumn.create("tables", new int[] {tables}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
