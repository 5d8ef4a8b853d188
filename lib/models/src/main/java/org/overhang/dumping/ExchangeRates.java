package org.overhang.dumping;

/**
 * Exchange rates: units of the reporting currency for one unit of the other, on business days.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var files = CaseFiles.exports(exportRoles, exports).home(homeRoles, home)
 *         .rates(ExchangeRates.of("rate").on("date").currency("currency"), rates);
 * }</pre>
 */
public final class ExchangeRates {
    static final String RATE = "rate";
    static final String DAY = "date";
    static final String CURRENCY = "currency";

    private final Roles roles;

    private ExchangeRates(Roles roles) {
        this.roles = roles;
    }

    /**
     * Starts with the rate.
     *
     * @param column its column
     * @return the roles
     */
    public static ExchangeRates of(String column) {
        return new ExchangeRates(Roles.of(RATE, column));
    }

    /**
     * The column names of this library: {@code rate}, {@code date}, {@code currency}.
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static ExchangeRates houseColumns() {
        return new ExchangeRates(Roles.preset(
                RATE, "rate",
                DAY, "date",
                CURRENCY, "currency"));
    }

    /**
     * The day.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExchangeRates on(String column) {
        return new ExchangeRates(roles.with(DAY, column));
    }

    /**
     * The other currency.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExchangeRates currency(String column) {
        return new ExchangeRates(roles.with(CURRENCY, column));
    }

    Roles roles() {
        return roles;
    }
}
