package org.overhang.dumping;

import java.util.List;

/**
 * The home-market file: which column plays which role; all amounts are per unit. An amount may be spread over several
 * columns, which add up; columns without a role are listed in the summary.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var roles = HomeSales.of("gross_price").quantity("quantity_t").soldOn("sale_date")
 *         .movement("freight").affiliated("related").customer("customer");
 * var files = CaseFiles.exports(exportRoles, exports).home(roles, home);
 * }</pre>
 */
public final class HomeSales {
    static final String SALE = "sale number";
    static final String MANUFACTURER = "manufacturer";
    static final String PRIME = "prime";
    static final String LEVEL = "level of trade";
    static final String CUSTOMER = "customer";
    static final String AFFILIATED = "affiliated";
    static final String UNAFFILIATED_CODE = "code of unaffiliated customers";
    static final String RESELLER = "reseller";
    static final String SHIPPED = "date of shipment";
    static final String PAID = "date of payment";
    static final String CURRENCY = "currency";
    static final String ADJUSTMENT = "price adjustment";
    static final String DISCOUNTS = "discounts";
    static final String MOVEMENT = "movement";
    static final String CREDIT = "credit";
    static final String DIRECT = "direct selling";
    static final String COMMISSION = "commission";
    static final String INVENTORY = "inventory carrying";
    static final String INDIRECT = "indirect selling";
    static final String PACKING = "packing";

    private final Roles roles;

    private HomeSales(Roles roles) {
        this.roles = roles;
    }

    /**
     * Starts with the gross price per unit (HMGUP).
     *
     * @param column its column
     * @return the next step
     */
    public static NeedsQuantity of(String column) {
        return new NeedsQuantity(column);
    }

    /** Roles that still lack the quantity. */
    public static final class NeedsQuantity {
        private final String first;

        private NeedsQuantity(String first) {
            this.first = first;
        }

        /**
         * The quantity.
         *
         * @param column its column
         * @return the roles
         */
        public HomeSales quantity(String column) {
            return new HomeSales(Roles.of(Roles.PRICE, first).with(Roles.QUANTITY, column));
        }
    }

    /**
     * The column names of this library: {@code gross_price}, {@code quantity}, {@code sale_date}, {@code connum} …
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static HomeSales houseColumns() {
        return new HomeSales(Roles.preset(
                Roles.PRICE,
                "gross_price",
                Roles.QUANTITY,
                "quantity",
                Roles.DATE,
                "sale_date",
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
                Roles.UNIT,
                "quantity_unit",
                SALE,
                "sale_id",
                MANUFACTURER,
                "manufacturer",
                PRIME,
                "prime",
                LEVEL,
                "lot",
                CUSTOMER,
                "customer",
                AFFILIATED,
                "affiliated",
                RESELLER,
                "reseller",
                SHIPPED,
                "ship_date",
                PAID,
                "pay_date",
                CURRENCY,
                "currency",
                ADJUSTMENT,
                "price_adj",
                DISCOUNTS,
                "discounts",
                MOVEMENT,
                "move",
                CREDIT,
                "credit",
                DIRECT,
                "direct_sell",
                COMMISSION,
                "commission",
                INVENTORY,
                "icc",
                INDIRECT,
                "indirect_sell",
                PACKING,
                "packing"));
    }

    /**
     * The usual column names of the US questionnaire: {@code GRSUPRH}, {@code QTYH}, {@code SALEDATH}, {@code CONNUMH} …
     *
     * <p>Seen in a public source: CONNUMH and SHIPDATH (Commerce's comparison-market program of 13 August 2024). All others are
     * from memory, by analogy with the export file, and unverified.
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static HomeSales questionnaire() {
        return new HomeSales(Roles.preset(
                Roles.PRICE,
                "GRSUPRH",
                Roles.QUANTITY,
                "QTYH",
                Roles.DATE,
                "SALEDATH",
                Roles.MODEL,
                "CONNUMH",
                SALE,
                "OBSH",
                MANUFACTURER,
                "MFRH",
                PRIME,
                "PRIMEH",
                LEVEL,
                "LOTH",
                CUSTOMER,
                "CUSCODH",
                AFFILIATED,
                "CUSRELH",
                SHIPPED,
                "SHIPDATH",
                PAID,
                "PAYDATEH",
                CURRENCY,
                "CURRENCYH",
                ADJUSTMENT,
                "BILLADJH",
                DISCOUNTS,
                "EARLPYH QTYDISH OTHDISH REBATEH",
                MOVEMENT,
                "INLFTWH WAREHSH INLFTCH",
                CREDIT,
                "CREDITH",
                DIRECT,
                "DIRSELH",
                COMMISSION,
                "COMMH",
                INVENTORY,
                "INVCARH",
                INDIRECT,
                "INDIRSH",
                PACKING,
                "PACKH"));
    }

    /**
     * The model, a control number; {@code by} of the margin names it for all files.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales model(String column) {
        return new HomeSales(roles.with(Roles.MODEL, column));
    }

    /**
     * The date of sale.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales soldOn(String column) {
        return new HomeSales(roles.with(Roles.DATE, column));
    }

    /**
     * The unit that each sale's quantity and prices are in. Sales in another unit than the case are set aside and listed.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales unit(String column) {
        return new HomeSales(roles.with(Roles.UNIT, column));
    }

    /**
     * The physical characteristics as numeric codes, most important first; models are similar in this order.
     *
     * @param columns their columns
     * @return the roles with them
     */
    public HomeSales characteristics(String... columns) {
        return new HomeSales(roles.withAll(Roles.CHARACTERISTIC, List.of(columns)));
    }

