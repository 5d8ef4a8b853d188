package org.overhang.regress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One question asked in several ways: estimators, samples and controls side by side, each with what it assumes in words.
 *
 * <pre>{@code
 * share = #\{s : 0 \notin CI_s\} / S, \qquad S = specifications that gave a number
 * }</pre>
 *
 * <p>Every specification must answer the same question in the same unit. One that refuses (an {@link OverhangException}) or
 * whose number or interval is not finite is listed with its message instead of a number, and is not in the share; any other
 * exception is a fault of the program and is passed on. The share is a description: specifications share data, so they are
 * not independent draws, and no p-value follows from it.
 *
 * <p>No table is read here: missing cells are for each estimate to leave out and to count.
 *
 * <p>Defaults: none; intervals are those of each estimate and must have one level.
 *
 * <pre>{@code
 * var curve = Specifications.of("effect of the duty on log quantity")
 *         .add("Sun–Abraham", "parallel trends, never-treated controls", () -> study.fit(panel).overallEstimate())
 *         .add("two-way", "parallel trends, equal effects", () -> twoWay.fit(panel).estimate("duty")).fit();
 * curve
 * }</pre>
 *
 * <p>Errors: {@link Reason#OUT_OF_RANGE} without specifications, for two of one name, or for intervals of several levels; {@link
 * Reason#NOT_IDENTIFIED} if none gives a number.
 *
 * <p>Source: Simonsohn, Simmons and Nelson (2020), "Specification curve analysis", Nature Human Behaviour 4, 1208–1214; Leamer
 * (1983), American Economic Review 73, 31–43.
 */
public final class Specifications {
    private record Specification(String name, String assumes, Supplier<CoefficientEstimate> estimate) {}

    private final String question;
    private final List<Specification> specifications;

    private Specifications(String question, List<Specification> specifications) {
        this.question = question;
        this.specifications = specifications;
    }

    /**
     * Starts with the question.
     *
     * @param question what is estimated and in which unit, for example {@code effect of the duty on log quantity}
     * @return a collection without specifications
     */
    public static Specifications of(String question) {
        return new Specifications(question, List.of());
    }

    /**
     * Adds one way to answer; nothing is estimated before {@link #fit}.
     *
     * @param name what the specification is called, each name once
     * @param assumes what must hold for its answer to be right, in words
     * @param estimate the estimate
     * @return the collection with one more specification
     */
    public Specifications add(String name, String assumes, Supplier<CoefficientEstimate> estimate) {
        List<Specification> more = new ArrayList<>(specifications);
        more.add(new Specification(name, assumes, estimate));
        return new Specifications(question, List.copyOf(more));
    }

    /**
     * Estimates every specification in the order in which they were added.
     *
     * @return the curve
     * @throws OverhangException see the class
     */
    public Curve fit() {
        requireNames();
        List<Answer> answers = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Specification s : specifications) {
            try {
                answers.add(new Answer(s.name, s.assumes, finite(s.estimate.get())));
            } catch (OverhangException refusal) {
                failures.add(new Failure(s.name, s.assumes, String.valueOf(refusal.getMessage())));
            }
        }
        if (answers.isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Specifications need at least one that gives a number, but all " + failures.size()
                            + " refused. The first, \"" + failures.get(0).name + "\": " + failures.get(0).message);
        }
        double level = answers.get(0).estimate.interval().level();
        Problems problems = new Problems();
        for (Answer a : answers) {
            problems.require(
                    a.estimate.interval().level() == level,
                    Reason.OUT_OF_RANGE,
                    "Specifications need intervals of one level, but \"" + answers.get(0).name + "\" has "
                            + Numbers.percent(level, 1) + " and \"" + a.name + "\" "
                            + Numbers.percent(a.estimate.interval().level(), 1) + ". Ask all for the same level.");
        }
        problems.throwIfAny();
        answers.sort(Comparator.comparingDouble(a -> a.estimate.estimate()));
        return new Curve(question, List.copyOf(answers), List.copyOf(failures));
    }

    private void requireNames() {
        Problems problems = new Problems();
        problems.require(
                !specifications.isEmpty(),
                Reason.OUT_OF_RANGE,
                "Specifications need at least one way to answer, but none was added. Write add(\"two-way\", \"parallel trends\", …).");
        List<String> names = specifications.stream().map(Specification::name).toList();
        for (String name : names.stream().distinct().toList()) {
            long times = names.stream().filter(name::equals).count();
            problems.require(
                    times == 1,
                    Reason.OUT_OF_RANGE,
                    "Specifications need names of their own, but \"" + name + "\" was added " + times + " times.");
        }
        problems.throwIfAny();
    }

    private static CoefficientEstimate finite(CoefficientEstimate e) {
        if (!(Double.isFinite(e.estimate())
                && Double.isFinite(e.interval().low())
                && Double.isFinite(e.interval().high()))) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A specification needs an estimate with a finite interval, but it gave " + e + ".");
        }
        return e;
    }

    private record Answer(String name, String assumes, CoefficientEstimate estimate) {
        boolean excludesZero() {
            return estimate.interval().low() > 0 || estimate.interval().high() < 0;
        }
    }

    private record Failure(String name, String assumes, String message) {}

    /** The answers of all specifications, sorted by estimate, and the refusals. */
    public static final class Curve implements Result {
        private final String question;
        private final List<Answer> answers;
        private final List<Failure> failures;

        private Curve(String question, List<Answer> answers, List<Failure> failures) {
            this.question = question;
            this.answers = answers;
            this.failures = failures;
        }

        /**
         * The answer of one specification.
         *
         * @param name as it was added
         * @return its estimate
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none of that name, or it gave no number
         */
        public CoefficientEstimate estimate(String name) {
            for (Failure f : failures) {
                if (f.name.equals(name)) {
                    throw new OverhangException(
                            Reason.OUT_OF_RANGE, "Specification \"" + name + "\" gave no number: " + f.message);
                }
            }
            return answers.stream()
                    .filter(a -> a.name.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new OverhangException(
                            Reason.OUT_OF_RANGE,
                            "There is no specification \"" + name + "\". "
                                    + Nearest.hint(
                                            name,
                                            answers.stream().map(Answer::name).toList())))
                    .estimate;
        }

        /**
         * The estimate in the middle of those that gave a number; with an even count the mean of the two in the middle.
         *
         * @return the median
         */
        public double median() {
            int n = answers.size();
            return (answers.get((n - 1) / 2).estimate.estimate()
                            + answers.get(n / 2).estimate.estimate())
                    / 2;
        }

        /**
         * Share of the specifications that gave a number whose interval excludes zero: a description, not a test.
         *
         * @return a fraction
         */
        public double excludingZero() {
            return (double) answers.stream().filter(Answer::excludesZero).count() / answers.size();
        }

        /**
         * Estimates with their intervals, sorted; refusals are in {@link #tidy} and {@link #summary}.
         *
         * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            Coefficients form = Figure.coefficients();
            for (Answer a : answers) {
                form = form.term(
                        a.name,
                        a.estimate.estimate(),
                        a.estimate.interval().low(),
                        a.estimate.interval().high());
            }
            Figure figure = form.title("One question, " + answers.size() + " specifications")
                    .subtitle(question)
                    .interval(Numbers.percent(level(), 0) + " intervals, each from its own specification")
                    .reference(0, "no effect");
            return failures.isEmpty()
                    ? figure
                    : figure.note("Gave no number: "
                            + String.join(
                                    ", ", failures.stream().map(Failure::name).toList()) + ".");
        }

        private double level() {
            return answers.get(0).estimate.interval().level();
        }

        @Override
        public Summary summary() {
            Summary.Builder summary = Summary.of("Specifications")
                    .choice("question", question)
                    .choice("intervals", Numbers.percent(level(), 0))
                    .grid(Summary.grid(answers.size())
                            .text("specification", "", i -> answers.get(i).name)
                            .significant(
                                    "estimate", "", i -> answers.get(i).estimate.estimate())
                            .significant(
                                    "low",
                                    "",
                                    i -> answers.get(i).estimate.interval().low())
                            .significant(
                                    "high",
                                    "",
                                    i -> answers.get(i).estimate.interval().high())
                            .text("excludes zero", "", i -> answers.get(i).excludesZero() ? "yes" : "no"))
                    .paragraph(
                            "Together",
                            "median " + Numbers.significant(median(), 4) + ", from "
                                    + Numbers.significant(
                                            answers.get(0).estimate.estimate(), 4) + " to "
                                    + Numbers.significant(
                                            answers.get(answers.size() - 1)
                                                    .estimate
                                                    .estimate(),
                                            4)
                                    + "; " + Numbers.percent(excludingZero(), 0) + " of " + answers.size()
                                    + " intervals exclude zero")
                    .warning(
                            "The specifications share their data and are not independent draws: the share that excludes zero is "
                                    + "neither a probability nor a test, and many specifications with one flaw agree on a wrong answer.");
            answers.forEach(a -> summary.paragraph(a.name, "assumes " + a.assumes));
            failures.forEach(f -> summary.paragraph(f.name + ", no number", f.message));
            return summary.identifies("Each specification under its own assumptions, listed above.")
                    .breaks("A choice that all specifications share; specifications picked after seeing their answers.")
                    .doesNotShow("Which specification is right.")
                    .leftOut(failures.size(), "specifications that gave no number")
                    .build();
        }

        /**
         * One row a specification, sorted by estimate; refusals last, without numbers and with their message.
         *
         * @return the table
         */
        @Override
        public Table tidy() {
            StringColumn name = StringColumn.create("specification");
            StringColumn assumes = StringColumn.create("assumes");
            DoubleColumn[] numbers = {
                DoubleColumn.create("estimate"),
                DoubleColumn.create("std_error"),
                DoubleColumn.create("p_value"),
                DoubleColumn.create("conf_low"),
                DoubleColumn.create("conf_high")
            };
            BooleanColumn excludes = BooleanColumn.create("excludes_zero");
            StringColumn message = StringColumn.create("refused");
            for (Answer a : answers) {
                CoefficientEstimate e = a.estimate;
                double[] row = {
                    e.estimate(),
                    e.standardError(),
                    e.pValue(),
                    e.interval().low(),
                    e.interval().high()
                };
                name.append(a.name);
                assumes.append(a.assumes);
                for (int c = 0; c < row.length; c++) {
                    numbers[c].append(row[c]);
                }
                excludes.append(a.excludesZero());
                message.append("");
            }
            for (Failure f : failures) {
                name.append(f.name);
                assumes.append(f.assumes);
                for (DoubleColumn c : numbers) {
                    c.appendMissing();
                }
                excludes.appendMissing();
                message.append(f.message);
            }
            return Table.create("specifications", name, assumes)
                    .addColumns(numbers)
                    .addColumns(excludes, message);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "specifications",
                    IntColumn.create("specifications", new int[] {answers.size()}),
                    IntColumn.create("refused", new int[] {failures.size()}),
                    DoubleColumn.create("median", new double[] {median()}),
                    DoubleColumn.create(
                            "lowest", new double[] {answers.get(0).estimate.estimate()}),
                    DoubleColumn.create("highest", new double[] {
                        answers.get(answers.size() - 1).estimate.estimate()
                    }),
                    DoubleColumn.create("excluding_zero", new double[] {excludingZero()}),
                    DoubleColumn.create("level", new double[] {level()}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
