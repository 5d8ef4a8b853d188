package org.overhang.dumping;

/**
 * Factors of production of a non-market economy: physical usage per unit of each model, and its surrogate value.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var roles = Factors.of("usage").model("connum").factor("factor").kind("kind")
 *         .surrogateValue("surrogate_value").valuedFrom("sv_source");
 * var files = CaseFiles.exports(exportRoles, exports).factors(roles, factors);
 * }</pre>
 */
public final class Factors {
    static final String USAGE = "usage";
    static final String MANUFACTURER = "manufacturer";
    static final String FACTOR = "factor";
    static final String KIND = "kind";
    static final String VALUE = "surrogate value";
    static final String SOURCE = "source of the value";
    static final String SUPPLIER = "distance to supplier";
    static final String PORT = "distance to port";
    static final String FREIGHT = "freight rate";
    static final String SHARE = "market-economy share";
    static final String PAID = "market-economy price";

    private final Roles roles;

    private Factors(Roles roles) {
        this.roles = roles;
    }

    /**
     * Starts with the usage per unit of the model.
     *
     * @param column its column
     * @return the roles
     */
    public static Factors of(String column) {
        return new Factors(Roles.of(USAGE, column));
    }

    /**
     * The column names of this library: {@code usage}, {@code kind}, {@code surrogate_value} …
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static Factors houseColumns() {
        return new Factors(Roles.preset(
                USAGE,
                "usage",
                Roles.MODEL,
                "connum",
                MANUFACTURER,
                "manufacturer",
                FACTOR,
                "factor",
                KIND,
                "kind",
                VALUE,
                "surrogate_value",
                SOURCE,
                "sv_source",
                SUPPLIER,
                "dist_supplier",
                PORT,
                "dist_port",
                FREIGHT,
                "freight_rate",
                SHARE,
                "me_share_pct",
                PAID,
                "me_price"));
    }

    /**
     * The model, a control number.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors model(String column) {
        return new Factors(roles.with(Roles.MODEL, column));
    }

    /**
     * The manufacturer; without it there is one.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors manufacturer(String column) {
        return new Factors(roles.with(MANUFACTURER, column));
    }

    /**
     * What the factor is called.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors factor(String column) {
        return new Factors(roles.with(FACTOR, column));
    }

    /**
     * {@code material}, {@code energy}, {@code labor}, {@code packing} or {@code byproduct}.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors kind(String column) {
        return new Factors(roles.with(KIND, column));
    }

    /**
     * Value of one unit of the factor, in the surrogate currency.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors surrogateValue(String column) {
        return new Factors(roles.with(VALUE, column));
    }

    /**
     * {@code import} where the value is from import statistics, which caps the freight; else {@code domestic}.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors valuedFrom(String column) {
        return new Factors(roles.with(SOURCE, column));
    }

    /**
     * Distance from supplier to factory.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors supplierDistance(String column) {
        return new Factors(roles.with(SUPPLIER, column));
    }

    /**
     * Distance from port to factory.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors portDistance(String column) {
        return new Factors(roles.with(PORT, column));
    }

    /**
     * Freight for one unit of the factor over one unit of distance.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors freightRate(String column) {
        return new Factors(roles.with(FREIGHT, column));
    }

    /**
     * Share of the input bought in market economies, in percent, as files report it.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors marketEconomyPercent(String column) {
        return new Factors(roles.with(SHARE, column));
    }

    /**
     * Price paid for it there.
     *
     * @param column its column
     * @return the roles with it
     */
    public Factors marketEconomyPrice(String column) {
        return new Factors(roles.with(PAID, column));
    }

    Roles roles() {
        return roles;
    }
}
