package org.overhang.dumping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dumping.Authority.Clause;

/** Adds up the steps of the sales that an explanation is about. */
final class ExplainMath {
    private static final int GROSS = 0;
    private static final int ADJUSTMENT = 1;
    private static final int DISCOUNTS = 2;
    private static final int DOMESTIC = 3;
    private static final int MOVEMENT = 4;
    private static final int US_EXPENSES = 5;
    private static final int CEP_PROFIT = 6;
    private static final int TAX = 7;
    private static final int AVERAGING = 8;
    private static final int NET = 9;
    private static final int HOME = 10;
    private static final int DIFFERENCE = 11;
    private static final int LEVEL = 12;
    private static final int PACKING = 13;
    private static final int COMMISSION_OFFSET = 14;
    private static final int COMMISSION = 15;
    private static final int DIRECT = 16;
    private static final int CREDIT = 17;
    private static final int CEP_OFFSET = 18;
    private static final int VALUE = 19;
    private static final int OWN_SELLING = 20;
    private static final int WIDTH = 21;

    private final DumpingResult result;
    private final Book book;
    private final Chain chain;
    private final double[] sum = new double[WIDTH];
    private double quantity;
    private double cif;
    private int sales;
    private int unmatched;

    private ExplainMath(DumpingResult result) {
        this.result = result;
        this.book = result.book();
        this.chain = result.chain();
    }

    static Explanation total(DumpingResult result) {
        return new ExplainMath(result).explain("the whole case", s -> true);
    }

    /** A sale number, else a control number, else a customer. */
    static Explanation of(DumpingResult result, String name) {
        Book book = result.book();
        ExportSide ex = book.exports;
        CaseTables tables = result.tables();
        for (int s = 0; s < ex.rows; s++) {
            if (tables.exportId(s).equals(name)) {
                int row = s;
                return new ExplainMath(result).explain("sale " + name, r -> r == row);
            }
        }
        int model = book.in.models.find(name);
        if (model >= 0 && anyOf(ex, s -> book.in.exports.model[ex.row[s]] == model)) {
            return new ExplainMath(result).explain("model " + name, s -> book.in.exports.model[ex.row[s]] == model);
        }
        int customer = book.in.customers.find(name);
        if (customer >= 0 && anyOf(ex, s -> ex.customer[s] == customer)) {
            return new ExplainMath(result).explain("customer " + name, s -> ex.customer[s] == customer);
        }
        List<String> known = new ArrayList<>();
        for (int m = 0; m < Math.min(1000, book.in.models.count()); m++) {
            known.add(book.in.models.text(m));
        }
        throw new OverhangException(
                Reason.BAD_VALUE,
                "explain needs a sale, a control number or a customer of the export sales that were kept, but \"" + name
                        + "\" is none of them. " + Nearest.hint(name, known)
                        + "The sales that were set aside are in setAside().");
    }

    private static boolean anyOf(ExportSide ex, IntPredicate taken) {
        for (int s = 0; s < ex.rows; s++) {
            if (taken.test(s)) {
                return true;
            }
        }
        return false;
    }

