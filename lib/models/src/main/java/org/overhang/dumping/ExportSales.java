package org.overhang.dumping;

import java.util.List;

/**
 * The export file: which column plays which role; all amounts are per unit. An amount may be spread over several columns,
 * which add up; columns without a role are listed in the summary.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var roles = ExportSales.of("gross_price").quantity("quantity_t").soldOn("sale_date")
 *         .movement("freight").credit("credit").customer("customer");
 * var files = CaseFiles.exports(roles, exports).home(homeRoles, home).costs(costRoles, costs);
 * var margin = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).by("control_number").measure(files);
 * }</pre>
 */
public final class ExportSales {
    static final String SALE = "sale number";
    static final String MANUFACTURER = "manufacturer";
    static final String PRIME = "prime";
    static final String LEVEL = "level of trade";
    static final String TYPE = "sale type";
    static final String CUSTOMER = "customer";
    static final String REGION = "region";
    static final String DESTINATION = "destination";
    static final String IMPORTER = "importer";
    static final String ENTRY = "date of entry";
    static final String SHIPPED = "date of shipment";
    static final String PAID = "date of payment";
    static final String CURRENCY = "currency";
    static final String EXPENSES = "currency of expenses";
    static final String ADJUSTMENT = "price adjustment";
    static final String DISCOUNTS = "discounts";
    static final String DOMESTIC = "domestic movement";
    static final String MOVEMENT = "movement";
    static final String CREDIT = "credit";
    static final String DIRECT = "direct selling";
    static final String COMMISSION = "commission";
    static final String INVENTORY = "inventory carrying";
    static final String INDIRECT = "indirect selling";
    static final String CEP_INVENTORY = "US inventory carrying";
    static final String CEP_INDIRECT = "US indirect selling";
    static final String CEP_OTHER = "other US expenses";
    static final String PACKING = "packing";
    static final String ENTERED = "entered value";
    static final String CIF = "CIF price";

    private final Roles roles;

    private ExportSales(Roles roles) {
        this.roles = roles;
    }

    /**
     * Starts with the gross price per unit (USGUP).
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
        public ExportSales quantity(String column) {
            return new ExportSales(Roles.of(Roles.PRICE, first).with(Roles.QUANTITY, column));
        }
    }

    /**
     * The column names of this library: {@code gross_price}, {@code quantity}, {@code sale_date}, {@code connum} …
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static ExportSales houseColumns() {
        return new ExportSales(Roles.preset(
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
                TYPE,
                "sale_type",
                CUSTOMER,
                "customer",
                REGION,
                "region",
                IMPORTER,
                "importer",
                ENTRY,
                "entry_date",
                SHIPPED,
                "ship_date",
                PAID,
                "pay_date",
                CURRENCY,
                "currency",
                EXPENSES,
                "exp_currency",
                ADJUSTMENT,
                "price_adj",
                DISCOUNTS,
                "discounts",
                DOMESTIC,
                "dom_move",
                MOVEMENT,
                "intl_move",
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
                CEP_INVENTORY,
                "cep_icc",
                CEP_INDIRECT,
                "cep_isell",
                CEP_OTHER,
                "cep_other",
                PACKING,
                "packing",
                ENTERED,
                "entered_value",
                CIF,
                "cif_price"));
    }

    /**
     * The usual column names of the US questionnaire: {@code GRSUPRU}, {@code QTYU}, {@code SALEDATU}, {@code CONNUMU} …
     *
     * <p>Seen in a public source: GRSUPRU, QTYU, CUSCODU and IMPORTER (Commerce's program for non-market economies), CONNUMU,
     * CUSCODU, SALINDTU, SHIPDATU, PAYDATEU, GRSUPRU, BILLADJU, OTHDIS1U, REBATEU, STATEU, DINLFTWU,
     * DWAREHU, DINLFTPU, DBROKU, USBROKU, INLFPWCU, USWAREHU, INLFWCU, DESTU, CREDITU and FURMANU (a respondent's
     * file layout of 2023), SALEDTU (this library's specification). All others are from memory and unverified; names vary
     * from case to case, and Commerce's programs ask for them one by one.
     *
     * @return the roles, each of which can still be named otherwise; columns that a file lacks are left out
     */
    public static ExportSales questionnaire() {
        return new ExportSales(Roles.preset(
                Roles.PRICE,
                "GRSUPRU",
                Roles.QUANTITY,
                "QTYU",
                Roles.DATE,
                "SALEDATU SALEDTU SALINDTU",
                Roles.MODEL,
                "CONNUMU",
                SALE,
                "OBSU",
                MANUFACTURER,
                "MFRU",
                PRIME,
                "PRIMEU",
                LEVEL,
                "LOTU",
                TYPE,
                "SALEU",
                CUSTOMER,
                "CUSCODU",
                DESTINATION,
                "STATEU DESTU",
                IMPORTER,
                "IMPORTER",
                ENTRY,
                "ENTRYDTU ENTDTU",
                SHIPPED,
                "SHIPDATU SHIPDTU",
                PAID,
                "PAYDATEU PAYDTU",
                CURRENCY,
                "CURRENCYU",
                ADJUSTMENT,
                "BILLADJU DTYDRAWU",
                DISCOUNTS,
                "EARLPYU QTYDISU OTHDIS1U REBATEU",
                DOMESTIC,
                "DINLFTWU DWAREHU DINLFTPU DBROKU",
                MOVEMENT,
                "INTNFRU MARNINU USBROKU USDUTYU INLFPWCU USWAREHU INLFWCU",
                CREDIT,
                "CREDITU",
                DIRECT,
                "DIRSELU",
                COMMISSION,
                "COMMU",
                INVENTORY,
                "DINVCARU",
                INDIRECT,
                "DINDIRSU",
                CEP_INVENTORY,
                "INVCARU",
                CEP_INDIRECT,
                "INDIRSU",
                CEP_OTHER,
                "FURMANU",
                PACKING,
                "PACKU",
                ENTERED,
                "ENTVALU"));
    }

