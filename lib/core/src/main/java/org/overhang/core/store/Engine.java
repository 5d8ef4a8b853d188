package org.overhang.core.store;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * DuckDB in this process, in memory, closed off: no network, no extension, no file but those named, and no way to change that
 * afterwards. DuckDB is an optional library (MIT licence); whoever needs it is told its name.
 */
public final class Engine implements AutoCloseable {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_MILLIS = 25;

    /**
     * What runs against the database.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Runs.
         *
         * @return what comes of it
         * @throws SQLException if the engine refuses
         */
        T run() throws SQLException;
    }

    private final Connection connection;

    private Engine(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens an empty database that can still be told what it may read; {@link #lock} ends that.
     *
     * @param who who needs it, as a message begins: {@code Query}
     * @param threads how many threads it may use; with one, the same rows in the same order give the same bits
     * @return the engine
     * @throws OverhangException {@link Reason#BAD_VALUE} if DuckDB is not on the class path
     */
    public static Engine open(String who, int threads) {
        return open(who, threads, DRIVER);
    }

    static Engine open(String who, int threads, String driver) {
        try {
            Driver found =
                    (Driver) Class.forName(driver).getDeclaredConstructor().newInstance();
            Connection connection = found.connect("jdbc:duckdb:", new Properties());
            if (connection == null) {
                throw new SQLException("the driver does not answer");
            }
            Engine engine = new Engine(connection);
            engine.execute("SET threads = " + threads);
            engine.execute("SET TimeZone = 'UTC'");
            engine.execute("SET autoinstall_known_extensions = false");
            engine.execute("SET autoload_known_extensions = false");
            engine.execute("SET allow_community_extensions = false");
            engine.execute("SET errors_as_json = true");
            engine.execute("SET temp_directory = " + text(Spill.folder().toString()));
            return engine;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    who + " needs DuckDB, an optional library, but it is not on the class path. Add"
                            + " org.duckdb:duckdb_jdbc (MIT licence) to the project, in a notebook with"
                            + " %jars duckdb_jdbc-….jar.",
                    e);
        } catch (SQLException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE, who + " needs DuckDB, but it does not start: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Shuts out everything but the files named: no other file, no network, no extension, no other setting.
     *
     * @param files what may be read
     * @throws SQLException if the engine refuses
     */
    public void lock(Collection<Path> files) throws SQLException {
        execute("SET allowed_paths = ["
                + String.join(
                        ", ",
                        files.stream()
                                // A name with brackets is asked for as a pattern and opened as it is
                                .flatMap(file ->
                                        Stream.of(text(file.toAbsolutePath().toString()), literal(file)))
                                .distinct()
                                .toList())
                + "]");
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    /**
     * The connection underneath.
     *
     * @return the connection
     */
    public Connection connection() {
        return connection;
    }

    /**
     * Runs a statement that answers with nothing.
     *
     * @param sql the statement
     * @throws SQLException if the engine refuses
     */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Runs a prepared statement so that an interrupt of this thread stops it.
     *
     * @param <T> what comes of it
     * @param statement the statement that the work runs
     * @param work what to run
     * @return what comes of it
     * @throws SQLException if the engine refuses
     * @throws java.util.concurrent.CancellationException if the thread was interrupted; it stays so
     */
    public static <T> T interruptibly(PreparedStatement statement, Work<T> work) throws SQLException {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, "sql");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            stop(statement, thread);
            Thread.currentThread().interrupt();
            java.util.concurrent.CancellationException stopped =
                    new java.util.concurrent.CancellationException("Interrupted while the query ran.");
            stopped.initCause(e);
            throw stopped;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SQLException refused) {
                throw refused;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }

    /**
     * Cancels until the thread has ended: a statement that has not begun yet does not hear it, and a database that is closed under a
     * running one takes the virtual machine with it.
     */
    private static void stop(PreparedStatement statement, Thread thread) throws SQLException {
        try {
            for (int i = 0; i < ATTEMPTS && thread.isAlive(); i++) {
                statement.cancel();
                thread.join(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Told once already.
        }
    }

    /**
     * The first line of what the engine says, out of the JSON in which it says it.
     *
     * @param e what it threw
     * @return the line, without a full stop
     */
    public static String words(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf('{');
        try {
            if (from >= 0) {
                message = JsonParser.parseString(message.substring(from))
                        .getAsJsonObject()
                        .get("exception_message")
                        .getAsString();
            }
        } catch (JsonParseException | IllegalStateException notJson) {
            // Then it is in plain words.
        }
        String line = message.split("\n", 2)[0].strip();
        return line.endsWith(".") || line.endsWith("!") ? line.substring(0, line.length() - 1) : line;
    }

    /**
     * A text of SQL.
     *
     * @param text any text
     * @return the text in quotes
     */
    public static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * A name of SQL.
     *
     * @param name any name
     * @return the name in quotes
     */
    public static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /**
     * A path as a text of SQL in which no character stands for several files.
     *
     * @param path a file
     * @return the text in quotes
     */
    public static String literal(Path path) {
        return text(path.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "DuckDB needs to close its database, but it says: " + e.getMessage() + ".", e);
        }
    }
}
