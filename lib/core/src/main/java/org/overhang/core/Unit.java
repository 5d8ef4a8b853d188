package org.overhang.core;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A physical or money unit as column names carry it: {@code capacity_kt}, {@code revenue_usd}.
 *
 * <p>Only what is needed to refuse a mix: the dimension and the factor to the dimension's own unit. {@code mt} is a million
 * tonnes, as the steel and cement trades write it, and {@code t} the metric ton; a unit stated as {@code MT} could be either and
 * is refused where it is compared. Conversion between currencies is not a unit conversion and is refused.
 *
 * @param symbol how columns write it, in lower case
 * @param dimension what it measures: mass, power, energy, count, money of one currency …
 * @param factor how many of the dimension's own unit it is
 */
public record Unit(String symbol, String dimension, double factor) {
    static final String MONEY = "money in ";
    private static final String PER = " per unit of ";
    /** Factors come from decimal numbers; a relative difference below this is rounding. */
    private static final double SAME = 1e-12;

    /**
     * The unit of that symbol, letter case ignored.
     *
     * @param symbol for example {@code kt}, {@code usd_million} or {@code usd/t}
     * @return the unit, or empty if it is not known here
     */
    public static Optional<Unit> of(String symbol) {
        String key = symbol.trim().toLowerCase(Locale.ROOT).replace(' ', '_').replace("_per_", "/");
        int slash = key.indexOf('/');
        if (slash < 0) {
            return Optional.ofNullable(UnitList.all().get(key));
        }
        Unit money = UnitList.all().get(key.substring(0, slash));
        Unit base = UnitList.all().get(key.substring(slash + 1));
        return money == null || base == null
                ? Optional.empty()
                : Optional.of(new Unit(key, money.dimension + PER + base.dimension, money.factor / base.factor));
    }

