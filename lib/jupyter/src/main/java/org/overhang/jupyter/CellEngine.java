package org.overhang.jupyter;

import java.io.File;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Progress;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A session of cells: JShell in this virtual machine with Overhang imported; the kernel and the embedded runner are two
 * doors to it, so a notebook cannot behave differently behind them.
 *
 * <p>A cell's value is that of its last expression. What a cell prints and displays reaches its {@link CellOutput} in
 * order. A cell that fails throws a {@link CellError} that names the cell and the line; the session goes on with the values
 * it had. One cell runs at a time in a virtual machine, since {@code System.out} is one.
 *
 * <p>Example:
 *
 * <pre>{@code
 * try (CellEngine engine = CellEngine.start()) {
 *     Bundle value = engine.run("1 + 1", 1, output, Duration.ofMinutes(1), null);
 * }
 * }</pre>
 */
public final class CellEngine implements AutoCloseable {
    private static final ReentrantLock ONE_CELL = new ReentrantLock();
    private static final Pattern WHOLE_DIVISION =
            Pattern.compile("(?<![\\w.])(\\d+)\\s*+/\\s*+(\\d*[1-9]\\d*+)(?![\\w.])");

    private final Control control = new Control();
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Magics magics = new Magics(this);
    private final Map<String, Frames.Place> places = new HashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final Lost lost = new Lost();
    private final String known;

    /** A value that is not there, as after a declaration, against a value that is null. */
    record Value(@Nullable Object object) {}

    private CellEngine() {
        String classPath = System.getProperty("java.class.path");
        known = classPath.split(File.pathSeparator, 2)[0];
        shell = JShell.builder()
                .executionEngine(control.provider(), Map.of())
                .compilerOptions("-classpath", classPath, "-proc:none")
                .build();
        analysis = shell.sourceCodeAnalysis();
    }

    /**
     * Starts a session: an empty one but for its imports.
     *
     * @return the session
     */
    public static CellEngine start() {
        quiet();
        CellEngine engine = new CellEngine();
        engine.control.beginCell(0, null);
        for (String line : Imports.all()) {
            engine.startWith(line);
        }
        engine.startWith("import static org.overhang.jupyter.Notebook.display;");
        engine.warmUp();
        return engine;
    }

    /** The first snippets load most of the compiler; a kernel does that before its reader has typed anything. */
    private void warmUp() {
        for (String code : List.of("1 + 1", "var warm = List.of(1);")) {
            shell.eval(code).forEach(event -> shell.drop(event.snippet()));
        }
        Renderings.of(Table.create("warm", IntColumn.create("up", new int[1])));
    }