    /**
     * The number of the sale; without it sales are called by their row.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales saleId(String column) {
        return new HomeSales(roles.with(SALE, column));
    }

    /**
     * The manufacturer; without it there is one.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales manufacturer(String column) {
        return new HomeSales(roles.with(MANUFACTURER, column));
    }

    /**
     * Whether the merchandise is prime; models match only within it.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales prime(String column) {
        return new HomeSales(roles.with(PRIME, column));
    }

    /**
     * The level of trade, a whole number.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales levelOfTrade(String column) {
        return new HomeSales(roles.with(LEVEL, column));
    }

    /**
     * The customer.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales customer(String column) {
        return new HomeSales(roles.with(CUSTOMER, column));
    }

    /**
     * Whether the customer is affiliated: {@code Y} and {@code N}, {@code yes} and {@code no}, {@code true} and
     * {@code false}, or the programs' codes, where 1 is unaffiliated and 2 to 9 are affiliated. A blank counts as affiliated
     * and is counted in the summary; any other code is refused.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales affiliated(String column) {
        return new HomeSales(roles.with(AFFILIATED, column));
    }

    /**
     * The code of unaffiliated customers, where it is none of the usual ones; every other code is then affiliated.
     *
     * @param code for example {@code 0}
     * @return the roles with it
     */
    public HomeSales unaffiliatedCode(String code) {
        return new HomeSales(roles.with(UNAFFILIATED_CODE, code));
    }

    /**
     * The affiliate that resold, in a file of downstream sales; a blank is not known, and its resales always count.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales reseller(String column) {
        return new HomeSales(roles.with(RESELLER, column));
    }

    /**
     * A second date, for example of shipment: the earlier of the two is the date of sale. A blank leaves the first.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales soldNoLaterThan(String column) {
        return new HomeSales(roles.with(Roles.SECOND_DATE, column));
    }

    /**
     * The date of shipment, for credit that has to be imputed.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales shippedOn(String column) {
        return new HomeSales(roles.with(SHIPPED, column));
    }

    /**
     * The date of payment, for credit that has to be imputed.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales paidOn(String column) {
        return new HomeSales(roles.with(PAID, column));
    }

    /**
     * The currency of all amounts of the sale.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales currency(String column) {
        return new HomeSales(roles.with(CURRENCY, column));
    }

    /**
     * Price adjustments added (HMGUPADJ), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales priceAdjustment(String... columns) {
        return new HomeSales(roles.withSum(ADJUSTMENT, columns));
    }

    /**
     * Discounts and rebates (HMDISREB), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales discounts(String... columns) {
        return new HomeSales(roles.withSum(DISCOUNTS, columns));
    }

    /**
     * Movement (HMMOVE), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales movement(String... columns) {
        return new HomeSales(roles.withSum(MOVEMENT, columns));
    }

    /**
     * Imputed credit (HMCRED), per unit; a blank is imputed from the dates if the case has a rate.
     *
     * @param column its column
     * @return the roles with it
     */
    public HomeSales credit(String column) {
        return new HomeSales(roles.with(CREDIT, column));
    }

    /**
     * Direct selling expenses without credit (HMDSELL), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales directSelling(String... columns) {
        return new HomeSales(roles.withSum(DIRECT, columns));
    }

    /**
     * Commissions (HMCOMM), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales commission(String... columns) {
        return new HomeSales(roles.withSum(COMMISSION, columns));
    }

    /**
     * Imputed inventory carrying cost (HMICC), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales inventoryCarrying(String... columns) {
        return new HomeSales(roles.withSum(INVENTORY, columns));
    }

    /**
     * Indirect selling expenses (HMISELL), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales indirectSelling(String... columns) {
        return new HomeSales(roles.withSum(INDIRECT, columns));
    }

    /**
     * Packing (HMPACK), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public HomeSales packing(String... columns) {
        return new HomeSales(roles.withSum(PACKING, columns));
    }

    Roles roles() {
        return roles;
    }
}