    /**
     * The known unit that a column name ends in, by the longest match: {@code debt_usd_million} gives {@code usd_million},
     * and a price such as {@code price_usd_t} or {@code price_usd_per_t} gives {@code usd/t}.
     *
     * @param column column name
     * @return the symbol, or an empty string
     */
    public static String suffixOf(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf('_'); at >= 0; at = lower.indexOf('_', at + 1)) {
            String tail = lower.substring(at + 1);
            if (isSuffix(tail)) {
                return tail;
            }
            int last = tail.lastIndexOf('_');
            if (last > 0 && isSuffix(tail.substring(last + 1))) {
                String money = tail.substring(0, last);
                money = money.endsWith("_per") ? money.substring(0, money.length() - "_per".length()) : money;
                if (isMoney(money)) {
                    return money + "/" + tail.substring(last + 1);
                }
            }
        }
        return "";
    }

    /** A share is a word that names end in without a unit being meant. */
    private static boolean isSuffix(String tail) {
        Unit unit = UnitList.all().get(tail);
        return unit != null && (!unit.dimension.equals("share") || unit.factor < 1);
    }

    private static boolean isMoney(String symbol) {
        Unit unit = UnitList.all().get(symbol);
        return unit != null && unit.dimension.startsWith(MONEY);
    }

    /** The currency of money or of a price; empty if it is neither. */
    String money() {
        return dimension.startsWith(MONEY) ? dimension.split(PER, 2)[0].substring(MONEY.length()) : "";
    }

    /** What a price is per: "mass"; empty if it is no price. */
    String per() {
        int at = dimension.indexOf(PER);
        return at < 0 ? "" : dimension.substring(at + PER.length());
    }

    /** The unit that a price is per. */
    private Unit base() {
        return Objects.requireNonNull(UnitList.all().get(symbol.substring(symbol.indexOf('/') + 1)));
    }

    /**
     * Refuses two columns whose units are known and differ.
     *
     * @param verb who asks, for the message
     * @param first first column's field
     * @param second second column's field
     * @throws OverhangException {@link Reason#WRONG_UNIT} if both units are stated and not the same
     */
    public static void requireSame(String verb, Field first, Field second) {
        String difference = difference(verb, first, second);
        if (difference != null) {
            throw new OverhangException(Reason.WRONG_UNIT, difference);
        }
    }

    /** Why two columns are not of one unit; null if they are, or if one of them states none. */
    static @Nullable String difference(String verb, Field first, Field second) {
        if (first.unit().isBlank() || second.unit().isBlank()) {
            return null;
        }
        String which = whichTon(verb, first);
        which = which == null ? whichTon(verb, second) : which;
        Optional<Unit> a = of(first.unit());
        Optional<Unit> b = of(second.unit());
        if (a.isEmpty() || b.isEmpty()) {
            return unknown(verb, first, second);
        }
        if (sameAs(a.get(), b.get())) {
            return null;
        }
        if (which != null) {
            return which;
        }
        String advice = a.get().dimension().equals(b.get().dimension())
                ? "Convert one of them, for example \"" + second.name() + "\" times "
                        + Numbers.plain(b.get().factor() / a.get().factor()) + "."
                : "They measure different things (" + a.get().dimension() + " and "
                        + b.get().dimension() + "); choose columns that can be compared.";
        return verb + " needs \"" + first.name() + "\" and \"" + second.name()
                + "\" in the same unit, but they are in " + first.unit() + " and " + second.unit() + ". "
                + advice;
    }

    private static @Nullable String unknown(String verb, Field first, Field second) {
        if (first.unit().trim().equalsIgnoreCase(second.unit().trim())) {
            return null;
        }
        String unknown = of(first.unit()).isEmpty() ? first.unit() : second.unit();
        return verb + " needs \"" + first.name() + "\" and \"" + second.name() + "\" in the same unit, but they are in "
                + first.unit() + " and " + second.unit() + ", and \"" + unknown
                + "\" is no unit known here. State both alike, for example .unit(\"" + second.name() + "\", \"kt\").";
    }

    /** "MT" is a metric ton in trade papers and a million of them in steel statistics. */
    private static @Nullable String whichTon(String verb, Field field) {
        return field.unit().trim().startsWith("MT")
                ? verb + " needs to know which ton \"" + field.name() + "\" is in, but its unit \"" + field.unit()
                        + "\" means a metric ton to some and a million tonnes to others. Write t or mt."
                : null;
    }

    /** Why two columns are not of one currency; null if they are, or if one of them states none. */
    static @Nullable String otherMoney(String verb, Field first, Field second) {
        String a = of(first.unit()).map(Unit::money).orElse("");
        String b = of(second.unit()).map(Unit::money).orElse("");
        return a.isEmpty() || b.isEmpty() || a.equals(b)
                ? null
                : verb + " needs \"" + first.name() + "\" and \"" + second.name() + "\" in one money, but they are in "
                        + first.unit() + " and " + second.unit()
                        + ". Convert one of them at the rate of its date; no rate is assumed.";
    }

    /** Why a price does not go with the quantity that it multiplies; null if it does, or if one of them states no unit. */
    static @Nullable String otherBase(String verb, Field price, Field quantity) {
        Unit p = of(price.unit()).orElse(null);
        Unit q = of(quantity.unit()).orElse(null);
        if (p == null || q == null || p.per().isEmpty() || sameAs(p.base(), q)) {
            return null;
        }
        String head = verb + " needs \"" + price.name() + "\" per unit of \"" + quantity.name() + "\", but they are in "
                + price.unit() + " and " + quantity.unit() + ". ";
        return head
                + (p.per().equals(q.dimension())
                        ? "Convert one of them, for example \"" + quantity.name() + "\" times "
                                + Numbers.plain(q.factor() / p.base().factor()) + "."
                        : "They measure different things (" + p.per() + " and " + q.dimension()
                                + "); choose columns that go together.");
    }

    /** Why a quantity cannot weigh a price; null if it measures what the price is per, or if one of them states no unit. */
    static @Nullable String otherThing(String verb, Field price, Field quantity) {
        Unit p = of(price.unit()).orElse(null);
        Unit q = of(quantity.unit()).orElse(null);
        boolean weighs = p == null || q == null || p.per().isEmpty() || p.per().equals(q.dimension());
        return weighs ? null : otherBase(verb, price, quantity);
    }

    /** Why a price times a quantity is not in a column's money; null if it is, or if the units do not tell. */
    static @Nullable String otherProduct(String verb, Field price, Field quantity, Field money) {
        Unit p = of(price.unit()).orElse(null);
        Unit q = of(quantity.unit()).orElse(null);
        Unit m = of(money.unit()).orElse(null);
        if (p == null || q == null || p.per().isEmpty()) {
            return null;
        }
        if (m == null || !p.per().equals(q.dimension())) {
            return otherBase(verb, price, quantity);
        }
        if (!p.money().equals(m.money())) {
            return otherMoney(verb, price, money);
        }
        double factor = p.factor() * q.factor() / m.factor();
        return Math.abs(factor - 1) < SAME
                ? null
                : verb + " needs \"" + price.name() + "\" times \"" + quantity.name() + "\" in the unit of \""
                        + money.name()
                        + "\", but they are in " + price.unit() + ", " + quantity.unit() + " and " + money.unit()
                        + ". Convert one of them, for example \"" + quantity.name() + "\" times "
                        + Numbers.plain(Double.parseDouble(
                                Numbers.significant(factor, 12).replace(",", ""))) + ".";
    }

    private static boolean sameAs(Unit a, Unit b) {
        return a.dimension().equals(b.dimension()) && Math.abs(a.factor() / b.factor() - 1) < SAME;
    }
}
