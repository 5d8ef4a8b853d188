package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.overhang.core.Numbers;
import org.overhang.core.Summary;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A regression in words and as tables. */
final class RegressionReport {
    private static final int FEW_CLUSTERS = 30;
    /** Rows in a group below which the bias of estimated effects, of the order of their inverse, is above a twentieth. */
    private static final int FEW_ROWS = 20;

    private RegressionReport() {}

    static Table tidy(RegressionFit fit) {
        List<CoefficientEstimate> rows =
                new ArrayList<>(fit.terms().stream().map(fit::estimate).toList());
        // A regressor left out keeps its row, without a number, so that no table loses it unseen.
        fit.core.removed().stream().filter(r -> !r.startsWith("instrument ")).forEach(r -> rows.add(missing(r, fit)));
        Table table = Table.create(
                "regression",
                StringColumn.create(
                        "term", rows.stream().map(CoefficientEstimate::term).toList()),
                column("estimate", rows, CoefficientEstimate::estimate),
                column("std_error", rows, CoefficientEstimate::standardError),
                column("statistic", rows, CoefficientEstimate::statistic),
                column("p_value", rows, CoefficientEstimate::pValue),
                column("conf_low", rows, r -> r.interval().low()),
                column("conf_high", rows, r -> r.interval().high()));
        return fit.covariance.own() == null
                ? table
                : table.addColumns(column("dof", rows, CoefficientEstimate::degrees));
    }

    /** The regressor of a line such as {@code x (collinear with z)}. */
    static String termOf(String removed) {
        return removed.replaceFirst(" \\((collinear with|absorbed by|the same in) .*", "");
    }

    private static CoefficientEstimate missing(String removed, RegressionFit fit) {
        return CoefficientEstimate.of(termOf(removed), Double.NaN, Double.NaN, fit.degrees(), fit.spec.level);
    }

