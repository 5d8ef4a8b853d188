package org.overhang.dumping;

import java.util.Arrays;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.price.InjuryMargin;
import org.overhang.price.TargetProfit;
import org.overhang.price.Undercutting;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Undercutting and the injury margin of the export sales of a case, through the price package. */
final class InjuryMath {
    private InjuryMath() {}

    static DumpingResult.Injury of(DumpingResult result) {
        Book book = result.book();
        InjuryTerms terms = book.facts.injury;
        Intake.UnionRows union = book.in.union;
        EuMath eu = result.european();
        if (terms == null || union == null || eu == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Injury needs rules that go by type, domestic costs and terms, but the case lacks "
                            + (eu == null ? "such rules" : union == null ? "a file of domestic costs" : "terms")
                            + ". Measure under DumpingRules.EU, UNITED_KINGDOM or INDIA with .union(…) and .injury(…) on the"
                            + " files.");
        }
        boolean onCapital = book.authority.thresholds().containsKey(Limit.RETURN_ON_CAPITAL);
        refuse(book.authority, terms, union, onCapital);
        Table rows = rows(book, union, eu, onCapital);
        TargetProfit target = target(book, terms);
        double level = InjuryMargin.of("cif")
                .quantity("quantity")
                .unionCost("cost")
                .targetProfit(target)
                .customsDuty(terms.customsDuty())
                .postImportation(terms.postImportation())
                .measure(rows)
                .margin();
        double undercut = union.price == null
                ? Double.NaN
                : Undercutting.of("cif")
                        .quantity("quantity")
                        .unionPrice("price")
                        .customsDuty(terms.customsDuty())
                        .postImportation(terms.postImportation())
                        .measure(rows)
                        .margin();
        double dumping = overCif(book, eu);
        double lesser = Math.max(0, Math.min(dumping, level));
        boolean none = result.deMinimis() || slight(book, level);
        double duty = none ? 0 : terms.rawMaterialDistortion() ? dumping : lesser;
        int unmatched = rows.doubleColumn("cost").countMissing();
        // Without costs after importation, the landed value of every sale is its CIF value and the duty on it.
        double shown = onCapital ? level / (1 + terms.customsDuty()) : level;
        return new DumpingResult.Injury(undercut, shown, target.rate(), lesser, duty, unmatched);
    }

    /** What these rules do not read is refused: it would change nothing, unseen. */
    private static void refuse(Authority law, InjuryTerms terms, Intake.UnionRows union, boolean onCapital) {
        Problems problems = new Problems();
        problems.require(
                !terms.rawMaterialDistortion() || law.distortionSetsLesserDutyAside(),
                Reason.OUT_OF_RANGE,
                "Injury under " + law.words() + " needs terms that they read, but the terms say that raw materials are"
                        + " distorted, and they apply the lesser duty always. Give terms without it.");
        problems.require(
                !onCapital || terms.target().rate() == 0 && terms.postImportation() == 0,
                Reason.OUT_OF_RANGE,
                "Injury under " + law.words()
                        + " needs terms that they read, but the terms have a target profit or costs"
                        + " after importation, in place of which they allow a return on capital and take CIF value with customs"
                        + " duty. Use InjuryTerms.onCapital(duty).");
        problems.require(
                !onCapital || union.capital != null,
                Reason.NOT_IDENTIFIED,
                "Injury under " + law.words()
                        + " needs the capital employed per unit, but the file of domestic costs has no"
                        + " such column. Add .capitalEmployed(…) to its roles.");
        problems.throwIfAny();
    }

    private static TargetProfit target(Book book, InjuryTerms terms) {
        if (!book.authority.thresholds().containsKey(Limit.TARGET_PROFIT)) {
            return terms.target();
        }
        double floor = book.rules.threshold(Limit.TARGET_PROFIT).value();
        return new TargetProfit(
                Math.max(floor, terms.target().rate()), terms.target().onTurnover());
    }

    private static boolean slight(Book book, double level) {
        return book.authority.thresholds().containsKey(Limit.INJURY_DE_MINIMIS)
                && book.rules.threshold(Limit.INJURY_DE_MINIMIS).holds(level);
    }

    /** The dumping margin over CIF value, on which a duty is laid whatever the margin is printed over. */
    private static double overCif(Book book, EuMath eu) {
        if (eu.isOverCif()) {
            return eu.margin();
        }
        double amount = 0;
        double cif = 0;
        for (int s = 0; s < book.exports.rows; s++) {
            double q = book.exports.q[s];
            if (!Double.isNaN(eu.rowValue[s]) && eu.rowCif[s] > 0) {
                amount += (eu.rowValue[s] - eu.rowPrice[s]) * q;
                cif += eu.rowCif[s] * q;
            }
        }
        return Math.max(0, amount) / cif;
    }

    private static Table rows(Book book, Intake.UnionRows union, EuMath eu, boolean onCapital) {
        double[] cost = new double[book.in.models.count()];
        double[] price = new double[book.in.models.count()];
        double yield = onCapital ? book.rules.threshold(Limit.RETURN_ON_CAPITAL).value() : 0;
        Arrays.fill(cost, Double.NaN);
        Arrays.fill(price, Double.NaN);
        for (int i = 0; i < union.model.length; i++) {
            if (union.model[i] >= 0) {
                cost[union.model[i]] =
                        union.cost[i] + (union.capital == null || !onCapital ? 0 : yield * union.capital[i]);
                price[union.model[i]] = union.price == null ? Double.NaN : union.price[i];
            }
        }
        ExportSide ex = book.exports;
        int n = ex.rows;
        DoubleColumn[] columns = {
            DoubleColumn.create("cif", n),
            DoubleColumn.create("quantity", n),
            DoubleColumn.create("cost", n),
            DoubleColumn.create("price", n)
        };
        for (int s = 0; s < n; s++) {
            int model = book.in.exports.model[ex.row[s]];
            columns[0].set(s, eu.rowCif[s]);
            columns[1].set(s, ex.q[s]);
            columns[2].set(s, cost[model]);
            columns[3].set(s, price[model]);
        }
        return Table.create("export sales").addColumns(columns);
    }
}
