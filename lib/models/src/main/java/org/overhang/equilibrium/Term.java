package org.overhang.equilibrium;

/** A number that a model of typed parameters answers with, before and after; each model has those that it defines. */
public enum Term implements Effect {
    /** The price that buyers pay. */
    PRICE("price"),
    /** The exporter's price at home. */
    HOME_PRICE("home price"),
    /** The export price before duty. */
    EXPORT_PRICE("export price"),
    /** Sales in the seller's own market. */
    HOME_QUANTITY("home quantity"),
    /** Exports. */
    EXPORT_QUANTITY("export quantity"),
    /** The dominant seller's sales. */
    DOMINANT_QUANTITY("dominant quantity"),
    /** The fringe's sales. */
    FRINGE_QUANTITY("fringe quantity"),
    /** Output over capacity. */
    UTILIZATION("utilization"),
    /** The shadow price of capacity, of a limit or of a floor. */
    SHADOW_PRICE("shadow price"),
    /** The dumping margin over the export price. */
    DUMPING_MARGIN("dumping margin"),
    /** The part of it that price discrimination makes. */
    DISCRIMINATION_MARGIN("of it discrimination"),
    /** The part of it that output pressure adds. */
    PRESSURE_MARGIN("of it output pressure"),
    /** What output pressure does to the export price. */
    PRESSURE_ON_EXPORT_PRICE("output pressure on the export price"),
    /** The share of the margin that would reach the export price if discrimination ended. */
    FAIR_PRICE_PASS_THROUGH("pass-through of a fair price"),
    /** Price less cost over price. */
    LERNER("Lerner index"),
    /** Profit of the seller with market power, or of both sellers in one market. */
    PROFIT("profit"),
    /** Producer surplus of the fringe. */
    FRINGE_SURPLUS("fringe surplus"),
    /** What the state pays of a loss. */
    COVERED_LOSS("covered loss"),
    /** What subsidies cost. */
    SUBSIDY_COST("subsidy cost"),
    /** Tariff revenue. */
    TARIFF_REVENUE("tariff revenue"),
    /** Surplus of buyers in the seller's own market. */
    HOME_SURPLUS("home buyers' surplus"),
    /** Surplus of buyers in the export market. */
    FOREIGN_SURPLUS("foreign buyers' surplus"),
    /** Surplus of all buyers of the market. */
    CONSUMER_SURPLUS("consumer surplus"),
    /** The price without trade. */
    AUTARKY_PRICE("price without trade"),
    /** Welfare of all, as the change from the baseline. */
    WORLD_WELFARE("world welfare");

    private final String words;

    Term(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public String column() {
        return words;
    }

    @Override
    public boolean isFraction() {
        return switch (this) {
            case UTILIZATION, DUMPING_MARGIN, DISCRIMINATION_MARGIN, PRESSURE_MARGIN, FAIR_PRICE_PASS_THROUGH, LERNER ->
                true;
            default -> false;
        };
    }

    /**
     * The change of this number from the baseline.
     *
     * @return counterfactual less baseline
     */
    public Difference change() {
        return new Difference(this);
    }

    /**
     * A number's change from the baseline.
     *
     * @param of the number
     */
    public record Difference(Term of) implements Effect {
        @Override
        public String words() {
            return of.words + ", change";
        }

        @Override
        public String column() {
            return of.words + ", change";
        }

        @Override
        public boolean isFraction() {
            return of.isFraction();
        }
    }
}
