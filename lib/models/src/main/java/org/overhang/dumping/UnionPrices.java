package org.overhang.dumping;

/**
 * The domestic industry's cost and price by model, in the reporting currency, for injury.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var files = CaseFiles.exports(exportRoles, exports).home(homeRoles, home)
 *         .union(UnionPrices.of("union_cost").price("union_price"), union);
 * }</pre>
 */
public final class UnionPrices {
    static final String COST = "domestic cost";
    static final String SOLD = "domestic price";
    static final String CAPITAL = "capital employed";

    private final Roles roles;

    private UnionPrices(Roles roles) {
        this.roles = roles;
    }

    /**
     * Starts with the cost per unit.
     *
     * @param column its column
     * @return the roles
     */
    public static UnionPrices of(String column) {
        return new UnionPrices(Roles.of(COST, column));
    }

    /**
     * The column names of this library: {@code union_cost}, {@code union_price}, {@code capital_employed}, {@code connum}.
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static UnionPrices houseColumns() {
        return new UnionPrices(Roles.preset(
                COST, "union_cost", SOLD, "union_price", CAPITAL, "capital_employed", Roles.MODEL, "connum"));
    }

    /**
     * The ex-works price per unit.
     *
     * @param column its column
     * @return the roles with it
     */
    public UnionPrices price(String column) {
        return new UnionPrices(roles.with(SOLD, column));
    }

    /**
     * The capital employed per unit made, net fixed assets and working capital, on which Indian rules allow a return; other rules do
     * not read it.
     *
     * @param column its column
     * @return the roles with it
     */
    public UnionPrices capitalEmployed(String column) {
        return new UnionPrices(roles.with(CAPITAL, column));
    }

    /**
     * The model, a control number.
     *
     * @param column its column
     * @return the roles with it
     */
    public UnionPrices model(String column) {
        return new UnionPrices(roles.with(Roles.MODEL, column));
    }

    Roles roles() {
        return roles;
    }
}
