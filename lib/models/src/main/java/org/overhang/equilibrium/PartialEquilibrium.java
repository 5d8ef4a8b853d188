package org.overhang.equilibrium;

/**
 * Models of one market, calibrated to its data: how prices, volumes and profits would stand under other policies.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var market = PartialEquilibrium.armington("value_usd").by("origin").domestic("EU")
 *         .elasticities(substitution(4.2), demand(-0.8), supply(6.0))
 *         .subsidy("China", adValorem(0.12)).calibrate(imports2023);
 * market.solve(remove(SUBSIDY).from("China")).welfare();
 * }</pre>
 */
public final class PartialEquilibrium {
    private PartialEquilibrium() {}

    /**
     * Goods that buyers tell apart by origin, sold by price takers.
     *
     * @param value column of spending at consumer prices, duty included
     * @return the model, which still needs its origins
     */
    public static Armington.NeedsOrigins armington(String value) {
        return new Armington.NeedsOrigins(value);
    }

    /**
     * Differentiated products, price competition, logit demand.
     *
     * @param price column of consumer prices, money a unit
     * @return the model, which still needs quantities and products
     */
    public static Oligopoly.NeedsQuantity bertrandLogit(String price) {
        return new Oligopoly.NeedsQuantity(Oligopoly.Kind.LOGIT, price);
    }

    /**
     * Differentiated products, price competition, CES demand.
     *
     * @param price column of consumer prices, money a unit
     * @return the model, which still needs quantities and products
     */
    public static Oligopoly.NeedsQuantity bertrandCes(String price) {
        return new Oligopoly.NeedsQuantity(Oligopoly.Kind.CES, price);
    }

    /**
     * A homogeneous good, quantity competition of plants, linear demand.
     *
     * @param price column of the consumer price, money a unit
     * @return the model, which still needs quantities and plants
     */
    public static Oligopoly.NeedsQuantity cournot(String price) {
        return new Oligopoly.NeedsQuantity(Oligopoly.Kind.COURNOT, price);
    }

    /**
     * A homogeneous good, quantity competition of plants, demand of constant elasticity.
     *
     * @param price column of the consumer price, money a unit
     * @return the model, which still needs quantities and plants
     */
    public static Oligopoly.NeedsQuantity cournotConstantElasticity(String price) {
        return new Oligopoly.NeedsQuantity(Oligopoly.Kind.COURNOT_LOG, price);
    }

    /**
     * One good traded among any number of countries.
     *
     * @param trade column of trade at world prices, before tariffs
     * @return the model, which still needs exporters, importers and tariffs
     */
    public static Gsim.NeedsExporter gsim(String trade) {
        return new Gsim.NeedsExporter(trade);
    }
}
