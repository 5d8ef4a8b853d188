package org.overhang.dependence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Hierarchy;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.time.PeriodUnit;
import org.overhang.core.time.Periods;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The official indicators of import dependence, with their distance to the threshold and how long they last.
 *
 * <p>Formula: European Commission: {@code CDI_1}, HHI of imports from outside, above 0.4; {@code CDI_2}, their share of all
 * imports, above 0.5; {@code CDI_3}, imports from outside over exports, above 1; dependent if all three hold. GeoDep: HHI of
 * imports above 0.4, HHI of world exports above 0.4, imports over exports above 1 (9,999 when exports are 0); dependent in a
 * year if all three hold, and in a window of three years if they hold in at least two.
 *
 * <p>Symbols: one row a product, year and partner; exports, imports from within and the HHI of world exports are the product's
 * in that year and repeated on its rows. A missing partner, value or total gives "unknown", never "diversified"; a
 * conjunction is "no" as soon as one part is, and imports known to be 0 are "no": nothing depends on what is not bought. In the window, two years of yes make yes; else yes and unknown together at least
 * two make unknown; a year without rows is unknown.
 *
 * <p>Defaults: only the indicators whose columns are named; missing cells make unknown, unless {@link #excludeMissing()} bounds what they could
 * change.
 *
 * <pre>{@code
 * var flags = TradeDependence.of("imports_eur").from("partner").product("code").year("year").exports("exports_eur")
 *         .importsFromWithin("intra_eur").worldExportHhi("world_hhi").measure(flows);
 * flags.persistence();
 * flags
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for a negative value or a total that differs between rows of one product
 * and year.
 *
 * <p>Source: European Commission, SWD(2021) 352; CEPII, GeoDep. The names and the 0.5 of the second indicator are from secondary
 * sources.
 */
public final class TradeDependence {
    private static final double CONCENTRATED = 0.4;
    private static final double FROM_OUTSIDE = 0.5;
    private static final double NO_EXPORTS = 9_999;

    private final String value;
    private final String partner;
    private final String product;
    private final String year;
    private final String exports;
    private final String within;
    private final String world;
    private final boolean missingOut;

    private TradeDependence(
            String value,
            String partner,
            String product,
            String year,
            String exports,
            String within,
            String world,
            boolean missingOut) {
        this.value = value;
        this.partner = partner;
        this.product = product;
        this.year = year;
        this.exports = exports;
        this.within = within;
        this.world = world;
        this.missingOut = missingOut;
    }

    /** Imports whose partners, products and years are still to be named; the year comes last. */
    public static final class Needs {
        private final String value;
        private final String partner;
        private final String product;

        private Needs(String value, String partner, String product) {
            this.value = value;
            this.partner = partner;
            this.product = product;
        }

        /**
         * Names the column of partners.
         *
         * @param column country of origin
         * @return the columns so far
         */
        public Needs from(String column) {
            return new Needs(value, column, product);
        }

        /**
         * Names the column of products.
         *
         * @param column product code
         * @return the columns so far
         */
        public Needs product(String column) {
            return new Needs(value, partner, column);
        }

        /**
         * Names the column of years; partners and products must have been named.
         *
         * @param column years in any notation
         * @return the method
         * @throws OverhangException {@link Reason#MISSING_COLUMN} if partners or products are not named
         */
        public TradeDependence year(String column) {
            if (partner.isEmpty() || product.isEmpty()) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "TradeDependence needs a partner and a product column, but one is not named. Say from(...) and "
                                + "product(...) before year(...).");
            }
            return new TradeDependence(value, partner, product, column, "", "", "", false);
        }
    }

    /**
     * Starts with the column of imports from outside.
     *
     * @param value money
     * @return a method that still needs partners, products and years
     */
    public static Needs of(String value) {
        return new Needs(value, "", "");
    }

    /**
     * Exports of the product.
     *
     * @param column money, repeated on the product's rows
     * @return the method
     */
    public TradeDependence exports(String column) {
        return new TradeDependence(value, partner, product, year, column, within, world, missingOut);
    }

    /**
     * Imports from within the union.
     *
     * @param column money, repeated on the product's rows
     * @return the method
     */
    public TradeDependence importsFromWithin(String column) {
        return new TradeDependence(value, partner, product, year, exports, column, world, missingOut);
    }

    /**
     * Concentration of world exports, as {@link Concentration} measures it.
     *
     * @param column HHI from 0 to 1, repeated on the product's rows
     * @return the method
     */
    public TradeDependence worldExportHhi(String column) {
        return new TradeDependence(value, partner, product, year, exports, within, column, missingOut);
    }

    /**
     * Leaves rows with a missing value or partner out of the indicators, and says yes only where nothing that they may hold could change it:
     * imports of the known partners are the least there are, and {@code m} missing values can bring an HHI of {@code H} down to
     * {@code H/(1 + mH)}. Where they could change the finding it stays unknown.
     *
     * @return the method
     */
    public TradeDependence excludeMissing() {
        return new TradeDependence(value, partner, product, year, exports, within, world, true);
    }

    /** One product and year; {@code left} rows of it hold no value or partner and are not counted. */
    private record Row(
            String product,
            int year,
            double hhi,
            double outside,
            double ratio,
            double geoRatio,
            double world,
            boolean none,
            int left) {
        Finding eu() {
            return none
                    ? Finding.NO
                    : above(leastHhi(), CONCENTRATED)
                            .and(above(outside, FROM_OUTSIDE))
                            .and(above(ratio, 1));
        }

        Finding geo() {
            return none
                    ? Finding.NO
                    : above(leastHhi(), CONCENTRATED)
                            .and(Finding.above(world, CONCENTRATED))
                            .and(above(geoRatio, 1));
        }

        /** What is measured without the rows left out is the least; it may say yes, never no. */
        private Finding above(double least, double threshold) {
            Finding found = Finding.above(least, threshold);
            return left > 0 && found == Finding.NO ? Finding.UNKNOWN : found;
        }

        /** The least HHI that the missing values allow: each is then the known sum of squares over the known sum. */
        double leastHhi() {
            return hhi / (1 + left * hhi);
        }

        /** How far the indicator nearest to failing (or furthest below) stands from its threshold, relative to it. */
        double distance() {
            return Math.min(
                    hhi / CONCENTRATED - 1,
                    Math.min(Double.isNaN(outside) ? Double.POSITIVE_INFINITY : outside / FROM_OUTSIDE - 1, ratio - 1));
        }
    }

    /**
     * Measures the indicators.
     *
     * @param source one row a product, year and partner
     * @return the indicators by product and year
     * @throws OverhangException see the class
     */
    public Measured measure(Source source) {
        Columns.Request request = Columns.neededBy("TradeDependence")
                .amount("imports", value, Sign.NOT_NEGATIVE)
                .time("year", year);
        for (String column : new String[] {exports, within, world}) {
            request.amount("total", column, Sign.NOT_NEGATIVE);
        }
        request.sameUnit(value, exports, within);
        Columns in = request.keys(product, year, partner).read(source);
        requireYears(in.periods(year));
        double[] values = in.number(value);
        Keys groups = in.keys(List.of(product, year));
        int[][] rows = Concentration.rows(groups.codes(), groups.count());
        Hierarchy.requireOneLevel("TradeDependence", source, groups, row -> true);
        Keys partners = in.keys(List.of(partner));
        int[] who = partners.codes();
        List<Row> out = new ArrayList<>();
        for (int g = 0; g < rows.length; g++) {
            int[] whole = Arrays.stream(rows[g])
                    .filter(i -> values[i] >= 0 && who[i] >= 0)
                    .toArray();
            int left = rows[g].length - whole.length;
            boolean known = left == 0 || missingOut && whole.length > 0;
            Concentration.Index index = Concentration.index(known ? whole : rows[g], values, who, partners);
            double imports =
                    known ? Arrays.stream(whole).mapToDouble(i -> values[i]).sum() : Double.NaN;
            double sold = total(in, exports, rows[g]);
            double inside = total(in, within, rows[g]);
            out.add(new Row(
                    groups.label(g, 0),
                    (int) groups.value(g, 1),
                    index.hhi(),
                    imports + inside == 0 ? Double.NaN : imports / (imports + inside),
                    sold == 0 ? (imports > 0 ? Double.POSITIVE_INFINITY : Double.NaN) : imports / sold,
                    sold == 0 ? NO_EXPORTS : imports / sold,
                    total(in, world, rows[g]),
                    imports == 0 && left == 0,
                    known ? left : 0));
        }
        return new Measured(this, out, in.rows(), groups.missing());
    }

    /**
     * Measures the indicators.
     *
     * @param table one row a product, year and partner
     * @return the indicators by product and year
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    private void requireYears(Periods time) {
        if (time.isDated() && time.unit() != PeriodUnit.YEAR) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "TradeDependence needs years, but \"" + year + "\" holds a "
                            + time.unit().word() + " a row. Add the rows of a year up first.");
        }
    }

    private static double total(Columns in, String column, int[] rows) {
        if (column.isEmpty() || rows.length == 0) {
            return Double.NaN;
        }
        double[] cells = in.number(column);
        double first = cells[rows[0]];
        for (int i : rows) {
            boolean same = cells[i] == first || Double.isNaN(cells[i]) && Double.isNaN(first);
            if (!same || cells[i] < 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "TradeDependence needs one total of 0 or more for a product and year in \"" + column
                                + "\", but row " + (i + 1)
                                + " differs from another of the same product and year or is negative. Repeat the total on each row.");
            }
        }
        return first;
    }

    /** Indicators by product and year; make them with {@link TradeDependence#measure(Source)}. */
    public static final class Measured implements Result {
        private final TradeDependence method;
        private final List<Row> rows;
        private final int read;
        private final int dropped;

        private Measured(TradeDependence method, List<Row> rows, int read, int dropped) {
            this.method = method;
            this.rows = List.copyOf(rows);
            this.read = read;
            this.dropped = dropped;
        }

        private @Nullable Row find(String product, int year) {
            return rows.stream()
                    .filter(r -> r.product.equals(product) && r.year == year)
                    .findFirst()
                    .orElse(null);
        }

        /**
         * Whether a product is dependent in a year by the three indicators of the European Commission.
         *
         * @param product its code
         * @param year the year
         * @return yes, no or unknown; unknown for a year without rows
         */
        public Finding european(String product, int year) {
            Row row = find(product, year);
            return row == null ? Finding.UNKNOWN : row.eu();
        }

        /**
         * Whether a product is dependent in the three years that end with a year, by GeoDep.
         *
         * @param product its code
         * @param year the last year of the window
         * @return yes, no or unknown
         */
        public Finding geoDep(String product, int year) {
            int yes = 0;
            int unknown = 0;
            for (int back = 0; back < 3; back++) {
                Row row = find(product, year - back);
                Finding found = row == null ? Finding.UNKNOWN : row.geo();
                yes += found == Finding.YES ? 1 : 0;
                unknown += found == Finding.UNKNOWN ? 1 : 0;
            }
            return yes >= 2 ? Finding.YES : yes + unknown >= 2 ? Finding.UNKNOWN : Finding.NO;
        }

        /**
         * How long flags last: {@code product years known flagged_years flips share_flagged}; a flip is a change between two known
         * years in a row.
         *
         * @return a fresh table
         */
        public Table persistence() {
            StringColumn name = StringColumn.create("product");
            IntColumn years = IntColumn.create("years");
            IntColumn known = IntColumn.create("known");
            IntColumn flagged = IntColumn.create("flagged_years");
            IntColumn flips = IntColumn.create("flips");
            DoubleColumn share = DoubleColumn.create("share_flagged");
            for (String product : rows.stream().map(Row::product).distinct().toList()) {
                int n = 0;
                int k = 0;
                int f = 0;
                int changes = 0;
                Finding before = Finding.UNKNOWN;
                int last = Integer.MIN_VALUE;
                for (Row row : rows) {
                    if (row.product.equals(product)) {
                        Finding now = row.eu();
                        n++;
                        k += now == Finding.UNKNOWN ? 0 : 1;
                        f += now == Finding.YES ? 1 : 0;
                        boolean both = before != Finding.UNKNOWN && now != Finding.UNKNOWN && row.year - 1 == last;
                        changes += both && now != before ? 1 : 0;
                        before = now;
                        last = row.year;
                    }
                }
                name.append(product);
                years.append(n);
                known.append(k);
                flagged.append(f);
                flips.append(changes);
                share.append(k == 0 ? Double.NaN : (double) f / k);
            }
            return Table.create("Persistence", name, years, known, flagged, flips, share);
        }

        /**
         * One row a product and year: {@code product year cdi1 cdi2 cdi3 distance european world_export_hhi imports_over_exports
         * geodep_year geodep_window}, and with
         * {@link TradeDependence#excludeMissing} also {@code excluded cdi1_least}; distance is that of the weakest European indicator to its threshold, as a share of it.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            StringColumn product = StringColumn.create("product");
            IntColumn year = IntColumn.create("year");
            StringColumn eu = StringColumn.create("european");
            StringColumn geo = StringColumn.create("geodep_year");
            StringColumn window = StringColumn.create("geodep_window");
            DoubleColumn[] c =
                    Tables.columns("cdi1", "cdi2", "cdi3", "distance", "world_export_hhi", "imports_over_exports");
            IntColumn excluded = IntColumn.create("excluded");
            DoubleColumn least = DoubleColumn.create("cdi1_least");
            for (Row row : rows) {
                product.append(row.product);
                year.append(row.year);
                eu.append(row.eu().text());
                geo.append(row.geo().text());
                window.append(geoDep(row.product, row.year).text());
                excluded.append(row.left);
                least.append(row.leastHhi());
                Tables.append(c, row.hhi, row.outside, row.ratio, row.distance(), row.world, row.geoRatio);
            }
            Table out = Table.create("Trade dependence", product, year)
                    .addColumns(c)
                    .addColumns(eu, geo, window);
            return method.missingOut ? out.addColumns(excluded, least) : out;
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Trade dependence",
                    IntColumn.create("nobs", new int[] {read}),
                    IntColumn.create("dropped", new int[] {
                        dropped + rows.stream().mapToInt(Row::left).sum()
                    }),
                    IntColumn.create("products", new int[] {
                        (int) rows.stream().map(Row::product).distinct().count()
                    }),
                    IntColumn.create("unknown", new int[] {
                        (int) rows.stream()
                                .filter(r -> r.eu() == Finding.UNKNOWN)
                                .count()
                    }));
        }

        @Override
        public Summary summary() {
            Table lasting = persistence();
            int flips = (int) lasting.intColumn("flips").sum();
            return Summary.of("Trade dependence")
                    .choice("imports", method.value)
                    .choice("partners", method.partner)
                    .choice(
                            "missing cells",
                            method.missingOut ? "left out; yes only where they could not change it" : "make unknown")
                    .choice("thresholds", "HHI 0.4, from outside 0.5, imports over exports 1")
                    .grid(Summary.grid(rows.size())
                            .text("product", "", i -> rows.get(i).product)
                            .text("year", "", i -> Integer.toString(rows.get(i).year))
                            .number("HHI", "> 0.4", 3, i -> rows.get(i).hhi)
                            .number("from outside", "> 0.5", 3, i -> rows.get(i).outside)
                            .significant("imports/exports", "> 1", i -> rows.get(i).ratio)
                            .percent(
                                    "distance", "threshold", 0, i -> rows.get(i).distance())
                            .text("European", "", i -> rows.get(i).eu().text())
                            .text(
                                    "GeoDep",
                                    "3 years",
                                    i -> geoDep(rows.get(i).product, rows.get(i).year)
                                            .text()))
                    .paragraph("Persistence", flips + " changes of the European flag between neighboring years")
                    .identifies("Imports by country of origin.")
                    .breaks("Hubs and re-exports, and thresholds: a product near one flips from year to year.")
                    .doesNotShow("Whether supply could be replaced; unknown means that nobody can say.")
                    .leftOut(dropped, "rows without a product or year")
                    .leftOut(rows.stream().mapToInt(Row::left).sum(), "rows without a partner or value")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
