package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;

/** The files of a case as columns of numbers and codes, before any rule is applied. */
final class Intake {
    static final String VERB = "DumpingMargin";
    private static final List<String> UNKNOWN_IMPORTERS = List.of("", "NA", "UNK", "UNKNOWN");

    final Names manufacturers = new Names();
    final Names primes = new Names();
    final Names models = new Names();
    final Names customers = new Names();
    final Names regions = new Names();
    final Names importers = new Names();
    final Names currencies = new Names();
    final Names units = new Names();
    /** Export sales whose destination is neither a US state nor a ZIP code. */
    int withoutRegion;
    /** Home sales whose code of affiliation is blank; they count as affiliated. */
    int withoutAffiliation;
    /** Columns of the sales and cost files that play no role. */
    final List<String> unused = new ArrayList<>();
    /** Rows of the file of exchange rates that are no rates. */
    final int unusedRates;
    /** The unit of the case; −1 if no file states one. */
    final int unit;

    final Exports exports;
    final @Nullable Home home;
    final @Nullable Costs costs;
    final @Nullable FactorRows factors;
    final @Nullable UnionRows union;
    final ExchangeMath.Series[] rates;
    final int reportCurrency;
    final int comparisonCurrency;
    /** Physical characteristics by model, NaN where unknown. */
    final double[][] characteristics;
    /** Models that the files give more than one set of characteristics; the first met counts. */
    final BitSet contradicted = new BitSet();

    /** Export sales; an absent column is null. */
    static final class Exports {
        final int rows;
        final @Nullable String @Nullable [] id;
        final int[] manufacturer;
        final int[] prime;
        final int[] model;
        final int[] customer;
        final int[] region;
        final int[] importer;
        final double @Nullable [] level;
        final boolean @Nullable [] cep;
        final int[] sold;
        final int @Nullable [] entered;
        final int[] currency;
        final int[] expenses;
        final double[] quantity;
        final double[] price;
        final double @Nullable [] adjustment;
        final double @Nullable [] discounts;
        final double @Nullable [] domestic;
        final double @Nullable [] movement;
        final double @Nullable [] credit;
        final double @Nullable [] direct;
        final double @Nullable [] commission;
        final double @Nullable [] inventory;
        final double @Nullable [] indirect;
        final double @Nullable [] cepInventory;
        final double @Nullable [] cepIndirect;
        final double @Nullable [] cepOther;
        final double @Nullable [] packing;
        final double @Nullable [] enteredValue;
        final double @Nullable [] cif;
        final double[][] characteristics;
        final int @Nullable [] unit;

        Exports(Intake to, Roles.Reader in, CaseFacts facts, boolean nonMarket) {
            rows = in.rows();
            id = in.texts(ExportSales.SALE);
            // A non-market economy's factors know no prime code and no level of trade, so that nothing is grouped by
            // them.
            @Nullable String @Nullable [] primeCodes = nonMarket ? null : in.texts(ExportSales.PRIME);
            @Nullable String @Nullable [] buyers = in.texts(ExportSales.CUSTOMER);
            int[][] codes = new int[6][];
            Parallel.forEach(
                    codes.length,
                    k -> codes[k] = switch (k) {
                        case 0 -> to.models.code(rows, in.texts(Roles.MODEL), "");
                        case 1 -> to.customers.code(rows, buyers, "");
                        case 2 -> to.regions.code(rows, regions(to, in), "");
                        case 3 -> to.importers.code(rows, importers(in.texts(ExportSales.IMPORTER), buyers), "");
                        case 4 -> to.primes.code(rows, primeCodes, "all");
                        default -> to.manufacturers.code(rows, in.texts(ExportSales.MANUFACTURER), "all");
                    });
            model = codes[0];
            customer = codes[1];
            region = codes[2];
            importer = codes[3];
            prime = codes[4];
            manufacturer = codes[5];
            level = nonMarket ? null : in.numbers(ExportSales.LEVEL);
            cep = cep(in.texts(ExportSales.TYPE));
            sold = earlier(java.util.Objects.requireNonNull(in.days(Roles.DATE)), in.days(Roles.SECOND_DATE));
            entered = in.days(ExportSales.ENTRY);
            currency = to.currencies.code(rows, in.texts(ExportSales.CURRENCY), facts.reportCurrency);
            expenses = to.currencies.code(
                    rows,
                    in.texts(ExportSales.EXPENSES),
                    in.has(ExportSales.CURRENCY) ? facts.comparison() : facts.reportCurrency);
            quantity = java.util.Objects.requireNonNull(in.numbers(Roles.QUANTITY));
            price = java.util.Objects.requireNonNull(in.numbers(Roles.PRICE));
            adjustment = in.amounts(ExportSales.ADJUSTMENT);
            discounts = in.amounts(ExportSales.DISCOUNTS);
            domestic = in.amounts(ExportSales.DOMESTIC);
            movement = in.amounts(ExportSales.MOVEMENT);
            credit = credit(
                    in,
                    ExportSales.CREDIT,
                    in.days(ExportSales.SHIPPED),
                    in.days(ExportSales.PAID),
                    price,
                    discounts,
                    facts.exportCreditRate / facts.dayCount);
            direct = in.amounts(ExportSales.DIRECT);
            commission = in.amounts(ExportSales.COMMISSION);
            inventory = in.amounts(ExportSales.INVENTORY);
            indirect = in.amounts(ExportSales.INDIRECT);
            cepInventory = in.amounts(ExportSales.CEP_INVENTORY);
            cepIndirect = in.amounts(ExportSales.CEP_INDIRECT);
            cepOther = in.amounts(ExportSales.CEP_OTHER);
            packing = in.amounts(ExportSales.PACKING);
            enteredValue = in.numbers(ExportSales.ENTERED);
            cif = in.numbers(ExportSales.CIF);
            characteristics = characteristics(in);
            unit = to.units(in);
        }

