package org.overhang.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A physical or money unit as column names carry it: {@code capacity_kt}, {@code revenue_usd}.
 *
 * <p>Only what is needed to refuse a mix: the dimension and the factor to the dimension's own unit. {@code mt} is a million
 * tonnes, as the steel and cement trades write it. Conversion between currencies is not a unit conversion and is refused.
 *
 * @param symbol how columns write it, in lower case
 * @param dimension what it measures: mass, power, energy, count, money of one currency …
 * @param factor how many of the dimension's own unit it is
 */
public record Unit(String symbol, String dimension, double factor) {
    private static final Map<String, Unit> KNOWN = known();

    private static Map<String, Unit> known() {
        Map<String, Unit> units = new LinkedHashMap<>();
        put(units, "mass", "kg", 1e-3, "t", 1, "tonnes", 1, "kt", 1e3, "mt", 1e6, "gt", 1e9, "st", 0.90718474);
        put(units, "power", "w", 1, "kw", 1e3, "mw", 1e6, "gw", 1e9, "tw", 1e12);
        put(units, "energy", "kwh", 1e3, "mwh", 1e6, "gwh", 1e9, "twh", 1e12);
        put(units, "count", "units", 1, "pieces", 1, "items", 1, "vehicles", 1, "item", 1, "vehicle", 1);
        for (String currency : new String[] {"usd", "eur", "cny", "jpy", "gbp", "inr", "krw", "rmb"}) {
            put(units, "money in " + currency.toUpperCase(Locale.ROOT), currency, 1);
            put(units, "money in " + currency.toUpperCase(Locale.ROOT), currency + "_thousand", 1e3);
            put(units, "money in " + currency.toUpperCase(Locale.ROOT), currency + "_million", 1e6);
            put(units, "money in " + currency.toUpperCase(Locale.ROOT), currency + "_billion", 1e9);
        }
        return units;
    }

    private static void put(Map<String, Unit> units, String dimension, Object... symbolsAndFactors) {
        for (int i = 0; i < symbolsAndFactors.length; i += 2) {
            String symbol = (String) symbolsAndFactors[i];
            units.put(symbol, new Unit(symbol, dimension, ((Number) symbolsAndFactors[i + 1]).doubleValue()));
        }
    }

    /**
     * The unit of that symbol, letter case ignored.
     *
     * @param symbol for example {@code kt}, {@code usd_million} or {@code usd/t}
     * @return the unit, or empty if it is not known here
     */
    public static Optional<Unit> of(String symbol) {
        String key = symbol.trim().toLowerCase(Locale.ROOT).replace(' ', '_');
        int slash = key.indexOf('/');
        if (slash < 0) {
            return Optional.ofNullable(KNOWN.get(key));
        }
        Unit money = KNOWN.get(key.substring(0, slash));
        Unit base = KNOWN.get(key.substring(slash + 1));
        return money == null || base == null
                ? Optional.empty()
                : Optional.of(
                        new Unit(key, money.dimension + " per unit of " + base.dimension, money.factor / base.factor));
    }

    /**
     * The known unit that a column name ends in, by the longest match: {@code debt_usd_million} gives {@code usd_million},
     * and a price such as {@code price_usd_t} gives {@code usd/t}.
     *
     * @param column column name
     * @return the symbol, or an empty string
     */
    public static String suffixOf(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf('_'); at >= 0; at = lower.indexOf('_', at + 1)) {
            String tail = lower.substring(at + 1);
            if (KNOWN.containsKey(tail)) {
                return tail;
            }
            int last = tail.lastIndexOf('_');
            if (last > 0 && isMoney(tail.substring(0, last)) && KNOWN.containsKey(tail.substring(last + 1))) {
                return tail.substring(0, last) + "/" + tail.substring(last + 1);
            }
        }
        return "";
    }

    private static boolean isMoney(String symbol) {
        Unit unit = KNOWN.get(symbol);
        return unit != null && unit.dimension.startsWith("money");
    }

    /**
     * Refuses two columns whose units are known and differ.
     *
     * @param verb who asks, for the message
     * @param first first column's field
     * @param second second column's field
     * @throws OverhangException {@link Reason#WRONG_UNIT} if both units are known and not the same
     */
    public static void requireSame(String verb, Field first, Field second) {
        Optional<Unit> a = of(first.unit());
        Optional<Unit> b = of(second.unit());
        if (a.isEmpty() || b.isEmpty() || sameAs(a.get(), b.get())) {
            return;
        }
        String advice = a.get().dimension().equals(b.get().dimension())
                ? "Convert one of them, for example \"" + second.name() + "\" times "
                        + Numbers.plain(b.get().factor() / a.get().factor()) + "."
                : "They measure different things (" + a.get().dimension() + " and "
                        + b.get().dimension() + "); choose columns that can be compared.";
        throw new OverhangException(
                Reason.WRONG_UNIT,
                verb + " needs \"" + first.name() + "\" and \"" + second.name()
                        + "\" in the same unit, but they are in " + first.unit() + " and " + second.unit() + ". "
                        + advice);
    }

    private static boolean sameAs(Unit a, Unit b) {
        return a.dimension().equals(b.dimension()) && Double.compare(a.factor(), b.factor()) == 0;
    }
}
