package org.overhang.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Field;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.Unit;

/** Reads the firms of a study, checks them, and brings all money to price times quantity. */
final class FirmFile {
    static final String OUTPUT = "output";
    static final String CAPACITY = "capacity";
    static final String PRICE = "price";
    static final String VARIABLE = "variable cost";
    static final String FIXED = "fixed cost";
    static final String SUPPORT = "support";
    static final String EQUITY = "equity";
    static final String GROWTH = "growth";
    static final String EXPORTED = "exported";

    private static final List<String> MONEY = List.of(FIXED, SUPPORT, EQUITY);
    /** Rounding of published figures may let parts exceed their whole by this share. */
    private static final double ROUNDING = 1e-9;

    private final Map<String, String> roles;
    private final String firm;
    private final String origin;
    private final String backed;

    FirmFile(Map<String, String> roles, String firm, String origin, String backed) {
        this.roles = roles;
        this.firm = firm;
        this.origin = origin;
        this.backed = backed;
    }

    Firms read(Source source) {
        Columns.Request request = Columns.neededBy("GlutStudy");
        roles.forEach(request::number);
        Columns in = request.keys(firm).text("origin", origin).read(source);
        Map<String, Double> factors = factors(source);
        Keys keys = in.keys();
        int[] codes = keys.codes();
        @Nullable String[] from = in.text(origin);
        int[] rows = IntStream.range(0, in.rows())
                .filter(i -> codes[i] >= 0
                        && from[i] != null
                        && roles.values().stream().noneMatch(c -> Double.isNaN(in.number(c)[i])))
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> codes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<String> labels = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        for (int row : rows) {
            labels.add(keys.label(codes[row]));
            origins.add(Objects.requireNonNull(from[row]));
        }
        Map<String, double[]> cells = new LinkedHashMap<>();
        roles.forEach((role, column) -> {
            double[] all = in.number(column);
            double factor = factors.getOrDefault(role, 1.0);
            cells.put(role, IntStream.of(rows).mapToDouble(i -> all[i] * factor).toArray());
        });
        Firms firms = new Firms(labels, origins, backed, cells, in.rows() - rows.length, money(source));
        check(firms, codes, rows);
        return firms;
    }

    private Field field(Source source, String role) {
        return source.field(Objects.requireNonNull(roles.get(role))).orElseThrow();
    }

    /** Factors that bring money to the price's money times the unit of quantity; none where a unit is not known. */
    private Map<String, Double> factors(Source source) {
        for (String role : List.of(CAPACITY, EXPORTED)) {
            if (roles.containsKey(role)) {
                Unit.requireSame("GlutStudy", field(source, OUTPUT), field(source, role));
            }
        }
        Unit.requireSame("GlutStudy", field(source, PRICE), field(source, VARIABLE));
        Unit price = Unit.of(field(source, PRICE).unit()).orElse(null);
        Unit quantity = Unit.of(field(source, OUTPUT).unit()).orElse(null);
        Map<String, Double> out = new LinkedHashMap<>();
        if (price == null || quantity == null) {
            return out;
        }
        requirePerUnitOf(quantity, price);
        for (String role : MONEY) {
            if (roles.containsKey(role)) {
                Unit.of(field(source, role).unit()).ifPresent(unit -> {
                    requireCurrency(role, unit, price);
                    out.put(role, unit.factor() / (price.factor() * quantity.factor()));
                });
            }
        }
        return out;
    }