    private static DoubleColumn column(
            String name,
            List<CoefficientEstimate> rows,
            java.util.function.ToDoubleFunction<CoefficientEstimate> cell) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(cell).toArray());
    }

    static Table glance(RegressionFit fit) {
        PointEstimates.Counts counts = fit.core.counts();
        Table table = Table.create(
                "fit",
                IntColumn.create("nobs", new int[] {fit.nobs()}),
                IntColumn.create(
                        "dropped", new int[] {fit.core.scores().sample().sourceRows() - fit.nobs()}),
                StringColumn.create("vcov", new String[] {fit.spec.covariance.toString()}),
                StringColumn.create("clusters", new String[] {clusters(fit)}),
                DoubleColumn.create("dof", new double[] {fit.degrees()}),
                DoubleColumn.create("r2", new double[] {fit.rSquared()}),
                DoubleColumn.create("r2_within", new double[] {fit.rSquaredWithin()}),
                StringColumn.create("left_out", new String[] {String.join("; ", fit.core.removed())}));
        if (counts != null) {
            table.addColumns(
                    DoubleColumn.create("deviance", new double[] {counts.deviance()}),
                    DoubleColumn.create("log_likelihood", new double[] {counts.logLikelihood()}));
        }
        return table;
    }

    private static String clusters(RegressionFit fit) {
        return Arrays.stream(fit.covariance.clusters())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }

    static Summary summary(RegressionFit fit) {
        Sample sample = fit.core.scores().sample();
        List<CoefficientEstimate> rows = fit.terms().stream().map(fit::estimate).toList();
        Summary.Builder out = Summary.of(title(fit))
                .choice("formula", fit.spec.formula.shown())
                .choice("standard errors", fit.spec.covariance.toString())
                .choice("small-sample correction", fit.spec.smallSample + " (" + fit.covariance.correction() + ")");
        if (!fit.spec.weights.isEmpty()) {
            out.choice("weights", fit.spec.weights);
        }
        if (!fit.spec.subset.isEmpty()) {
            out.choice("subset", fit.spec.subset);
        }
        if (fit.spec.group != null) {
            out.choice(fit.spec.splitColumn(), fit.spec.group);
        }
        int level = (int) Math.round(100 * fit.spec.level);
        boolean ownDegrees = fit.covariance.own() != null;
        out.grid(Summary.grid(rows.size())
                .text("term", "", i -> rows.get(i).term())
                .significant("estimate", "", i -> rows.get(i).estimate())
                .significant("std. error", "", i -> rows.get(i).standardError())
                .number(
                        "statistic",
                        Double.isInfinite(fit.degrees())
                                ? "z"
                                : ownDegrees ? "t" : "t(" + Numbers.plain(fit.degrees()) + ")",
                        2,
                        i -> rows.get(i).statistic())
                .number("p-value", "", 3, i -> rows.get(i).pValue())
                .significant("low", level + " %", i -> rows.get(i).interval().low())
                .significant("high", level + " %", i -> rows.get(i).interval().high()));
        if (ownDegrees) {
            out.paragraph(
                    "Degrees of freedom",
                    rows.stream()
                                    .map(r -> r.term() + " " + Numbers.fixed(r.degrees(), 1))
                                    .collect(Collectors.joining(", "))
                            + " (Satterthwaite).");
        }
        out.paragraph("Rows", rowsText(fit));
        if (sample.effects().size() > 0) {
            out.paragraph("Absorbed", absorbedText(fit));
        }
        if (fit.core.instruments() != null) {
            WeakReport.add(fit, out);
            if (fit.spec.estimator.moments()) {
                out.paragraph("Hansen", fit.hansen() + " (null: the moments hold), at the weight of this estimate");
            }
        }
        warnings(fit, out);
        rests(fit, out);
        sample.leftOut().forEach(l -> out.leftOut(l.count(), l.what()));
        if (!fit.core.removed().isEmpty()) {
            out.leftOut(fit.core.removed().size(), "regressors: " + String.join(", ", fit.core.removed()));
        }
        return out.build();
    }

    private static String title(RegressionFit fit) {
        return switch (fit.spec.kind) {
            case OLS -> fit.spec.weights.isEmpty() ? "Least squares" : "Weighted least squares";
            case IV -> "Instrumented regression, " + instrumented(fit);
            case POISSON -> "Poisson pseudo maximum likelihood";
            case LOGIT -> "Logit" + unconditional(fit);
            case PROBIT -> "Probit" + unconditional(fit);
        };
    }

    private static String unconditional(RegressionFit fit) {
        return fit.core.scores().sample().effects().size() > 0 ? ", effects estimated (unconditional)" : "";
    }

    private static String instrumented(RegressionFit fit) {
        Instrumented in = fit.core.instruments();
        String weight = in == null || in.weight().isEmpty() ? "" : ", moments weighed by " + in.weight();
        String fuller = fit.spec.fuller > 0 ? ", Fuller's " + Numbers.plain(fit.spec.fuller) : "";
        return fit.spec.estimator + fuller + weight;
    }

    private static String rowsText(RegressionFit fit) {
        StringBuilder out = new StringBuilder(Numbers.fixed(fit.nobs(), 0)).append(" used");
        if (fit.covariance.clusters().length > 0) {
            out.append("; clusters ").append(clusters(fit));
        }
        PointEstimates.Counts counts = fit.core.counts();
        if (counts != null) {
            return out.append("; deviance ")
                    .append(Numbers.significant(counts.deviance(), 5))
                    .append("; ")
                    .append(counts.iterations())
                    .append(" iterations.")
                    .toString();
        }
        out.append("; R² ").append(Numbers.fixed(fit.rSquared(), 4));
        if (!Double.isNaN(fit.rSquaredWithin())) {
            out.append(", within ").append(Numbers.fixed(fit.rSquaredWithin(), 4));
        }
        return out.append('.').toString();
    }

    private static String absorbedText(RegressionFit fit) {
        EffectSet effects = fit.core.scores().sample().effects();
        StringBuilder out = new StringBuilder();
        for (int e = 0; e < effects.size(); e++) {
            out.append(e == 0 ? "" : ", ")
                    .append(effects.names().get(e))
                    .append(" (")
                    .append(Numbers.fixed(effects.counts()[e], 0))
                    .append(" groups)");
        }
        return out.append("; relative residual ")
                .append(fit.absorptionResidual() <= 0 ? "0" : Numbers.significant(fit.absorptionResidual(), 2))
                .append(" by ")
                .append(fit.core.absorbed().method())
                .append(".")
                .toString();
    }

    private static void warnings(RegressionFit fit, Summary.Builder out) {
        if (fit.covariance.repaired()) {
            out.warning(
                    "The covariance matrix was not positive semi-definite; negative eigenvalues of its correlations were set to zero.");
        }
        List<String> unknown = fit.terms().stream()
                .filter(t -> Double.isNaN(fit.standardError(t)))
                .toList();
        if (!unknown.isEmpty()) {
            out.warning("The variance of " + String.join(", ", unknown)
                    + " is negative or undefined, so no standard error is given: "
                    + "the covariance subtracts more than it adds, as with few clusters in a dimension.");
        }
        fit.core.scores().sample().notes().forEach(out::warning);
        int least = Arrays.stream(fit.covariance.clusters()).min().orElse(Integer.MAX_VALUE);
        if (least < FEW_CLUSTERS) {
            out.warning("With " + least
                    + " clusters the t distribution is a poor guide; compare the wild cluster bootstrap.");
        }
        PointEstimates.Counts counts = fit.core.counts();
        EffectSet effects = fit.core.scores().sample().effects();
        if (counts != null && counts.link() != Link.LOG && effects.size() > 0) {
            int most = Arrays.stream(effects.counts()).max().orElse(1);
            double rows = (double) fit.nobs() / most;
            if (rows < FEW_ROWS) {
                out.warning("Groups hold " + Numbers.fixed(rows, 1)
                        + " rows on average: effects estimated from so few make the slopes too large, by a share of the order of one "
                        + "over that number.");
            }
        }
        if (fit.spec.keepSingletons) {
            out.warning("Groups of one row were kept; they say nothing about the coefficients but count as clusters.");
        }
    }

    private static void rests(RegressionFit fit, Summary.Builder out) {
        if (fit.spec.kind == Regression.Kind.IV) {
            out.identifies("Instruments that move the instrumented regressors and reach the outcome through them alone,"
                            + " given the other regressors and the absorbed effects.")
                    .breaks("An instrument with its own way to the outcome; instruments that hardly move the regressor,"
                            + " which the first-stage figures and the Anderson–Rubin set show.")
                    .doesNotShow("The effect on those whom the instruments do not move.");
            return;
        }
        String within = fit.core.scores().sample().effects().size() > 0
                ? "Variation of the regressors within the absorbed effects"
                : "Variation of the regressors across rows";
        out.identifies(within + " that is unrelated to what else moves the outcome.")
                .breaks(
                        "An omitted cause that moves with a regressor within the effects; an outcome that moves the regressor;"
                                + " errors related across the clusters chosen.")
                .doesNotShow("A cause by itself, nor the effect of regressors that do not vary within the effects.");
    }
}