    /**
     * The model, a control number; {@code by} of the margin names it for all files.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales model(String column) {
        return new ExportSales(roles.with(Roles.MODEL, column));
    }

    /**
     * The date of sale.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales soldOn(String column) {
        return new ExportSales(roles.with(Roles.DATE, column));
    }

    /**
     * A second date, for example of shipment: the earlier of the two is the date of sale. A blank leaves the first.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales soldNoLaterThan(String column) {
        return new ExportSales(roles.with(Roles.SECOND_DATE, column));
    }

    /**
     * The unit that each sale's quantity and prices are in. Sales in another unit than the case are set aside and listed.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales unit(String column) {
        return new ExportSales(roles.with(Roles.UNIT, column));
    }

    /**
     * The physical characteristics as numeric codes, most important first; models are similar in this order.
     *
     * @param columns their columns
     * @return the roles with them
     */
    public ExportSales characteristics(String... columns) {
        return new ExportSales(roles.withAll(Roles.CHARACTERISTIC, List.of(columns)));
    }

    /**
     * The number of the sale; without it sales are called by their row.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales saleId(String column) {
        return new ExportSales(roles.with(SALE, column));
    }

    /**
     * The manufacturer; without it there is one.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales manufacturer(String column) {
        return new ExportSales(roles.with(MANUFACTURER, column));
    }

    /**
     * Whether the merchandise is prime; models match only within it.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales prime(String column) {
        return new ExportSales(roles.with(PRIME, column));
    }

    /**
     * The level of trade, a whole number.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales levelOfTrade(String column) {
        return new ExportSales(roles.with(LEVEL, column));
    }

    /**
     * {@code EP} or {@code CEP}; without it all are export-price sales.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales saleType(String column) {
        return new ExportSales(roles.with(TYPE, column));
    }

    /**
     * The purchaser; a blank is an unknown group.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales customer(String column) {
        return new ExportSales(roles.with(CUSTOMER, column));
    }

    /**
     * The region of the purchaser; a blank is an unknown group.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales region(String column) {
        return new ExportSales(roles.with(REGION, column));
    }

    /**
     * Where the sale went: a US state in two letters or a ZIP code. Its Census region is the region of the sale where no
     * column of regions is named; any other text is an unknown group and is counted.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales destination(String column) {
        return new ExportSales(roles.with(DESTINATION, column));
    }

    /**
     * The importer that owes the duty.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales importer(String column) {
        return new ExportSales(roles.with(IMPORTER, column));
    }

    /**
     * The date of entry; reviews keep export-price sales by it.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales enteredOn(String column) {
        return new ExportSales(roles.with(ENTRY, column));
    }

    /**
     * The date of shipment, for credit that has to be imputed.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales shippedOn(String column) {
        return new ExportSales(roles.with(SHIPPED, column));
    }

    /**
     * The date of payment, for credit that has to be imputed.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales paidOn(String column) {
        return new ExportSales(roles.with(PAID, column));
    }

    /**
     * The currency of price, discounts, freight abroad, credit, commission and US expenses.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales currency(String column) {
        return new ExportSales(roles.with(CURRENCY, column));
    }

    /**
     * The currency of expenses in the exporting country.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales expenseCurrency(String column) {
        return new ExportSales(roles.with(EXPENSES, column));
    }

    /**
     * Price adjustments added, for example duty drawback (USGUPADJ), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales priceAdjustment(String... columns) {
        return new ExportSales(roles.withSum(ADJUSTMENT, columns));
    }

    /**
     * Discounts and rebates (USDISREB), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales discounts(String... columns) {
        return new ExportSales(roles.withSum(DISCOUNTS, columns));
    }

    /**
     * Movement in the exporting country (USDOMMOVE), per unit, in the currency of expenses.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales domesticMovement(String... columns) {
        return new ExportSales(roles.withSum(DOMESTIC, columns));
    }

    /**
     * International and foreign movement and duty (USINTLMOVE), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales movement(String... columns) {
        return new ExportSales(roles.withSum(MOVEMENT, columns));
    }

    /**
     * Imputed credit (USCREDIT), per unit; a blank is imputed from the dates if the case has a rate.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales credit(String column) {
        return new ExportSales(roles.with(CREDIT, column));
    }

    /**
     * Direct selling expenses without credit (USDIRSELL), per unit, in the currency of expenses.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales directSelling(String... columns) {
        return new ExportSales(roles.withSum(DIRECT, columns));
    }

    /**
     * Commissions (USCOMM), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales commission(String... columns) {
        return new ExportSales(roles.withSum(COMMISSION, columns));
    }

    /**
     * Inventory carrying cost incurred outside the United States (USICC), per unit, in the currency of expenses.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales inventoryCarrying(String... columns) {
        return new ExportSales(roles.withSum(INVENTORY, columns));
    }

    /**
     * Indirect selling expenses incurred outside the United States (USISELL), per unit, in the currency of expenses.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales indirectSelling(String... columns) {
        return new ExportSales(roles.withSum(INDIRECT, columns));
    }

    /**
     * Inventory carrying cost incurred in the United States (CEPICC), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales importInventory(String... columns) {
        return new ExportSales(roles.withSum(CEP_INVENTORY, columns));
    }

    /**
     * Indirect selling expenses incurred in the United States (CEPISELL), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales importIndirect(String... columns) {
        return new ExportSales(roles.withSum(CEP_INDIRECT, columns));
    }

    /**
     * Other expenses in the United States, further manufacture among them (CEPOTHER), per unit.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales importOther(String... columns) {
        return new ExportSales(roles.withSum(CEP_OTHER, columns));
    }

    /**
     * Export packing (USPACK), per unit, in the currency of expenses.
     *
     * @param columns its columns, which add up
     * @return the roles with it
     */
    public ExportSales packing(String... columns) {
        return new ExportSales(roles.withSum(PACKING, columns));
    }

    /**
     * The customs value, per unit; blank where not reported.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales enteredValue(String column) {
        return new ExportSales(roles.with(ENTERED, column));
    }

    /**
     * The price at the frontier, duty unpaid (CIF), per unit.
     *
     * @param column its column
     * @return the roles with it
     */
    public ExportSales cifPrice(String column) {
        return new ExportSales(roles.with(CIF, column));
    }

    Roles roles() {
        return roles;
    }
}