    private void requirePerUnitOf(Unit quantity, Unit price) {
        if (!price.dimension().endsWith(" per unit of " + quantity.dimension())) {
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    "GlutStudy needs a price per unit of " + quantity.dimension() + " since output is in "
                            + quantity.symbol() + ", but \"" + roles.get(PRICE) + "\" is in " + price.symbol()
                            + ". State the unit of the column with unit(…).");
        }
    }

    private void requireCurrency(String role, Unit unit, Unit price) {
        if (!price.dimension().startsWith(unit.dimension() + " per ")) {
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    "GlutStudy needs " + role + " in the currency of the price, but \"" + roles.get(role) + "\" is "
                            + unit.dimension() + " and \"" + roles.get(PRICE) + "\" is " + price.dimension()
                            + ". Convert one of them.");
        }
    }

    /** What amounts are counted in after reading. */
    private String money(Source source) {
        String price = field(source, PRICE).unit();
        String quantity = field(source, OUTPUT).unit();
        return price.isEmpty() || quantity.isEmpty() ? "price × quantity" : price + " × " + quantity;
    }

    private void check(Firms firms, int[] codes, int[] rows) {
        Problems problems = new Problems();
        double[] output = firms.get(OUTPUT);
        double[] capacity = firms.get(CAPACITY);
        double[] price = firms.get(PRICE);
        require(problems, rows, k -> capacity[k] > 0, "capacity above zero in \"" + roles.get(CAPACITY) + "\"");
        require(problems, rows, k -> output[k] > 0, "output above zero in \"" + roles.get(OUTPUT) + "\"");
        require(problems, rows, k -> price[k] > 0, "a price above zero in \"" + roles.get(PRICE) + "\"");
        for (String role : List.of(VARIABLE, FIXED, SUPPORT, EQUITY, EXPORTED)) {
            if (roles.containsKey(role)) {
                double[] cells = firms.get(role);
                require(problems, rows, k -> cells[k] >= 0, role + " of zero or more in \"" + roles.get(role) + "\"");
            }
        }
        require(
                problems,
                rows,
                k -> output[k] <= capacity[k] * (1 + ROUNDING),
                "output within capacity (two claims that contradict each other)");
        if (roles.containsKey(SUPPORT)) {
            double[] support = firms.get(SUPPORT);
            require(
                    problems,
                    rows,
                    k -> support[k] <= price[k] * output[k] * (1 + ROUNDING),
                    "support no larger than revenue (price times output)");
        }
        if (roles.containsKey(EXPORTED)) {
            double[] exported = firms.get(EXPORTED);
            require(
                    problems,
                    rows,
                    k -> exported[k] <= output[k] * (1 + ROUNDING),
                    "exports within output, so that home and export shares sum to one");
        }
        if (roles.containsKey(GROWTH)) {
            double[] growth = firms.get(GROWTH);
            require(problems, rows, k -> growth[k] > -1 && growth[k] < 1, "growth between -1 and 1");
        }
        require(problems, rows, k -> k == 0 || codes[rows[k]] != codes[rows[k - 1]], "each firm once");
        sides(problems, firms);
        problems.throwIfAny();
    }

    private void sides(Problems problems, Firms firms) {
        int count = 0;
        for (boolean is : firms.backed()) {
            count += is ? 1 : 0;
        }
        String[] others = firms.origins().stream().distinct().sorted().toArray(String[]::new);
        problems.require(
                count > 0,
                Reason.NOT_IDENTIFIED,
                "GlutStudy needs firms of \"" + backed + "\" in \"" + origin + "\", but there are none. It has "
                        + Arrays.toString(others) + ".");
        problems.require(
                count < firms.count(),
                Reason.NOT_IDENTIFIED,
                "GlutStudy needs rivals, but every firm is of \"" + backed + "\". Add the firms of other origins.");
    }

    private static void require(Problems problems, int[] rows, IntPredicate holds, String needed) {
        List<Integer> bad = new ArrayList<>();
        for (int k = 0; k < rows.length; k++) {
            if (!holds.test(k)) {
                bad.add(rows[k] + 1);
            }
        }
        problems.require(
                bad.isEmpty(),
                Reason.BAD_VALUE,
                "GlutStudy needs " + needed + ", but not so in " + Columns.rowNumbers(bad) + ". Correct the cells.");
    }
}
