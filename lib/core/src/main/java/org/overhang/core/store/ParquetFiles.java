package org.overhang.core.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Parquet files of one schema, in the order of their names. */
final class ParquetFiles {
    private ParquetFiles() {}

    /** The files that a path stands for: a file, all files of a folder, or those whose name fits a pattern. */
    static List<Path> find(String files) {
        try {
            Path path = Path.of(files);
            if (Files.isRegularFile(path)) {
                return List.of(path);
            }
            boolean folder = Files.isDirectory(path);
            Path parent = folder ? path : path.toAbsolutePath().getParent();
            String pattern = folder ? "*.parquet" : String.valueOf(path.getFileName());
            PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            if (parent != null && Files.isDirectory(parent)) {
                try (Stream<Path> all = Files.list(parent)) {
                    List<Path> found = all.filter(Files::isRegularFile)
                            .filter(file -> fits.matches(file.getFileName()))
                            .sorted()
                            .toList();
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
        } catch (InvalidPathException | IOException e) {
            // The message below says what was looked for.
        }
        throw new OverhangException(
                Reason.BAD_VALUE,
                "Source.parquet needs files, but nothing fits \"" + files
                        + "\". Give a file, a folder or a pattern such as" + " sales/*.parquet, from "
                        + Path.of("").toAbsolutePath() + ".");
    }

    /** The relation of the files as SQL reads it. */
    static String relation(List<Path> files) {
        return "read_parquet(["
                + String.join(", ", files.stream().map(Engine::literal).toList()) + "], hive_partitioning = false)";
    }

    /** Columns and their types; refused, by file and column, where one file has others. */
    static Map<String, String> schema(Engine engine, List<Path> files) {
        Map<String, String> first = null;
        for (Path file : files) {
            Map<String, String> its = schema(engine, file);
            if (first == null) {
                first = its;
            }
            if (!first.equals(its) || !List.copyOf(first.keySet()).equals(List.copyOf(its.keySet()))) {
                throw new OverhangException(
                        Reason.WRONG_TYPE,
                        "Source.parquet needs files of the same columns, but file \"" + file.getFileName() + "\" "
                                + difference(first, its) + " \"" + files.get(0).getFileName()
                                + "\". Leave it out, or write it again with the columns of the others.");
            }
        }
        return first == null ? Map.of() : first;
    }

    private static Map<String, String> schema(Engine engine, Path file) {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = engine.connection().createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + relation(List.of(file)))) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Source.parquet needs Parquet files, but file \"" + file.getFileName()
                            + "\" is none that DuckDB reads: " + Engine.words(e)
                            + ". It may be cut off; write it again.");
        }
        return columns;
    }

    private static String difference(Map<String, String> first, Map<String, String> its) {
        for (Map.Entry<String, String> column : first.entrySet()) {
            String type = its.get(column.getKey());
            if (type == null) {
                return "has no column \"" + column.getKey() + "\", unlike";
            }
            if (!type.equals(column.getValue())) {
                return "holds " + type + " in column \"" + column.getKey() + "\", not " + column.getValue() + " as";
            }
        }
        List<String> more = new ArrayList<>(its.keySet());
        more.removeAll(first.keySet());
        return more.isEmpty()
                ? "has its columns in another order than"
                : "has a column \"" + more.get(0) + "\" more than";
    }
}
