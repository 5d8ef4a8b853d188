package org.overhang.dumping;

import java.util.List;

/**
 * The cost file: unit costs by model, in the currency of the home market, averaged by quantity made.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var roles = ProductionCosts.of("unit_cost").quantity("made_t");
 * var byComponent = ProductionCosts.houseColumns().model("control_number");
 * var files = CaseFiles.exports(exportRoles, exports).home(homeRoles, home).costs(roles, costs);
 * }</pre>
 */
public final class ProductionCosts {
    static final String TOTAL = "unit cost";
    static final String MANUFACTURER = "manufacturer";
    static final String MATERIAL = "direct material";
    static final String CONVERSION = "variable conversion";
    static final String FIXED = "fixed overhead";
    static final String GENERAL = "general expenses";
    static final String INTEREST = "interest";
    static final String QUARTER = "quarter";
    static final String MONTH = "month";

    private final Roles roles;

    private ProductionCosts(Roles roles) {
        this.roles = roles;
    }

    /**
     * Starts with the total unit cost, general expenses and interest included.
     *
     * @param column its column
     * @return the next step
     */
    public static NeedsQuantity of(String column) {
        return new NeedsQuantity(column);
    }

    /** Roles that still lack the quantity made. */
    public static final class NeedsQuantity {
        private final String first;

        private NeedsQuantity(String first) {
            this.first = first;
        }

        /**
         * The quantity made.
         *
         * @param column its column
         * @return the roles
         */
        public ProductionCosts quantity(String column) {
            return new ProductionCosts(Roles.of(TOTAL, first).with(Roles.QUANTITY, column));
        }
    }

    /**
     * The column names of this library, cost by component: {@code direct_material}, {@code variable_conversion} …
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static ProductionCosts houseColumns() {
        return new ProductionCosts(Roles.preset(
                Roles.QUANTITY,
                "production_qty",
                Roles.MODEL,
                "connum",
                Roles.CHARACTERISTIC + 1,
                "char1",
                Roles.CHARACTERISTIC + 2,
                "char2",
                Roles.CHARACTERISTIC + 3,
                "char3",
                Roles.CHARACTERISTIC + 4,
                "char4",
                Roles.CHARACTERISTIC + 5,
                "char5",
                Roles.CHARACTERISTIC + 6,
                "char6",
                Roles.CHARACTERISTIC + 7,
                "char7",
                Roles.CHARACTERISTIC + 8,
                "char8",
                Roles.CHARACTERISTIC + 9,
                "char9",
                Roles.CHARACTERISTIC + 10,
                "char10",
                Roles.CHARACTERISTIC + 11,
                "char11",
                Roles.CHARACTERISTIC + 12,
                "char12",
                MANUFACTURER,
                "manufacturer",
                MATERIAL,
                "direct_material",
                CONVERSION,
                "variable_conversion",
                FIXED,
                "fixed_overhead",
                GENERAL,
                "ga",
                INTEREST,
                "interest",
                Roles.UNIT,
                "quantity_unit",
                QUARTER,
                "quarter",
                MONTH,
                "year_month"));
    }

    /**
     * The usual column names of the US questionnaire: {@code PRODQTY}, {@code DIRMAT}, {@code VCONV}, {@code FOH}, {@code GNA}, {@code INTEX}.
     *
     * <p>Seen in a public source: CONNUM (Commerce's comparison-market program of 13 August 2024). All others are from memory and
     * unverified.
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static ProductionCosts questionnaire() {
        return new ProductionCosts(Roles.preset(
                Roles.QUANTITY,
                "PRODQTY",
                Roles.MODEL,
                "CONNUM",
                MATERIAL,
                "DIRMAT",
                CONVERSION,
                "VCONV",
                FIXED,
                "FOH",
                GENERAL,
                "GNA",
                INTEREST,
                "INTEX"));
    }

    /**
     * The model, a control number.
     *
     * @param column its column
     * @return the roles with it
     */
    public ProductionCosts model(String column) {
        return new ProductionCosts(roles.with(Roles.MODEL, column));
    }

    /**
     * The unit that each row's quantity and costs are in; it must be the unit of the case.
     *
     * @param column its column
     * @return the roles with it
     */
    public ProductionCosts unit(String column) {
        return new ProductionCosts(roles.with(Roles.UNIT, column));
    }

    /**
     * The physical characteristics as numeric codes, most important first; models are similar in this order.
     *
     * @param columns their columns
     * @return the roles with them
     */
    public ProductionCosts characteristics(String... columns) {
        return new ProductionCosts(roles.withAll(Roles.CHARACTERISTIC, List.of(columns)));
    }

    /**
     * The manufacturer; without it there is one.
     *
     * @param column its column
     * @return the roles with it
     */
    public ProductionCosts manufacturer(String column) {
        return new ProductionCosts(roles.with(MANUFACTURER, column));
    }

    /**
     * Direct material per unit; a row where it is blank is passed over.
     *
     * @param column its column
     * @return the roles with it
     */
    public ProductionCosts directMaterial(String column) {
        return new ProductionCosts(roles.with(MATERIAL, column));
    }

    /**
     * Labor and variable overhead per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ProductionCosts variableConversion(String... columns) {
        return new ProductionCosts(roles.withSum(CONVERSION, columns));
    }

    /**
     * Fixed overhead per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ProductionCosts fixedOverhead(String... columns) {
        return new ProductionCosts(roles.withSum(FIXED, columns));
    }

    /**
     * General and administrative expenses per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ProductionCosts generalExpenses(String... columns) {
        return new ProductionCosts(roles.withSum(GENERAL, columns));
    }

    /**
     * Interest per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ProductionCosts interest(String... columns) {
        return new ProductionCosts(roles.withSum(INTEREST, columns));
    }

    /**
     * The quarter of the period that a row's costs are of, 1 being its first; read if the files have
     * {@link CaseFiles#quarterlyCosts}, and refused if it is filled without them.
     *
     * @param column its column
     * @return the roles with it
     */
    public ProductionCosts quarter(String column) {
        return new ProductionCosts(roles.with(QUARTER, column));
    }

    /**
     * The year and month that a row's costs are of, as 202401; read if the files have {@link CaseFiles#inflationCosts}.
     *
     * @param column its column
     * @return the roles with it
     */
    public ProductionCosts month(String column) {
        return new ProductionCosts(roles.with(MONTH, column));
    }

    Roles roles() {
        return roles;
    }
}
