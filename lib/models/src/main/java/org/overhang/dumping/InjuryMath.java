package org.overhang.dumping;

import java.util.Arrays;
import org.overhang.core.OverhangException;
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
                    "Injury needs EU rules, domestic costs and terms, but the case lacks "
                            + (eu == null ? "EU rules" : union == null ? "a file of domestic costs" : "terms")
                            + ". Measure under DumpingRules.EU with .union(…) and .injury(…) on the files.");
        }
        Table rows = rows(book, union, eu);
        double floor = book.rules.threshold(Limit.TARGET_PROFIT).value();
        TargetProfit target = new TargetProfit(
                Math.max(floor, terms.target().rate()), terms.target().onTurnover());
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
        double dumping = result.margin();
        double lesser = Math.max(0, Math.min(dumping, level));
        double duty = result.deMinimis() ? 0 : terms.rawMaterialDistortion() ? dumping : lesser;
        int unmatched = rows.doubleColumn("cost").countMissing();
        return new DumpingResult.Injury(undercut, level, target.rate(), lesser, duty, unmatched);
    }

    private static Table rows(Book book, Intake.UnionRows union, EuMath eu) {
        double[] cost = new double[book.in.models.count()];
        double[] price = new double[book.in.models.count()];
        Arrays.fill(cost, Double.NaN);
        Arrays.fill(price, Double.NaN);
        for (int i = 0; i < union.model.length; i++) {
            if (union.model[i] >= 0) {
                cost[union.model[i]] = union.cost[i];
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
