package org.overhang.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.overhang.core.store.StoredSource;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.Table;

/**
 * What every verb reads: columns in batches, with their units and their provenance.
 *
 * <p>A Tablesaw table, a shipped dataset and any other store adapt to it, so that no verb changes when the data outgrow
 * memory and so that units and provenance reach the footer of a figure.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Table mills = Table.read().csv("mills.csv");
 * Source source = Source.of(mills).cite("Company filings, 2019 to 2024").unit("capacity", "kt");
 * var use = Utilization.of("output").over("capacity").by("mill").measure(source);
 * }</pre>
 */
public interface Source {
    /**
     * What the source is called in messages and summaries.
     *
     * @return the name
     */
    String name();

    /**
     * The columns, in the order of the file.
     *
     * @return the fields
     */
    List<Field> fields();

    /**
     * Where the figures come from.
     *
     * @return the provenance
     */
    Provenance provenance();

    /**
     * Which rows are totals of others, or other editions of them; verbs that add rows up refuse a sum across levels.
     *
     * @return the hierarchies; none if all rows stand beside one another
     */
    default List<Hierarchy> hierarchies() {
        return List.of();
    }

    /**
     * The rows that stand on one level of a hierarchy, or of one edition.
     *
     * @param level name of the level, such as {@code country}; where each word is a level, the word
     * @return a source of these rows, with their units, provenance and hierarchies
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if no hierarchy has the level
     */
    default Source at(String level) {
        return Levels.at(this, level);
    }

    /**
     * Reads columns, batch by batch, in row order.
     *
     * @param columns names of the columns, which must exist
     * @param reader takes each batch once
     */
    void read(List<String> columns, Consumer<Batch> reader);

    /**
     * The field of that name; blanks at its ends and its Unicode form do not count.
     *
     * @param column column name
     * @return the field, or empty
     */
    default Optional<Field> field(String column) {
        List<Field> fields = fields();
        Optional<Field> exact =
                fields.stream().filter(f -> f.name().equals(column)).findFirst();
        String name = KeyText.name(column);
        return exact.isPresent() || name.equals(column)
                ? exact
                : fields.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * How far apart the periods of a column are, where the source states it.
     *
     * @param column column name
     * @return the unit; empty if it is to be read from the cells
     */
    default Optional<PeriodUnit> every(String column) {
        return Optional.empty();
    }

    /**
     * All columns as a Tablesaw table.
     *
     * @return a fresh table, which may be changed
     */
    default Table table() {
        return Tables.of(this);
    }

    /**
     * Periods that stand across, one column each, put into rows: years, quarters or months in the names of columns.
     *
     * <p>Columns called {@code 2023} and {@code 2024} become {@code value} over the new column; {@code capacity_kt_2023} or {@code 2023 capacity}
     * become {@code capacity_kt} or {@code capacity}, each measure a column of its own, flags too. All other columns are repeated. Units are kept,
     * and missing cells stay rows.
     *
     * <p>Example: {@code TableFile.of("wdi.csv").skip(4).read().longer("year")}.
     *
     * @param over name of the new column: whole numbers if all periods are years, else text as the names write them
     * @return the longer table
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if no column is named by a period, {@link Reason#WRONG_UNIT} or {@link
     *     Reason#WRONG_TYPE} if one measure has several units or kinds, {@link Reason#BAD_VALUE} if a new column's name is taken
     */
    default TableSource longer(String over) {
        return new Longer(TableSource.copyOf(this), over).build();
    }

    /**
     * Rows put into columns: one for each word of a column, such as indicators under one another; {@link Wider#values} says which figures.
     *
     * @param names the column whose words become names
     * @return the step that asks for the figures
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such column
     */
    default Wider wider(String names) {
        return new Wider(TableSource.copyOf(this), names);
    }

    /**
     * The same table with a column of coarser periods: months, quarters, half-years or years of dates or of finer periods. The new column is called
     * by its unit; months are {@code 2024-03}, quarters {@code 2024Q1}, years whole numbers. A join by period is one {@code on} such columns.
     *
     * <p>Example: {@code sales.period("sale_date", PeriodUnit.MONTH)} adds {@code month}.
     *
     * @param column dates or periods
     * @param unit what the new column holds
     * @return the table with that column at its end; a row without a period has none
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such column, {@link Reason#BAD_VALUE} if its cells are no periods or
     *     the name is taken, {@link Reason#OUT_OF_RANGE} if the unit is not one that its periods make up
     */
    default TableSource period(String column, PeriodUnit unit) {
        return TableSource.copyOf(this).withPeriod(column, unit);
    }

    /**
     * A Tablesaw table as a source; its units are those its column names end in, until {@link TableSource#unit} says more.
     *
     * @param table the table; it is read, never changed
     * @return the source
     */
    static TableSource of(Table table) {
        return TableSource.of(table);
    }

    /**
     * Parquet files of any size, read where they lie: opening them reads their schema, and a verb reads the columns that it asks for.
     * {@code Utilization.total()}, {@code Concentration} and {@code Underselling} add up inside DuckDB, so that rows may be more than
     * memory holds, and give the same bits as in memory; a verb that needs all rows of its columns at once says so where they do not fit.
     *
     * <p>Nulls and NaN are missing; true and false are 1 and 0; decimals of more than fifteen digits, times and nested columns are passed
     * over, and the provenance says so. Units are those that column names end in. Needs DuckDB ({@code org.duckdb:duckdb_jdbc}, MIT).
     *
     * @param files a file, a folder, or a pattern for the names of files in a folder, such as {@code sales/*.parquet}
     * @return the source
     * @throws OverhangException {@link Reason#BAD_VALUE} if nothing fits, a file is damaged or DuckDB is missing; {@link Reason#WRONG_TYPE}
     *     if files differ in their columns; each names the file
     */
    static Source parquet(String files) {
        return StoredSource.parquet(files);
    }
}
