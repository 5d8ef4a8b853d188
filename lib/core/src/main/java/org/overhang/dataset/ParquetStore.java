package org.overhang.dataset;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * An embedded DuckDB for one Parquet file, opened only where one is read or written; the library is optional and reached through
 * {@code java.sql} alone.
 */
final class ParquetStore implements AutoCloseable {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";

    private final Connection connection;
    private final String file;

    private ParquetStore(Connection connection, String file) {
        this.connection = connection;
        this.file = file;
    }

    static ParquetStore open(Path path) {
        return open(path, DRIVER);
    }

    static ParquetStore open(Path path, String driver) {
        String file = String.valueOf(path.getFileName());
        try {
            Driver found =
                    (Driver) Class.forName(driver).getDeclaredConstructor().newInstance();
            Connection connection = found.connect("jdbc:duckdb:", new Properties());
            if (connection == null) {
                throw new SQLException("the driver does not answer");
            }
            try (Statement statement = connection.createStatement()) {
                // No network, one order of rows and one time zone, wherever this runs.
                statement.execute("SET autoinstall_known_extensions = false");
                statement.execute("SET threads = 1");
                statement.execute("SET TimeZone = 'UTC'");
            }
            return new ParquetStore(connection, file);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "File \"" + file + "\" needs DuckDB, an optional library, but it is not on the class path. Add"
                            + " org.duckdb:duckdb_jdbc (MIT licence) to the project, in a notebook with"
                            + " %jars duckdb_jdbc-….jar, or save the file as CSV or Excel.",
                    e);
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    static OverhangException failed(String file, SQLException e) {
        return new OverhangException(
                Reason.BAD_VALUE,
                "File \"" + file + "\" needs to be a Parquet file that DuckDB reads, but it says: "
                        + String.valueOf(e.getMessage()).split("\n", 2)[0]
                        + ". Save it again, or as CSV.",
                e);
    }

    OverhangException failed(SQLException e) {
        return failed(file, e);
    }

    Statement statement() throws SQLException {
        return connection.createStatement();
    }

    /** A path as a text of SQL in which no character stands for several files. */
    static String literal(Path path) {
        return text(path.toString().replaceAll("([\\[*?])", "[$1]"));
    }

    /** A text of SQL. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name of SQL. */
    static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }

    /** A column with its type as DuckDB writes it. */
    record Typed(String name, String type) {
        /** The type without its length or precision: DECIMAL, not DECIMAL(18,2). */
        String base() {
            int open = type.indexOf('(');
            return open < 0 ? type : type.substring(0, open);
        }
    }

    List<Typed> columns(Path path) throws SQLException {
        List<Typed> out = new ArrayList<>();
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + scan(path))) {
            while (rows.next()) {
                out.add(new Typed(rows.getString(1), rows.getString(2)));
            }
        }
        return out;
    }

    static String scan(Path path) {
        return "read_parquet(" + literal(path) + ", hive_partitioning = false)";
    }

    /** Whether an SQL condition holds in every row where it is not null. */
    boolean everywhere(Path path, String condition) throws SQLException {
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery(
                        "SELECT coalesce(bool_and(" + condition + "), true) FROM " + scan(path))) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static @Nullable String string(ResultSet rows, int column) throws SQLException {
        return rows.getString(column);
    }
}
