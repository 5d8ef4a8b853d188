package org.overhang.equilibrium;

import java.util.Locale;

/** An effect on one country in a world model, exact form, counterfactual against baseline. */
public enum CountryOutcome implements Effect {
    /** Relative change of the country's export price at the border. */
    WORLD_PRICE("world price, relative change"),
    /** Relative change of the composite price of all it buys. */
    COMPOSITE_PRICE("composite price, relative change"),
    /** Relative change of what it makes. */
    OUTPUT("output, relative change"),
    /** Change of producer surplus, in money. */
    PRODUCER_SURPLUS("producer surplus, change in money"),
    /** Change of consumer surplus, in money. */
    CONSUMER_SURPLUS("consumer surplus, change in money"),
    /** Change of tariff revenue, in money. */
    TARIFF_REVENUE("tariff revenue, change in money"),
    /** Change of what its subsidies cost, in money. */
    SUBSIDY_COST("subsidy cost, change in money"),
    /** Producer surplus, consumer surplus and tariff revenue together, in money. */
    NET_WELFARE("net welfare, change in money");

    private final String words;

    CountryOutcome(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isFraction() {
        return ordinal() <= OUTPUT.ordinal();
    }
}
