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
 * <p>From a shell: {@code java -cp … org.overhang.jupyter.NotebookRunner [--check] [--keep-going] [--timeout seconds] [--report
 * page.html] notebook.ipynb …}. The working directory is where cells find files. A notebook
 * stops at the first cell that fails, and is written with what its cells gave until then; {@code --keep-going} runs the others too. The exit code is 0 if every notebook went through, 1
 * if not, 2 if the arguments are wrong.
 */
public final class NotebookRunner {
    private static final int A_CELL_SECONDS = 600;
    private static final double NANOS = 1e-9;

    private final PrintStream out;
    private boolean check;
    private boolean keepGoing;
    private Duration limit = Duration.ofSeconds(A_CELL_SECONDS);
    private @Nullable Path report;
    private volatile String running = "";
    private volatile @Nullable NotebookFile current;
    private volatile @Nullable Path target;

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
        PrintStream errors = System.err;
        Thread hook = new Thread(() -> {
            if (!runner.running.isEmpty()) {
                runner.keep();
                errors.println(runner.running
                        + " ended the virtual machine (System.exit?); nothing of it and of later cells was"
                        + " written");
                errors.flush();
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
        List<Execution.Failure> failures =
                Execution.execute(file, CellEngine.start(), Duration.ofSeconds(A_CELL_SECONDS), false, count -> {});
        if (!failures.isEmpty()) {
            throw failures.get(0).error();
        }
        return file.write();
    }

    private int run(List<String> arguments) {
        List<Path> notebooks = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean last = i + 1 == arguments.size();
            if (argument.startsWith("--") && !List.of("--check", "--keep-going").contains(argument) && last) {
                out.println("The option " + argument + " is not known or lacks its value.");
                return 2;
            }
            switch (argument) {
                case "--check" -> check = true;
                case "--keep-going" -> keepGoing = true;
                case "--timeout" -> {
                    String seconds = arguments.get(++i);
                    if (!seconds.matches("\\d{1,9}")) {
                        out.println("--timeout needs a number of seconds, but has \"" + seconds + "\".");
                        return 2;
                    }
                    limit = Duration.ofSeconds(Long.parseLong(seconds));
                }
                case "--report" -> report = Path.of(arguments.get(++i));
                default -> {
                    if (argument.startsWith("--")) {
                        out.println("There is no option " + argument + ".");
                        return 2;
                    }
                    notebooks.add(Path.of(argument));
                }
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

    /** A failure must not cost what the cells before it gave. */
    private void keep() {
        NotebookFile notebook = current;
        Path path = target;
        if (notebook != null && path != null) {
            try {
                notebook.save(path);
            } catch (OverhangException e) {
                out.println(notebook.name() + ": " + e.getMessage());
            }
        }
    }

    private boolean runOne(Path path, CellEngine session) {
        long start = System.nanoTime();
        String name = path.getFileName().toString().replaceFirst("\\.ipynb$", "");
        try {
            String committed = Files.readString(path);
            NotebookFile notebook = NotebookFile.parse(name, committed);
            notebook.requireIds(!check);
            int[] cells = new int[1];
            current = check ? null : notebook;
            target = path;
            List<Execution.Failure> failures = Execution.execute(notebook, session, limit, keepGoing, count -> {
                running = name + ", cell " + count;
                cells[0] = count;
            });
            running = "";
            for (Execution.Failure failure : failures) {
                out.println(name + ": cell " + failure.count() + " (" + failure.id() + ") failed");
                failure.error().lines().forEach(line -> out.println("    " + line));
            }
            if (!failures.isEmpty()) {
                keep();
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
