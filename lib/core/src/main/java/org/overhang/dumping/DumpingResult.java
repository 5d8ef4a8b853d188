package org.overhang.dumping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A dumping margin with every step that made it. */
public final class DumpingResult implements Result {
    private final DumpingMargin method;
    private final CaseFiles files;
    private final Book book;
    private final PatternMath.@Nullable Groups groups;
    private final Chain chain;
    private final @Nullable TransactionMath transactions;
    private final @Nullable EuMath european;
    private final Decision decision;

    DumpingResult(DumpingMargin method, CaseFiles files, Book book) {
        this.method = method;
        this.files = files;
        this.book = book;
        this.groups = method.rules().uses(Practice.PATTERN_TEST) ? PatternMath.groups(book.exports) : null;
        this.chain = new Chain(book, groups, new int[0], new int[0], true);
        this.transactions = method.rules().uses(Practice.TRANSACTION_TO_TRANSACTION) && !book.nonMarket
                ? TransactionMath.of(chain)
                : null;
        this.european = method.rules().uses(Practice.EUROPEAN_CHAIN) ? EuMath.of(chain, new int[0]) : null;
        this.decision = Decision.of(chain);
    }

    Book book() {
        return book;
    }

    Chain chain() {
        return chain;
    }

    Decision decision() {
        return decision;
    }

    @Nullable
    TransactionMath transactions() {
        return transactions;
    }

    CaseFiles files() {
        return files;
    }

    @Nullable
    EuMath european() {
        return european;
    }

    CaseTables tables() {
        return new CaseTables(book, chain, groups);
    }

    /**
     * The margin under the rules.
     *
     * @return a fraction of the net export value (EU: of CIF value), never below 0; NaN if that value is not positive
     */
    public double margin() {
        return european == null ? decision.margin() : european.margin();
    }

    /**
     * Injury beside dumping.
     *
     * @param undercutting price gap to the domestic industry, a share of its turnover at import quantities
     * @param injuryMargin price gap to the non-injurious price, a share of CIF value; may be negative
     * @param targetProfit the target profit used, the floor of the rules at least
     * @param lesserDuty the lower of the dumping and the injury margin, never below 0
     * @param duty what the rules impose: nothing if dumping is de minimis, dumping alone if raw materials are distorted
     */
    public record Injury(
            double undercutting, double injuryMargin, double targetProfit, double lesserDuty, double duty) {}

    /**
     * The pattern test, group by group.
     *
     * @return one row a group of comparable merchandise and dimension
     */
    public Table differentialPricing() {
        return tables().pattern();
    }

    /**
     * Duty importer by importer, under the method that applies.
     *
     * @return one row an importer; rates are shares of entered value
     */
    public Table assessment() {
        return tables().assessment(AssessmentMath.of(chain, decision.method()));
    }

    /**
     * Normal value by type as the EU determines it.
     *
     * @return one row a type that was exported
     */
    public Table types() {
        return tables().types(java.util.Objects.requireNonNull(european));
    }

    Table transactions0() {
        return tables().europeanRows(java.util.Objects.requireNonNull(european));
    }

    /**
     * Undercutting, the injury margin and the duty.
     *
     * @return the injury beside this dumping margin
     */
    public Injury injury() {
        return InjuryMath.of(this);
    }

    @Override
    public Summary summary() {
        return Summary.of("Dumping margin").choice("rules", method.rules().name()).build();
    }

    @Override
    public Table tidy() {
        return Table.create("dumping margin")
                .addColumns(StringColumn.create("term", List.of("dumping_margin")), DoubleColumn.create("estimate", margin()));
    }

    @Override
    public Table glance() {
        return Table.create("dumping margin").addColumns(IntColumn.create("nobs", book.exports.rows), StringColumn.create("rules", files.facts().reportCurrency()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
