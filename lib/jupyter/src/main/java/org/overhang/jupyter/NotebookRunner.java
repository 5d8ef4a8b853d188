package org.overhang.jupyter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;

/**
 * Executes notebooks without Python, each in a fresh session, and writes them with their outputs or compares them with the
 * outputs they were committed with.
 *
 * <p>From a shell: {@code java -cp … org.overhang.jupyter.NotebookRunner [--check] [--timeout seconds] [--report page.html]
 * notebook.ipynb …}. The working directory is where cells find files. The exit code is 0 if every notebook went through, 1
 * if not, 2 if the arguments are wrong.
 */
public final class NotebookRunner {
    private static final int A_CELL_SECONDS = 600;
    private static final double NANOS = 1e-9;

    private final PrintStream out;
    private boolean check;
    private Duration limit = Duration.ofSeconds(A_CELL_SECONDS);
    private @Nullable Path report;
    private volatile String running = "";

    private NotebookRunner(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs from a shell.
     *
     * @param arguments options and notebooks
     */
    public static void main(String[] arguments) {
        NotebookRunner runner = new NotebookRunner(System.out);
        Thread hook = new Thread(() -> {
            if (!runner.running.isEmpty()) {
                System.err.println(runner.running + " ended the virtual machine; nothing of it was written");
                Runtime.getRuntime().halt(1);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        int code = runner.run(List.of(arguments));
        runner.running = "";
        System.out.flush();
        System.exit(code);
    }

    /**
     * Executes one notebook in a fresh session.
     *
     * @param notebook the notebook's text
     * @param name what messages call it
     * @return the notebook's text with outputs
     * @throws CellError if a cell fails that is not tagged {@code raises-exception}
     */
    public static String execute(String notebook, String name) {
        NotebookFile file = NotebookFile.parse(name, notebook);
        file.requireIds(true);
        Execution.Failure failure =
                Execution.execute(file, CellEngine.start(), Duration.ofSeconds(A_CELL_SECONDS), count -> {});
        if (failure != null) {
            throw failure.error();
        }
        return file.write();
    }

    private int run(List<String> arguments) {
        List<Path> notebooks = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean last = i + 1 == arguments.size();
            if (argument.startsWith("--") && !argument.equals("--check") && last) {
                out.println("The option " + argument + " is not known or lacks its value.");
                return 2;
            }
            switch (argument) {
                case "--check" -> check = true;
                case "--timeout" -> limit = Duration.ofSeconds(Long.parseLong(arguments.get(++i)));
                case "--report" -> report = Path.of(arguments.get(++i));
                default -> notebooks.add(Path.of(argument));
            }
        }
        List<Path> missing =
                notebooks.stream().filter(n -> !Files.isRegularFile(n)).toList();
        if (notebooks.isEmpty() || !missing.isEmpty()) {
            out.println(missing.isEmpty() ? "No notebook was named." : "There is no notebook " + missing.get(0) + ".");
            return 2;
        }
        CellEngine.quiet();
        int failed = 0;
        CompletableFuture<CellEngine> next = CompletableFuture.supplyAsync(CellEngine::start);
        for (int i = 0; i < notebooks.size(); i++) {
            CellEngine session = next.join();
            boolean more = i + 1 < notebooks.size();
            next = more ? CompletableFuture.supplyAsync(CellEngine::start) : next;
            failed += runOne(notebooks.get(i), session) ? 0 : 1;
        }
        try {
            if (report != null && !check) {
                ReportPage.write(report, notebooks);
            }
        } catch (IOException e) {
            out.println("The report could not be written: " + e.getMessage());
            return 1;
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean runOne(Path path, CellEngine session) {
        long start = System.nanoTime();
        String name = path.getFileName().toString().replaceFirst("\\.ipynb$", "");
        try {
            String committed = Files.readString(path);
            NotebookFile notebook = NotebookFile.parse(name, committed);
            notebook.requireIds(!check);
            int[] cells = new int[1];
            Execution.Failure failure = Execution.execute(notebook, session, limit, count -> {
                running = name + ", cell " + count;
                cells[0] = count;
            });
            running = "";
            if (failure != null) {
                out.println(name + ": cell " + cells[0] + " (" + failure.id() + ") failed");
                failure.error().lines().forEach(line -> out.println("    " + line));
                return false;
            }
            Execution.keepPictures(NotebookFile.parse(name, committed), notebook);
            String now = notebook.write();
            String difference = check ? Execution.difference(committed, now) : null;
            if (difference != null) {
                out.println(name + ": not what was committed, first in " + difference);
                return false;
            }
            if (!check && !now.equals(committed)) {
                notebook.save(path);
            }
            String took = Numbers.fixed((System.nanoTime() - start) * NANOS, 1);
            out.println(name + ": " + cells[0] + " cells, " + took + " s" + (check ? ", as committed" : ""));
            return true;
        } catch (IOException | OverhangException e) {
            running = "";
            out.println(name + ": " + e.getMessage());
            return false;
        }
    }
}
