package org.overhang.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The units that are known: symbol, dimension, and how many of the dimension's own unit each is. */
final class UnitList {
    /** ISO 4217 codes of the moneys in which cases and accounts are kept. */
    private static final String[] CURRENCIES = {
        "usd", "eur", "cny", "jpy", "gbp", "inr", "krw", "aud", "brl", "cad", "chf", "clp", "czk", "dkk", "huf", "idr",
        "ils", "mxn", "myr", "nok", "nzd", "php", "pln", "rub", "sar", "sek", "sgd", "thb", "try", "twd", "uah", "vnd",
        "zar"
    };
    /** The one money of two names. */
    private static final String RENMINBI = "rmb";

    private static final Map<String, Unit> KNOWN = known();

    private UnitList() {}

    private static Map<String, Unit> known() {
        Map<String, Unit> units = new LinkedHashMap<>();
        // st is the short ton of 2,000 lb, lt the long ton of 2,240 lb; the pound is exact
        put(units, "mass", "kg", 1e-3, "g", 1e-6, "t", 1, "tonne", 1, "tonnes", 1, "kt", 1e3, "mt", 1e6, "gt", 1e9);
        put(units, "mass", "st", 0.90718474, "lt", 1.0160469088, "lb", 0.45359237e-3, "lbs", 0.45359237e-3);
        put(units, "mass", "thousand_tonnes", 1e3, "million_tonnes", 1e6, "kilotonnes", 1e3, "megatonnes", 1e6);
        put(units, "power", "w", 1, "kw", 1e3, "mw", 1e6, "gw", 1e9, "tw", 1e12);
        put(units, "energy", "wh", 1, "kwh", 1e3, "mwh", 1e6, "gwh", 1e9, "twh", 1e12);
        put(units, "energy", "mj", 1e6 / 3600, "gj", 1e9 / 3600, "tj", 1e12 / 3600, "pj", 1e15 / 3600);
        // The barrel of 42 US gallons of 231 cubic inches
        put(
                units,
                "volume",
                "m3",
                1,
                "l",
                1e-3,
                "litres",
                1e-3,
                "hl",
                0.1,
                "bbl",
                0.158987294928,
                "barrels",
                0.158987294928);
        put(units, "area", "m2", 1, "km2", 1e6, "ha", 1e4);
        put(
                units,
                "count",
                "units",
                1,
                "pieces",
                1,
                "items",
                1,
                "vehicles",
                1,
                "item",
                1,
                "vehicle",
                1,
                "unit",
                1,
                "piece",
                1);
        put(units, "share", "fraction", 1, "share", 1, "percent", 0.01, "pct", 0.01, "%", 0.01);
        for (String currency : CURRENCIES) {
            money(units, currency, currency);
        }
        money(units, RENMINBI, "cny");
        return units;
    }

    private static void money(Map<String, Unit> units, String symbol, String currency) {
        String dimension = Unit.MONEY + currency.toUpperCase(Locale.ROOT);
        put(units, dimension, symbol, 1, symbol + "_thousand", 1e3, symbol + "_million", 1e6, symbol + "_billion", 1e9);
    }

    private static void put(Map<String, Unit> units, String dimension, Object... symbolsAndFactors) {
        for (int i = 0; i < symbolsAndFactors.length; i += 2) {
            String symbol = (String) symbolsAndFactors[i];
            units.put(symbol, new Unit(symbol, dimension, ((Number) symbolsAndFactors[i + 1]).doubleValue()));
        }
    }

    static Map<String, Unit> all() {
        return KNOWN;
    }
}
