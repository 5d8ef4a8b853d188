package org.overhang.dataset;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * The datasets that come with the library: real figures with their sources, units, checks and caveats.
 *
 * <p>Nothing is loaded from the network. A file whose hash differs from the one in its data package is refused by name.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Datasets.list();
 * var steel = Datasets.load("steel-capacity");
 * var use = Utilization.of("production_mt").over("capacity_mt").by("region", "year").measure(steel);
 * steel.table("vintages").table();
 * }</pre>
 */
public final class Datasets {
    private Datasets() {}

    /**
     * The names of all datasets, with titles when printed.
     *
     * @return the listing, in alphabetical order
     */
    public static DatasetList list() {
        return new DatasetList(names());
    }

    private static List<String> names() {
        return Arrays.stream(Resources.text("index.txt").split("\n"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Loads a dataset and checks the hash of each of its files.
     *
     * @param name its name, for example {@code "steel-capacity"}
     * @return the dataset, itself a source: its first table
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such dataset, with the nearest name;
     *     {@link Reason#BAD_VALUE} if a file is damaged
     */
    public static Dataset load(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "Datasets has no dataset \"" + name + "\". " + Nearest.hint(name, names) + "Its datasets: "
                            + String.join(", ", names) + ".");
        }
        return Dataset.read(name, file -> Resources.bytes(name + "/" + file));
    }
}