    /** Tablesaw's logging library says on first use that nobody configured it, in the output of whichever cell that is. */
    static void quiet() {
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private void startWith(String line) {
        for (SnippetEvent event : shell.eval(line)) {
            if (event.status() != Snippet.Status.VALID) {
                refused.add(line);
            }
        }
    }

    /** Imports that do not compile: a session starts without them, the tests do not pass with them. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /**
     * Runs a cell.
     *
     * @param code the cell's text
     * @param cell the number it has in messages
     * @param output takes what it prints and displays
     * @param limit how long it may take; zero for no limit
     * @param in what the cell reads from {@code System.in}; nothing if null
     * @return the value of its last expression in the forms a notebook shows, or null if it ends without one
     * @throws CellError if the cell does not compile, throws, is interrupted or exceeds its limit
     */
    public @Nullable Bundle run(String code, int cell, CellOutput output, Duration limit, @Nullable InputStream in) {
        ONE_CELL.lock();
        try (Console console = new Console(output, in)) {
            Progress.listen(console.bar());
            control.beginCell(limit.toNanos(), console);
            return Deep.call(() -> {
                Value value = magics.cell(code, cell);
                return value == null ? null : render(value.object(), cell, code);
            });
        } finally {
            Progress.listen(null);
            ONE_CELL.unlock();
        }
    }

    /** A value's summary is computed when it is shown: that too can fail, print or be interrupted. */
    private Bundle render(@Nullable Object value, int cell, String code) {
        Frames.Place place = new Frames.Place(cell, 0, code.lines().toList());
        try {
            return control.onThread(null, () -> Renderings.of(value));
        } catch (Throwable e) {
            Frames.Place last = new Frames.Place(cell, Math.max(0, place.lines().size() - 1), lastLine(place.lines()));
            throw Frames.report(e, null, places::get, last);
        }
    }

    private static List<String> lastLine(List<String> lines) {
        return lines.isEmpty() ? List.of() : lines.subList(lines.size() - 1, lines.size());
    }

    /** Runs snippets and line magics; the cell's first line may stand below magics already taken off. */
    @Nullable
    Value evaluate(String code, int cell) {
        Value last = null;
        Map<String, Snippet> unresolved = new LinkedHashMap<>();
        for (Pieces.Piece piece : pieces(code, cell)) {
            Frames.Place place = place(code, cell, piece);
            if (piece.magic()) {
                last = magics.line(piece.source(), cell, place);
            } else if (!piece.complete()) {
                List<String> lines = new ArrayList<>(List.of(
                        "This statement is not complete: a bracket, a brace, a quote or an operand is missing."));
                lines.addAll(place.pointAt(1, -1, ""));
                throw new CellError("CompileError", lines.get(0), lines, null);
            } else {
                last = snippet(piece.source(), place, unresolved);
            }
        }
        for (Snippet snippet : unresolved.values()) {
            if (!shell.status(snippet).isDefined() || !unresolvedNames(snippet).isEmpty()) {
                throw Diagnostics.unresolved(shell, snippet, unresolvedNames(snippet), placeOf(snippet));
            }
        }
        return last;
    }

    private List<Pieces.Piece> pieces(String code, int cell) {
        try {
            return Pieces.of(code, analysis);
        } catch (RuntimeException | StackOverflowError e) {
            renewCompiler();
            throw Diagnostics.gaveUp(e, new Frames.Place(cell, 0, code.lines().toList()));
        }
    }

    static Frames.Place place(String code, int cell, Pieces.Piece piece) {
        int before = (int)
                code.substring(0, piece.start()).chars().filter(c -> c == '\n').count();
        return new Frames.Place(cell, before, piece.source().lines().toList());
    }

    private @Nullable Value snippet(String source, Frames.Place place, Map<String, Snippet> unresolved) {
        control.beginSnippet();
        String why = lost.refusal(source, shell);
        if (why != null) {
            List<String> lines = new ArrayList<>(List.of(why));
            lines.addAll(place.pointAt(1, -1, ""));
            throw new CellError("LostValue", why, lines, null);
        }
        List<SnippetEvent> events = compileAndCall(source, place);
        Value value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                tellOfLoss(event);
            } else {
                value = outcome(event, events, place, unresolved);
            }
        }
        return value;
    }

    private List<SnippetEvent> compileAndCall(String source, Frames.Place place) {
        try {
            return shell.eval(source);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            renewCompiler();
            restore(shell.snippets()
                    .filter(snippet -> shell.status(snippet) == Snippet.Status.OVERWRITTEN)
                    .toList());
            throw Diagnostics.gaveUp(e, place);
        }
    }

    /** What became of the snippet itself; whatever did not run is an error. */
    private @Nullable Value outcome(
            SnippetEvent event, List<SnippetEvent> events, Frames.Place place, Map<String, Snippet> unresolved) {
        Snippet snippet = event.snippet();
        places.put(snippet.id(), place);
        Throwable thrown = control.thrown();
        if (thrown != null || event.exception() != null) {
            if (snippet instanceof VarSnippet variable
                    && (!event.previousStatus().isActive() || control.lost().contains(variable.name()))) {
                lost.add(
                        variable.name(),
                        "\"" + variable.name() + "\" has no value: cell " + place.cell()
                                + ", which sets it, failed. Mend and run that cell.");
            }
            throw failure(thrown, event.exception(), place);
        }
        if (event.status() == Snippet.Status.REJECTED || event.status() == Snippet.Status.NONEXISTENT) {
            throw Diagnostics.rejected(shell, snippet, place);
        }
        boolean waits = snippet instanceof DeclarationSnippet
                && !unresolvedNames(snippet).isEmpty();
        boolean skipped = snippet.subKind().isExecutable() && !control.ran();
        if (!waits && (!event.status().isDefined() || skipped || control.refusedByLoader() != null)) {
            throw notRun(snippet, events, place);
        }
        if (snippet instanceof DeclarationSnippet && event.status() != Snippet.Status.VALID) {
            unresolved.put(snippet.id(), snippet);
        }
        String set = snippet instanceof VarSnippet variable ? variable.name() : lost.assigned(snippet.source());
        if (set != null) {
            lost.found(set);
        }
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> {
                tellOfWholeDivision(snippet.source(), control.result());
                yield new Value(control.result());
            }
            case VAR_DECLARATION_WITH_INITIALIZER_SUBKIND, ASSIGNMENT_SUBKIND -> {
                tellOfWholeDivision(snippet.source(), control.result());
                yield null;
            }
            default -> null;
        };
    }

    /**
     * JShell could make no class of the snippet and reports no failure. A statement it cannot translate also stays in its
     * compiler, which then refuses every later one; so the compiler is renewed, and what the snippet replaced comes back.
     */
    private CellError notRun(Snippet snippet, List<SnippetEvent> events, Frames.Place place) {
        CellError error = Diagnostics.notRun(shell, snippet, control.refusedByLoader(), place);
        renewCompiler();
        if (shell.status(snippet).isActive()) {
            shell.drop(snippet);
        }
        restore(events.stream()
                .filter(event -> event.status() == Snippet.Status.OVERWRITTEN)
                .map(SnippetEvent::snippet)
                .toList());
        return error;
    }

    private void renewCompiler() {
        control.renewing(true);
        try {
            shell.addToClasspath(known);
        } finally {
            control.renewing(false);
        }
    }

    /** Declares again what a failed snippet has replaced: a variable with the value it had, since its class is carried over. */
    private void restore(List<Snippet> replaced) {
        for (Snippet snippet : replaced) {
            boolean gone = shell.snippets()
                    .noneMatch(other -> shell.status(other).isActive()
                            && other.kind() == snippet.kind()
                            && other instanceof PersistentSnippet one
                            && snippet instanceof PersistentSnippet two
                            && one.name().equals(two.name()));
            if (gone && snippet instanceof VarSnippet variable) {
                control.keepingValues(() -> shell.eval(variable.typeName() + " " + variable.name() + ";"));
            } else if (gone && snippet instanceof DeclarationSnippet) {
                shell.eval(snippet.source());
            }
        }
    }

    /** 446 / 861 is 0 in Java, which a person who divides seldom means. */
    private static void tellOfWholeDivision(String source, @Nullable Object value) {
        Matcher division = WHOLE_DIVISION.matcher(Lost.withoutText(source));
        if (value instanceof Number number && number.doubleValue() == 0 && division.find()) {
            System.err.println("Java divides whole numbers without a fraction: " + division.group(1) + " / "
                    + division.group(2)
                    + " is " + new BigInteger(division.group(1)).divide(new BigInteger(division.group(2))) + ". Write "
                    + division.group(1) + ".0 / " + division.group(2) + ".");
        }
    }

    /** A null found much later says nothing of its cause. */
    private void tellOfLoss(SnippetEvent event) {
        boolean unfit = event.previousStatus().isDefined() && event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED;
        if (event.snippet() instanceof VarSnippet variable
                && (unfit
                        || (control.lost().contains(variable.name())
                                && event.status().isActive()))) {
            String what = event.causeSnippet() instanceof PersistentSnippet cause ? cause.name() : "what it rests on";
            String words = "\"" + variable.name() + "\" lost its value: "
                    + (event.causeSnippet() instanceof TypeDeclSnippet ? "its class " : "") + what
                    + " was declared anew" + (unfit ? " with a type that does not fit it" : "")
                    + ". Run the cell that sets it again.";
            System.err.println(words);
            lost.add(variable.name(), words);
        }
    }

    private CellError failure(@Nullable Throwable thrown, @Nullable JShellException reported, Frames.Place place) {
        if (thrown != null) {
            return Frames.report(thrown, reported, places::get, place);
        }
        if (reported instanceof UnresolvedReferenceException unresolved) {
            Snippet snippet = unresolved.getSnippet();
            return Diagnostics.unresolved(shell, snippet, unresolvedNames(snippet), placeOf(snippet));
        }
        Throwable other = reported instanceof EvalException e ? e : new IllegalStateException(String.valueOf(reported));
        return Frames.report(other, reported, places::get, place);
    }

    private List<String> unresolvedNames(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                        && shell.status(snippet).isActive()
                ? shell.unresolvedDependencies(declaration).toList()
                : List.of();
    }

    private Frames.Place placeOf(Snippet snippet) {
        Frames.Place place = places.get(snippet.id());
        return place == null ? new Frames.Place(0, 0, snippet.source().lines().toList()) : place;
    }

    /** Stops the running cell; the session keeps its values. Does nothing if no cell runs. */
    public void interrupt() {
        control.stop();
    }

    /** The session's variables that have a value, in the order in which they were declared. */
    List<String> variables() {
        return shell.variables()
                .filter(variable -> shell.status(variable) == Snippet.Status.VALID)
                .map(VarSnippet::name)
                .filter(name -> lost.refusal(name, shell) == null)
                .toList();
    }

    /** Calls as a snippet's code is called: an interrupt or the cell's deadline stops it, and what it throws points at the place. */
    <T> T call(Callable<T> call, Frames.Place place) {
        try {
            return control.onThread(null, call);
        } catch (Throwable e) {
            throw Frames.report(e, null, places::get, place);
        }
    }

    void addToClassPath(String path) {
        shell.addToClasspath(path);
    }

    SourceCodeAnalysis analysis() {
        return analysis;
    }

    JShell shell() {
        return shell;
    }

    @Override
    public void close() {
        shell.close();
    }
}
