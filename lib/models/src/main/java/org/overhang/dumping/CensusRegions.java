package org.overhang.dumping;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The region of the US Census Bureau that a state or ZIP code lies in, as the margin programs group destinations: Northeast,
 * Midwest, South, West, and Puerto Rico with the Virgin Islands.
 */
final class CensusRegions {
    private static final String NORTHEAST = "Northeast";
    private static final String MIDWEST = "Midwest";
    private static final String SOUTH = "South";
    private static final String WEST = "West";
    private static final String TERRITORY = "PR/VI";

    private static final Map<String, String> STATES = new TreeMap<>();

    static {
        put(NORTHEAST, "CT ME MA NH RI VT NJ NY PA");
        put(MIDWEST, "IL IN MI OH WI IA KS MN MO NE ND SD");
        put(SOUTH, "DE FL GA MD NC SC VA DC WV AL KY MS TN AR LA OK TX");
        put(WEST, "AZ CO ID MT NV NM UT WY AK CA HI OR WA");
        put(TERRITORY, "PR VI");
    }

    /** First three digits of ZIP codes up to which a region runs; military addresses and Guam lie in none. */
    private static final Object[][] ZIP = {
        {5, NORTHEAST}, // 005 Holtsville, New York
        {9, TERRITORY},
        {89, NORTHEAST},
        {98, ""},
        {196, NORTHEAST},
        {339, SOUTH},
        {340, ""},
        {427, SOUTH},
        {567, MIDWEST},
        {569, SOUTH}, // 569 is Washington, DC
        {588, MIDWEST},
        {599, WEST},
        {693, MIDWEST},
        {799, SOUTH},
        {884, WEST},
        {885, SOUTH}, // El Paso
        {961, WEST},
        {966, ""},
        {968, WEST},
        {969, ""},
        {999, WEST},
    };

    private CensusRegions() {}

    private static void put(String region, String states) {
        for (String state : states.split(" ")) {
            STATES.put(state, region);
        }
    }

    /** The region of a state's two letters or of a ZIP code, with or without its leading zeros; null if it is neither. */
    static @Nullable String of(@Nullable String destination) {
        String text = destination == null ? "" : destination.trim().toUpperCase(Locale.ROOT);
        String state = STATES.get(text);
        if (state != null || !text.matches("[0-9]{3,5}(-[0-9]{4})?")) {
            return state;
        }
        int prefix = Integer.parseInt(text.split("-")[0]) / 100;
        for (Object[] run : ZIP) {
            if (prefix <= (int) run[0]) {
                String region = (String) run[1];
                return region.isEmpty() || prefix < 5 ? null : region;
            }
        }
        return null;
    }
}
