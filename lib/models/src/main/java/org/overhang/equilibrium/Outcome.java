package org.overhang.equilibrium;

import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/** An effect on one product, counterfactual against baseline. */
public enum Outcome implements Effect {
    /** Relative change of the producer price. */
    PRODUCER_PRICE("producer price, relative change"),
    /** Relative change of the consumer price. */
    CONSUMER_PRICE("consumer price, relative change"),
    /** Relative change of the quantity. */
    QUANTITY("quantity, relative change"),
    /** Relative change of revenue at producer prices. */
    REVENUE("revenue, relative change"),
    /** Log change of the producer price. */
    LOG_PRODUCER_PRICE("producer price, log change"),
    /** Log change of the quantity. */
    LOG_QUANTITY("quantity, log change"),
    /** Change of profit or producer surplus, in money. */
    PROFIT("profit, change in money");

    private final String words;

    Outcome(String words) {
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
        return ordinal() <= REVENUE.ordinal();
    }

    double of(int j, Equilibrium before, Equilibrium after) {
        return switch (this) {
            case PRODUCER_PRICE -> after.producerPrice()[j] / before.producerPrice()[j] - 1;
            case CONSUMER_PRICE -> after.consumerPrice()[j] / before.consumerPrice()[j] - 1;
            case QUANTITY -> after.quantity()[j] / before.quantity()[j] - 1;
            case REVENUE -> after.revenue(j) / before.revenue(j) - 1;
            case LOG_PRODUCER_PRICE -> FastMath.log(after.producerPrice()[j] / before.producerPrice()[j]);
            case LOG_QUANTITY -> FastMath.log(after.quantity()[j] / before.quantity()[j]);
            case PROFIT -> after.profit()[j] - before.profit()[j];
        };
    }
}