        /** The importer of record; where it is not known, the customer. */
        private static @Nullable String @Nullable [] importers(
                @Nullable String @Nullable [] named, @Nullable String @Nullable [] buyers) {
            if (named == null || buyers == null) {
                return named == null ? buyers : named;
            }
            @Nullable String[] out = named.clone();
            for (int i = 0; i < out.length; i++) {
                String name = out[i] == null ? "" : out[i].strip().toUpperCase(java.util.Locale.ROOT);
                out[i] = UNKNOWN_IMPORTERS.contains(name) ? buyers[i] : out[i];
            }
            return out;
        }

        /** The regions that the file names, else those of its destinations. */
        private static @Nullable String @Nullable [] regions(Intake to, Roles.Reader in) {
            @Nullable String @Nullable [] destinations = in.texts(ExportSales.DESTINATION);
            if (in.has(ExportSales.REGION) || destinations == null) {
                return in.texts(ExportSales.REGION);
            }
            @Nullable String[] out = new String[destinations.length];
            for (int i = 0; i < out.length; i++) {
                String destination = destinations[i];
                out[i] = CensusRegions.of(destination);
                to.withoutRegion += out[i] == null && destination != null && !destination.isBlank() ? 1 : 0;
            }
            return out;
        }

        private static boolean @Nullable [] cep(@Nullable String @Nullable [] types) {
            if (types == null) {
                return null;
            }
            boolean[] cep = new boolean[types.length];
            List<Integer> bad = new ArrayList<>();
            for (int i = 0; i < cep.length; i++) {
                String type = types[i];
                cep[i] = type != null && type.trim().equalsIgnoreCase("CEP");
                if (type != null && !type.isBlank() && !cep[i] && !type.trim().equalsIgnoreCase("EP")) {
                    bad.add(i + 1);
                }
            }
            if (!bad.isEmpty()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        VERB + " needs a sale type of EP or CEP, but found another one in " + Columns.rowNumbers(bad)
                                + ". Correct the cells or leave them blank for EP.");
            }
            return cep;
        }
    }

    /** Home sales; an absent column is null. */
    static final class Home {
        final int rows;
        final @Nullable String @Nullable [] id;
        final int[] manufacturer;
        final int[] prime;
        final int[] model;
        final int[] customer;
        final double @Nullable [] level;
        final boolean @Nullable [] affiliated;
        /** Affiliate that resold a downstream sale, −1 if not named; below that for home sales. Null without resales. */
        final int @Nullable [] reseller;
        /** Home sales of the home file; the rows after them are downstream sales. */
        final int own;

        final int[] sold;
        final int[] currency;
        final double[] quantity;
        final double[] price;
        final double @Nullable [] adjustment;
        final double @Nullable [] discounts;
        final double @Nullable [] movement;
        final double @Nullable [] credit;
        final double @Nullable [] direct;
        final double @Nullable [] commission;
        final double @Nullable [] inventory;
        final double @Nullable [] indirect;
        final double @Nullable [] packing;
        final double[][] characteristics;
        final int @Nullable [] unit;

        /** Home sales with the resales of affiliates after them. */
        Home(Home first, Home more) {
            rows = first.rows + more.rows;
            own = first.rows;
            id = ids(first, more);
            manufacturer = joined(first.manufacturer, more.manufacturer);
            prime = joined(first.prime, more.prime);
            model = joined(first.model, more.model);
            customer = joined(first.customer, more.customer);
            level = joined(first.level, more.level, first, more, Double.NaN);
            affiliated = first.affiliated == null ? null : Arrays.copyOf(first.affiliated, rows);
            reseller = new int[rows];
            Arrays.fill(reseller, HomeSide.NOT_RESOLD);
            System.arraycopy(
                    more.reseller == null ? filled(more.rows, -1) : more.reseller, 0, reseller, own, more.rows);
            sold = joined(first.sold, more.sold);
            currency = joined(first.currency, more.currency);
            quantity = joinedAmounts(first.quantity, more.quantity, first, more);
            price = joinedAmounts(first.price, more.price, first, more);
            adjustment = joined(first.adjustment, more.adjustment, first, more, 0);
            discounts = joined(first.discounts, more.discounts, first, more, 0);
            movement = joined(first.movement, more.movement, first, more, 0);
            credit = joined(first.credit, more.credit, first, more, 0);
            direct = joined(first.direct, more.direct, first, more, 0);
            commission = joined(first.commission, more.commission, first, more, 0);
            inventory = joined(first.inventory, more.inventory, first, more, 0);
            indirect = joined(first.indirect, more.indirect, first, more, 0);
            packing = joined(first.packing, more.packing, first, more, 0);
            characteristics = new double[Math.max(first.characteristics.length, more.characteristics.length)][];
            for (int c = 0; c < characteristics.length; c++) {
                characteristics[c] = joinedAmounts(
                        c < first.characteristics.length ? first.characteristics[c] : null,
                        c < more.characteristics.length ? more.characteristics[c] : null,
                        first,
                        more);
            }
            unit = first.unit == null && more.unit == null
                    ? null
                    : joined(
                            first.unit == null ? filled(first.rows, -1) : first.unit,
                            more.unit == null ? filled(more.rows, -1) : more.unit);
        }

        private static int[] filled(int n, int value) {
            int[] out = new int[n];
            Arrays.fill(out, value);
            return out;
        }

        private static @Nullable String @Nullable [] ids(Home first, Home more) {
            @Nullable String[] out = new String[first.rows + more.rows];
            for (int i = 0; i < out.length; i++) {
                boolean of = i < first.rows;
                out[i] = TransactionMath.id(of ? first.id : more.id, of ? i : i - first.rows);
            }
            return out;
        }

        private static int[] joined(int[] a, int[] b) {
            int[] out = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, out, a.length, b.length);
            return out;
        }

        private static double @Nullable [] joined(
                double @Nullable [] a, double @Nullable [] b, Home first, Home more, double absent) {
            return a == null && b == null ? null : joined(a, b, first.rows, more.rows, absent);
        }

        private static double[] joinedAmounts(double @Nullable [] a, double @Nullable [] b, Home first, Home more) {
            return joined(a, b, first.rows, more.rows, Double.NaN);
        }

        private static double[] joined(double @Nullable [] a, double @Nullable [] b, int n, int m, double absent) {
            double[] out = new double[n + m];
            Arrays.fill(out, absent);
            if (a != null) {
                System.arraycopy(a, 0, out, 0, n);
            }
            if (b != null) {
                System.arraycopy(b, 0, out, n, m);
            }
            return out;
        }

        /** The file a row came from. */
        String fileOf(int i) {
            return i < own ? "home" : "downstream";
        }

        Home(Intake to, Roles.Reader in, CaseFacts facts) {
            rows = in.rows();
            id = in.texts(HomeSales.SALE);
            manufacturer = to.manufacturers.code(rows, in.texts(HomeSales.MANUFACTURER), "all");
            prime = to.primes.code(rows, in.texts(HomeSales.PRIME), "all");
            model = to.models.code(rows, in.texts(Roles.MODEL), "");
            own = rows;
            customer = to.customers.code(rows, in.texts(HomeSales.CUSTOMER), "");
            reseller = in.has(HomeSales.RESELLER) ? to.customers.code(rows, in.texts(HomeSales.RESELLER), "") : null;
            level = in.numbers(HomeSales.LEVEL);
            affiliated = Affiliation.of(in, to);
            sold = earlier(java.util.Objects.requireNonNull(in.days(Roles.DATE)), in.days(Roles.SECOND_DATE));
            currency = to.currencies.code(rows, in.texts(HomeSales.CURRENCY), facts.comparison());
            quantity = java.util.Objects.requireNonNull(in.numbers(Roles.QUANTITY));
            price = java.util.Objects.requireNonNull(in.numbers(Roles.PRICE));
            adjustment = in.amounts(HomeSales.ADJUSTMENT);
            discounts = in.amounts(HomeSales.DISCOUNTS);
            movement = in.amounts(HomeSales.MOVEMENT);
            credit = credit(
                    in,
                    HomeSales.CREDIT,
                    in.days(HomeSales.SHIPPED),
                    in.days(HomeSales.PAID),
                    price,
                    discounts,
                    facts.homeCreditRate / facts.dayCount);
            direct = in.amounts(HomeSales.DIRECT);
            commission = in.amounts(HomeSales.COMMISSION);
            inventory = in.amounts(HomeSales.INVENTORY);
            indirect = in.amounts(HomeSales.INDIRECT);
            packing = in.amounts(HomeSales.PACKING);
            characteristics = characteristics(in);
            unit = to.units(in);
        }
    }

    /** Costs by row of the cost file, already summed to variable cost, cost of manufacture and cost of production. */
    static final class Costs {
        final int[] manufacturer;
        final int[] model;
        final double[] quantity;
        /** Quarter of the period, the first being 1; and months since year 0. Both zero where the file has none. */
        final int[] quarter;

        final int[] month;
        final double[] material;
        final double[] variable;
        final double[] manufacture;
        final double[] production;
        final boolean[] used;
        final double[][] characteristics;
        final int @Nullable [] unit;

        Costs(Intake to, Roles.Reader in, CaseFacts facts) {
            int rows = in.rows();
            if (facts.materialPrices == null) {
                refuseQuarters(in);
            }
            unit = to.units(in);
            manufacturer = to.manufacturers.code(rows, in.texts(ProductionCosts.MANUFACTURER), "all");
            model = to.models.code(rows, in.texts(Roles.MODEL), "");
            quantity = new double[rows];
            variable = new double[rows];
            manufacture = new double[rows];
            production = new double[rows];
            used = new boolean[rows];
            double[] made = in.numbers(Roles.QUANTITY);
            double[] total = in.costs(ProductionCosts.TOTAL);
            double[] materials = in.costs(ProductionCosts.MATERIAL);
            quarter = facts.materialPrices == null ? new int[rows] : quarters(in);
            month = facts.priceIndex == null ? new int[rows] : months(in);
            material = new double[rows];
            double[] conversion = in.amounts(ProductionCosts.CONVERSION);
            double[] fixed = in.amounts(ProductionCosts.FIXED);
            double[] general = in.amounts(ProductionCosts.GENERAL);
            double[] interest = in.amounts(ProductionCosts.INTEREST);
            for (int i = 0; i < rows; i++) {
                quantity[i] = made == null ? Double.NaN : made[i];
                if (materials != null) {
                    material[i] = materials[i];
                    variable[i] = materials[i] + at(conversion, i);
                    manufacture[i] = variable[i] + at(fixed, i);
                    production[i] = manufacture[i] + at(general, i) + at(interest, i);
                } else {
                    production[i] = at(total, i);
                    manufacture[i] = production[i] - at(general, i) - at(interest, i);
                    variable[i] = manufacture[i] - at(fixed, i);
                }
                used[i] = !Double.isNaN(production[i]) && model[i] >= 0;
            }
            characteristics = characteristics(in);
        }
    }

    private static int[] quarters(Roles.Reader in) {
        double[] stated = java.util.Objects.requireNonNull(in.numbers(ProductionCosts.QUARTER));
        return whole(in, ProductionCosts.QUARTER, stated, "a quarter, 1 being the first of the period", -100, 100);
    }

    private static int[] months(Roles.Reader in) {
        double[] stated = java.util.Objects.requireNonNull(in.numbers(ProductionCosts.MONTH));
        int[] out = whole(in, ProductionCosts.MONTH, stated, "a year and month as 202401", 100_001, 999_912);
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] / 100 * 12 + out[i] % 100 - 1;
        }
        return out;
    }

    private static int[] whole(Roles.Reader in, String role, double[] stated, String wanted, int low, int high) {
        List<Integer> bad = new ArrayList<>();
        int[] out = new int[stated.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) stated[i];
            if (!(stated[i] >= low && stated[i] <= high && stated[i] == out[i])) {
                bad.add(i + 1);
            }
        }
        if (!bad.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    VERB + " needs " + wanted + " in column \"" + in.column(role) + "\" of table \"" + in.table()
                            + "\", but found something else in " + Columns.rowNumbers(bad) + ". Correct the cells.");
        }
        return out;
    }

    /** The earlier of two dates; a blank second one leaves the first. */
    private static int[] earlier(int[] first, int @Nullable [] second) {
        if (second == null) {
            return first;
        }
        int[] out = first.clone();
        for (int i = 0; i < out.length; i++) {
            boolean both = first[i] != Batch.NO_DAY && second[i] != Batch.NO_DAY;
            out[i] = both ? Math.min(first[i], second[i]) : out[i];
        }
        return out;
    }

    private static void refuseQuarters(Roles.Reader in) {
        List<Integer> rows = in.filled(ProductionCosts.QUARTER);
        if (!rows.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    VERB + " needs costs of the whole period, but table \"" + in.table()
                            + "\" has quarterly costs: column \"" + in.column(ProductionCosts.QUARTER)
                            + "\" names a quarter in " + Columns.rowNumbers(rows)
                            + ". Add .quarterlyCosts(…) to the files, or average the costs over the period by quantity"
                            + " made and leave the quarter blank.");
        }
    }

    /** Codes of the units that rows are in; null if the file has no such column. */
    private int @Nullable [] units(Roles.Reader in) {
        return in.has(Roles.UNIT) ? units.code(in.rows(), in.texts(Roles.UNIT), "") : null;
    }

    /** Whether a row states a unit that is not the unit of the case. */
    boolean inOtherUnit(int @Nullable [] rowUnit, int i) {
        return rowUnit != null && rowUnit[i] >= 0 && rowUnit[i] != unit;
    }

    /** The unit that was stated, else the one of most export sales, the first by name where several are as many. */
    private int unitOfCase(CaseFacts facts, int stated) {
        if (!facts.unit.isEmpty()) {
            return stated;
        }
        int[] times = new int[units.count()];
        int[] rows = exports.unit != null ? exports.unit : home != null && home.unit != null ? home.unit : new int[0];
        int best = -1;
        for (int u : rows) {
            if (u >= 0) {
                times[u]++;
            }
        }
        for (int u = 0; u < times.length; u++) {
            best = times[u] > 0 && (best < 0 || times[u] > times[best]) ? u : best;
        }
        return best;
    }

    /** Rows of the cost file that no average takes. */
    int unusedCosts() {
        int unused = 0;
        for (int i = 0; costs != null && i < costs.used.length; i++) {
            unused += costs.used[i] ? 0 : 1;
        }
        return unused;
    }

    private void refuseCostsInOtherUnit(String table) {
        if (costs == null || costs.unit == null || unit < 0) {
            return;
        }
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < costs.unit.length; i++) {
            if (inOtherUnit(costs.unit, i)) {
                rows.add(i + 1);
            }
        }
        if (!rows.isEmpty()) {
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    VERB + " needs costs in the unit of the sales, " + units.text(unit) + ", but table \"" + table
                            + "\" has another one in " + Columns.rowNumbers(rows) + ". Convert these rows.");
        }
    }

    /** Quantities of the files must be in the same unit where their columns state one. */
    private static void refuseUnlikeColumns(List<Roles.Reader> files) {
        Roles.Reader first = null;
        for (Roles.Reader file : files) {
            String its = file.unit(Roles.QUANTITY);
            if (its.isEmpty()) {
                continue;
            }
            if (first != null && !its.equals(first.unit(Roles.QUANTITY))) {
                throw new OverhangException(
                        Reason.WRONG_UNIT,
                        VERB + " needs quantities of all files in one unit, but \"" + first.column(Roles.QUANTITY)
                                + "\" of table \"" + first.table() + "\" is in " + first.unit(Roles.QUANTITY)
                                + " and \""
                                + file.column(Roles.QUANTITY) + "\" of table \"" + file.table() + "\" in " + its
                                + ". Convert quantities and unit prices of one of them.");
            }
            first = first == null ? file : first;
        }
    }

    /** Factors of production. */
    static final class FactorRows {
        final int rows;
        final int[] manufacturer;
        final int[] model;
        final @Nullable String[] factor;
        final @Nullable String[] kind;
        final double[] usage;
        final double[] value;
        final boolean[] imported;
        final double[] supplier;
        final double[] port;
        final double[] freight;
        final double[] share;
        final double[] paid;

        FactorRows(Intake to, Roles.Reader in) {
            rows = in.rows();
            manufacturer = to.manufacturers.code(rows, in.texts(Factors.MANUFACTURER), "all");
            model = to.models.code(rows, in.texts(Roles.MODEL), "");
            kind = texts(in, Factors.KIND, "material");
            factor = texts(in, Factors.FACTOR, "");
            usage = numbers(in, Factors.USAGE);
            value = numbers(in, Factors.VALUE);
            supplier = numbers(in, Factors.SUPPLIER);
            port = numbers(in, Factors.PORT);
            freight = numbers(in, Factors.FREIGHT);
            share = numbers(in, Factors.SHARE);
            paid = numbers(in, Factors.PAID);
            @Nullable String[] sources = texts(in, Factors.SOURCE, "domestic");
            imported = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                imported[i] = "import".equals(sources[i]);
            }
        }

        private @Nullable String[] texts(Roles.Reader in, String role, String absent) {
            @Nullable String[] texts = in.texts(role);
            if (texts == null) {
                texts = new String[rows];
                Arrays.fill(texts, absent);
            }
            return texts;
        }

        private double[] numbers(Roles.Reader in, String role) {
            double[] numbers = in.numbers(role);
            if (numbers == null) {
                numbers = new double[rows];
                Arrays.fill(numbers, Double.NaN);
            }
            return numbers;
        }
    }

    /** Domestic costs and prices by model. */
    static final class UnionRows {
        final int[] model;
        final double[] cost;
        final double @Nullable [] price;
        final double @Nullable [] capital;

        UnionRows(Intake to, Roles.Reader in) {
            model = to.models.code(in.rows(), in.texts(Roles.MODEL), "");
            cost = java.util.Objects.requireNonNull(in.numbers(UnionPrices.COST));
            price = in.numbers(UnionPrices.SOLD);
            capital = in.costs(UnionPrices.CAPITAL);
        }
    }

    Intake(CaseFiles files, String modelColumn, DumpingRules rules) {
        CaseFacts facts = files.facts();
        int[] fixed = currencies.code(2, new String[] {facts.reportCurrency, facts.comparison()}, "");
        int[] stated = facts.unit.isEmpty() ? new int[] {-1} : units.code(1, new String[] {facts.unit}, "");
        List<Roles.Reader> read = new ArrayList<>();
        read.add(readExports(files.exports(), modelColumn));
        exports = new Exports(this, read.get(0), facts, files.factors() != null);
        CaseFiles.Input homeFile = files.home();
        if (homeFile != null) {
            read.add(readHome(homeFile, modelColumn));
        }
        Home sales = homeFile == null ? null : new Home(this, read.get(1), facts);
        CaseFiles.Input resaleFile = files.downstream();
        Home resales = null;
        if (resaleFile != null && sales != null) {
            read.add(readHome(resaleFile, modelColumn));
            resales = new Home(this, read.get(2), facts);
        }
        CaseFiles.Input costFile = files.costs();
        if (costFile != null) {
            read.add(readCosts(costFile, modelColumn, facts));
        }
        costs = costFile == null ? null : new Costs(this, read.get(read.size() - 1), facts);
        refuseUnlikeColumns(read);
        for (Roles.Reader file : read) {
            file.unused().forEach(column -> unused.add(file.table() + "." + column));
        }
        CaseFiles.Input factorFile = files.factors();
        factors = factorFile == null ? null : new FactorRows(this, readFactors(factorFile, modelColumn));
        CaseFiles.Input unionFile = files.union();
        union = unionFile == null ? null : new UnionRows(this, readUnion(unionFile, modelColumn));
        RateRows rateRows = files.rates() == null ? null : new RateRows(files.rates());
        manufacturers.sort();
        primes.sort();
        models.sort();
        customers.sort();
        regions.sort();
        importers.sort();
        currencies.sort();
        units.sort();
        // Codes are final from here on, so that what is copied keeps them.
        home = sales == null || resales == null ? sales : new Home(sales, resales);
        unit = unitOfCase(facts, stated[0]);
        refuseCostsInOtherUnit(costFile == null ? "" : costFile.source().name());
        unusedRates = rateRows == null ? 0 : rateRows.unused();
        reportCurrency = fixed[0];
        comparisonCurrency = fixed[1];
        rates = new ExchangeMath.Series[currencies.count()];
        for (int c = 0; c < rates.length; c++) {
            rates[c] = rateRows == null
                    ? ExchangeMath.series(new int[0], new double[0], rules)
                    : rateRows.series(currencies.text(c), rules);
        }
        characteristics = gathered();
    }

    private static Roles roles(CaseFiles.Input file, String modelColumn) {
        return modelColumn.isEmpty() || file.roles().named().containsKey(Roles.MODEL)
                ? file.roles()
                : file.roles().with(Roles.MODEL, modelColumn);
    }

    private static String[] characteristicRoles(Roles roles) {
        List<String> out = new ArrayList<>();
        for (int c = 1; roles.named().containsKey(Roles.CHARACTERISTIC + c) || c <= 12; c++) {
            out.add(Roles.CHARACTERISTIC + c);
        }
        return out.toArray(String[]::new);
    }

    private static Roles.Reader readExports(CaseFiles.Input file, String modelColumn) {
        Roles roles = roles(file, modelColumn);
        return new Roles.Reader(VERB, roles, file.source())
                .text(
                        ExportSales.SALE,
                        ExportSales.MANUFACTURER,
                        ExportSales.PRIME,
                        Roles.MODEL,
                        ExportSales.TYPE,
                        ExportSales.CUSTOMER,
                        ExportSales.REGION,
                        ExportSales.DESTINATION,
                        ExportSales.IMPORTER,
                        ExportSales.CURRENCY,
                        ExportSales.EXPENSES,
                        Roles.UNIT)
                .date(Roles.DATE, Roles.SECOND_DATE, ExportSales.ENTRY, ExportSales.SHIPPED, ExportSales.PAID)
                .number(
                        Roles.QUANTITY,
                        Roles.PRICE,
                        ExportSales.LEVEL,
                        ExportSales.CREDIT,
                        ExportSales.ENTERED,
                        ExportSales.CIF)
                .amount(
                        ExportSales.ADJUSTMENT,
                        ExportSales.DISCOUNTS,
                        ExportSales.DOMESTIC,
                        ExportSales.MOVEMENT,
                        ExportSales.DIRECT,
                        ExportSales.COMMISSION,
                        ExportSales.INVENTORY,
                        ExportSales.INDIRECT,
                        ExportSales.CEP_INVENTORY,
                        ExportSales.CEP_INDIRECT,
                        ExportSales.CEP_OTHER,
                        ExportSales.PACKING)
                .number(characteristicRoles(roles))
                .required(Roles.MODEL)
                .required(Roles.QUANTITY)
                .required(Roles.PRICE)
                .required(Roles.DATE)
                .read();
    }

    private static Roles.Reader readHome(CaseFiles.Input file, String modelColumn) {
        Roles roles = roles(file, modelColumn);
        return new Roles.Reader(VERB, roles, file.source())
                .text(
                        HomeSales.SALE,
                        HomeSales.MANUFACTURER,
                        HomeSales.PRIME,
                        Roles.MODEL,
                        HomeSales.CUSTOMER,
                        HomeSales.AFFILIATED,
                        HomeSales.RESELLER,
                        HomeSales.CURRENCY,
                        Roles.UNIT)
                .date(Roles.DATE, Roles.SECOND_DATE, HomeSales.SHIPPED, HomeSales.PAID)
                .number(Roles.QUANTITY, Roles.PRICE, HomeSales.LEVEL, HomeSales.CREDIT)
                .amount(
                        HomeSales.ADJUSTMENT,
                        HomeSales.DISCOUNTS,
                        HomeSales.MOVEMENT,
                        HomeSales.DIRECT,
                        HomeSales.COMMISSION,
                        HomeSales.INVENTORY,
                        HomeSales.INDIRECT,
                        HomeSales.PACKING)
                .number(characteristicRoles(roles))
                .required(Roles.MODEL)
                .required(Roles.QUANTITY)
                .required(Roles.PRICE)
                .required(Roles.DATE)
                .read();
    }

    private static Roles.Reader readCosts(CaseFiles.Input file, String modelColumn, CaseFacts facts) {
        Roles roles = roles(file, modelColumn);
        Roles.Reader in = new Roles.Reader(VERB, roles, file.source())
                .text(ProductionCosts.MANUFACTURER, Roles.MODEL, Roles.UNIT)
                .number(Roles.QUANTITY, ProductionCosts.TOTAL, ProductionCosts.MATERIAL)
                .amount(
                        ProductionCosts.CONVERSION,
                        ProductionCosts.FIXED,
                        ProductionCosts.GENERAL,
                        ProductionCosts.INTEREST)
                .number(characteristicRoles(roles))
                .required(Roles.MODEL);
        if (facts.materialPrices != null) {
            in.number(ProductionCosts.QUARTER).required(ProductionCosts.QUARTER);
        } else {
            in.text(ProductionCosts.QUARTER);
        }
        if (facts.priceIndex != null) {
            in.number(ProductionCosts.MONTH).required(ProductionCosts.MONTH);
        }
        if (!in.has(ProductionCosts.TOTAL) || facts.materialPrices != null) {
            in.required(ProductionCosts.MATERIAL);
        }
        return in.read();
    }

    private static Roles.Reader readFactors(CaseFiles.Input file, String modelColumn) {
        return new Roles.Reader(VERB, roles(file, modelColumn), file.source())
                .text(Factors.MANUFACTURER, Roles.MODEL, Factors.FACTOR, Factors.KIND, Factors.SOURCE)
                .number(
                        Factors.USAGE,
                        Factors.VALUE,
                        Factors.SUPPLIER,
                        Factors.PORT,
                        Factors.FREIGHT,
                        Factors.SHARE,
                        Factors.PAID)
                .required(Roles.MODEL)
                .required(Factors.USAGE)
                .required(Factors.VALUE)
                .read();
    }

    private static Roles.Reader readUnion(CaseFiles.Input file, String modelColumn) {
        return new Roles.Reader(VERB, roles(file, modelColumn), file.source())
                .text(Roles.MODEL)
                .number(UnionPrices.COST, UnionPrices.SOLD, UnionPrices.CAPITAL)
                .required(Roles.MODEL)
                .required(UnionPrices.COST)
                .read();
    }

    /** Rates as the file has them. */
    private static final class RateRows {
        private final @Nullable String[] currency;
        private final int[] day;
        private final double[] rate;

        RateRows(CaseFiles.Input file) {
            Roles.Reader in = new Roles.Reader(VERB, file.roles(), file.source())
                    .text(ExchangeRates.CURRENCY)
                    .date(ExchangeRates.DAY)
                    .number(ExchangeRates.RATE)
                    .required(ExchangeRates.CURRENCY)
                    .required(ExchangeRates.DAY)
                    .required(ExchangeRates.RATE)
                    .read();
            currency = java.util.Objects.requireNonNull(in.texts(ExchangeRates.CURRENCY));
            day = java.util.Objects.requireNonNull(in.days(ExchangeRates.DAY));
            rate = java.util.Objects.requireNonNull(in.numbers(ExchangeRates.RATE));
        }

        int unused() {
            int unused = 0;
            for (int i = 0; i < day.length; i++) {
                unused += currency[i] != null && day[i] != Batch.NO_DAY && rate[i] > 0 ? 0 : 1;
            }
            return unused;
        }

        ExchangeMath.Series series(String name, DumpingRules rules) {
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < day.length; i++) {
                if (name.equals(currency[i]) && day[i] != Batch.NO_DAY && rate[i] > 0) {
                    rows.add(i);
                }
            }
            rows.sort((a, b) -> Integer.compare(day[a], day[b]));
            int[] days = new int[rows.size()];
            double[] values = new double[rows.size()];
            for (int k = 0; k < days.length; k++) {
                days[k] = day[rows.get(k)];
                values[k] = rate[rows.get(k)];
                if (k > 0 && days[k] == days[k - 1]) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            VERB + " needs one exchange rate a day, but " + name + " has two on "
                                    + java.time.LocalDate.ofEpochDay(days[k]) + ". Keep one of them.");
                }
            }
            return ExchangeMath.series(days, values, rules);
        }
    }

    private static double[][] characteristics(Roles.Reader in) {
        List<double[]> out = new ArrayList<>();
        for (int c = 1; in.has(Roles.CHARACTERISTIC + c); c++) {
            out.add(java.util.Objects.requireNonNull(in.numbers(Roles.CHARACTERISTIC + c)));
        }
        return out.toArray(double[][]::new);
    }

    private double[][] gathered() {
        int many = exports.characteristics.length;
        many = home == null ? many : Math.max(many, home.characteristics.length);
        many = costs == null ? many : Math.max(many, costs.characteristics.length);
        double[][] out = new double[many][models.count()];
        for (double[] values : out) {
            Arrays.fill(values, Double.NaN);
        }
        gather(out, exports.characteristics, exports.model);
        if (home != null) {
            gather(out, home.characteristics, home.model);
        }
        if (costs != null) {
            gather(out, costs.characteristics, costs.model);
        }
        return out;
    }

    private void gather(double[][] to, double[][] from, int[] model) {
        for (int c = 0; c < from.length; c++) {
            for (int i = 0; i < model.length; i++) {
                if (model[i] >= 0 && Double.isNaN(to[c][model[i]])) {
                    to[c][model[i]] = from[c][i];
                } else if (model[i] >= 0 && !Double.isNaN(from[c][i]) && to[c][model[i]] != from[c][i]) {
                    contradicted.set(model[i]);
                }
            }
        }
    }

    private static double @Nullable [] credit(
            Roles.Reader in,
            String role,
            int @Nullable [] shipped,
            int @Nullable [] paid,
            double[] price,
            double @Nullable [] discounts,
            double dailyRate) {
        if (shipped == null || paid == null || Double.isNaN(dailyRate)) {
            return in.amounts(role);
        }
        double[] reported = in.numbers(role);
        double[] out = new double[price.length];
        for (int i = 0; i < out.length; i++) {
            if (reported != null && !Double.isNaN(reported[i])) {
                out[i] = reported[i];
            } else if (shipped[i] != Batch.NO_DAY && paid[i] != Batch.NO_DAY) {
                out[i] = (paid[i] - shipped[i]) * dailyRate * (price[i] - at(discounts, i));
            }
        }
        return out;
    }

    static double at(double @Nullable [] values, int i) {
        return values == null ? 0 : values[i];
    }

    /** Units of the report currency for one unit of that currency on that day, NaN if there is none. */
    double rate(int currency, int day) {
        return currency == reportCurrency ? 1 : currency < 0 ? Double.NaN : rates[currency].at(day);
    }
}