    private Explanation explain(String subject, IntPredicate taken) {
        ExportSide ex = book.exports;
        EuMath eu = result.european();
        Comparison method = result.decision().method();
        double[] all = new double[MarginMath.WIDTH];
        double[] one = new double[MarginMath.WIDTH];
        List<String> notes = new ArrayList<>();
        for (int u = 0; u < ex.pools; u++) {
            boolean any = false;
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                any |= taken.test(s);
            }
            if (!any) {
                continue;
            }
            MarginMath.averages(chain, u, all, method == Comparison.MIXED ? s -> !chain.pass[s] : null);
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                if (taken.test(s)) {
                    boolean none = eu == null
                            ? chain.match[ex.keyOf(u, s)] == Chain.NONE
                            : eu.mode[eu.typeOfPool(book, u)] == EuMath.NONE;
                    if (none) {
                        unmatched++;
                        continue;
                    }
                    price(s);
                    if (eu == null) {
                        value(u, s, method, all, one);
                    } else {
                        europeanValue(s, eu);
                    }
                }
            }
            if (eu == null && notes.size() < 3) {
                notes.add(matchNote(u));
            }
        }
        if (sales == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "explain needs a sale with a normal value, but none of " + subject + " has one. See setAside().");
        }
        if (unmatched > 0) {
            notes.add(Numbers.fixed(unmatched, 0) + " of its sales have no normal value and take no part.");
        }
        boolean overCif = eu != null && book.authority.overCif() && !Double.isNaN(cif);
        double base = overCif ? cif : sum[NET];
        String words = eu == null
                ? method.words()
                : "average by type" + (overCif ? ", over CIF value" : ", over net export value");
        return new Explanation(
                subject,
                words,
                book.facts.reportCurrency,
                quantity,
                sales,
                base,
                steps(),
                notes,
                result.files().exports().source().provenance());
    }

    private void put(int what, double perUnit, double q) {
        sum[what] += perUnit * q;
    }

    private void price(int s) {
        ExportSide ex = book.exports;
        Intake.Exports raw = book.in.exports;
        int i = ex.row[s];
        double u = book.in.rate(raw.currency[i], raw.sold[i]);
        double e = book.in.rate(raw.expenses[i], raw.sold[i]);
        double q = ex.q[s];
        put(GROSS, raw.price[i] * u, q);
        put(ADJUSTMENT, Intake.at(raw.adjustment, i) * u, q);
        put(DISCOUNTS, -Intake.at(raw.discounts, i) * u, q);
        put(DOMESTIC, -Intake.at(raw.domestic, i) * e, q);
        put(MOVEMENT, -Intake.at(raw.movement, i) * u, q);
        put(US_EXPENSES, -Chain.at(ex.cepBase, s), q);
        put(CEP_PROFIT, -chain.cepProfit(s), q);
        if (book.nonMarket) {
            put(TAX, -(raw.price[i] * u * book.facts.vatShare + book.facts.vatAmount), q);
        }
        quantity += q;
        sales++;
    }

    private void value(int u, int s, Comparison method, double[] all, double[] one) {
        ExportSide ex = book.exports;
        int key = ex.keyOf(u, s);
        double q = ex.q[s];
        MarginMath.Against home = MarginMath.Against.of(chain, key);
        MarginMath.single(chain, home, s, ex.poolCep[u], one);
        boolean single = method == Comparison.AVERAGE_TO_TRANSACTION || method == Comparison.MIXED && chain.pass[s];
        double[] us = single ? one : all;
        double rate = !single && book.rules.uses(Reading.AVERAGED_RATE) ? all[MarginMath.RATE] : one[MarginMath.RATE];
        MarginMath.Steps steps = MarginMath.steps(chain, home, us, rate, ex.poolCep[u]);
        double level =
                chain.homePool[key] >= 0 && !Double.isNaN(chain.levelAdjustment[key]) ? chain.levelAdjustment[key] : 0;
        put(AVERAGING, us[MarginMath.NET] - one[MarginMath.NET], q);
        put(NET, us[MarginMath.NET], q);
        put(HOME, (chain.price[key] + chain.difference[key] - level) * rate, q);
        put(DIFFERENCE, -chain.difference[key] * rate, q);
        put(LEVEL, level * rate, q);
        if (!book.nonMarket) {
            put(PACKING, us[MarginMath.PACKING], q);
            put(COMMISSION, us[MarginMath.COMMISSION], q);
            put(DIRECT, us[MarginMath.DIRECT], q);
            put(CREDIT, ex.poolCep[u] ? 0 : us[MarginMath.CREDIT], q);
        }
        put(COMMISSION_OFFSET, -steps.commissionOffset(), q);
        put(CEP_OFFSET, -steps.cepOffset(), q);
        put(VALUE, steps.normalValue(), q);
    }

    private void europeanValue(int s, EuMath eu) {
        double q = book.exports.q[s];
        put(OWN_SELLING, eu.rowPrice[s] - chain.net[s], q);
        put(NET, eu.rowPrice[s], q);
        put(HOME, eu.rowValue[s], q);
        put(VALUE, eu.rowValue[s], q);
        cif += eu.rowCif[s] * q;
    }

    private List<Explanation.Step> steps() {
        Authority law = book.authority;
        return new Explanation.Ledger()
                .add("gross price", sum[GROSS], law.clause(Clause.EXPORT_PRICE))
                .add("price adjustments", sum[ADJUSTMENT], law.clause(Clause.PRICE_ADJUSTMENT))
                .add("discounts and rebates", sum[DISCOUNTS], law.clause(Clause.DISCOUNT))
                .add("movement in the exporting country", sum[DOMESTIC], law.clause(Clause.MOVEMENT))
                .add("movement abroad and duty", sum[MOVEMENT], law.clause(Clause.MOVEMENT))
                .add("expenses in the importing country", sum[US_EXPENSES], law.clause(Clause.RESALE_EXPENSES))
                .add("profit on those expenses", sum[CEP_PROFIT], law.clause(Clause.RESALE_PROFIT))
                .add("irrecoverable tax", sum[TAX], law.clause(Clause.TAX))
                .add("credit, commission, direct selling, packing", sum[OWN_SELLING], law.clause(Clause.OWN_SELLING))
                .add("averaging with its group", sum[AVERAGING], law.clause(Clause.AVERAGING))
                .reach("net export price", sum[NET], law.clause(Clause.NET_PRICE))
                .add(
                        book.nonMarket ? "normal value from factors" : "home price or constructed value",
                        sum[HOME],
                        law.clause(book.nonMarket ? Clause.FACTORS : Clause.HOME_PRICE))
                .add("difference in merchandise", sum[DIFFERENCE], law.clause(Clause.MERCHANDISE))
                .add("level of trade", sum[LEVEL], law.clause(Clause.LEVEL_OF_TRADE))
                .add("export packing", sum[PACKING], law.clause(Clause.PACKING))
                .add("commission offset", sum[COMMISSION_OFFSET], law.clause(Clause.COMMISSION_OFFSET))
                .add("export commissions", sum[COMMISSION], law.clause(Clause.CIRCUMSTANCE))
                .add("export direct selling", sum[DIRECT], law.clause(Clause.CIRCUMSTANCE))
                .add("export credit", sum[CREDIT], law.clause(Clause.CIRCUMSTANCE))
                .add("CEP offset", sum[CEP_OFFSET], law.clause(Clause.CEP_OFFSET))
                .reach("normal value", sum[VALUE], law.clause(Clause.NORMAL_VALUE))
                .reach("normal value less export price", sum[VALUE] - sum[NET], law.clause(Clause.DIFFERENCE))
                .steps();
    }

    private String matchNote(int u) {
        ExportSide ex = book.exports;
        int key = ex.keyOf(u, ex.poolStart[u]);
        String model = book.in.models.text(book.productModel[ex.poolProduct[u]]);
        String found = switch (chain.match[key]) {
            case Chain.IDENTICAL -> "the identical home model";
            case Chain.SIMILAR ->
                "the similar home model "
                        + book.in.models.text(book.productModel[book.home.poolProduct[chain.homePool[key]]])
                        + " (difference in merchandise "
                        + Numbers.percent(chain.differenceRatio[key], 2)
                        + " of the cost of manufacture)";
            case Chain.CONSTRUCTED -> book.nonMarket ? "its factors of production" : "constructed value";
            default -> "nothing";
        };
        return "Model " + model + " meets " + found + ".";
    }
}
