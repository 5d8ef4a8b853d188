package org.overhang.equilibrium;

/**
 * A solved market. Consumer surplus, gross utility and resource cost are levels up to a constant that baseline and
 * counterfactual share; gross utility comes from quantities alone, so that it checks the ledger.
 *
 * @param regime policies in force
 * @param producerPrice price before duty
 * @param consumerPrice price after duty
 * @param quantity units sold
 * @param shadow shadow price of the binding limit or rent of the fixed price a unit, in producer's money; 0 if none
 * @param profit profit or producer surplus
 * @param tariff tariff revenue
 * @param subsidyCost what the subsidy costs its state
 * @param consumerSurplus of all buyers
 * @param grossUtility of all buyers
 * @param resourceCost of all sellers
 * @param priceIndex of the market
 * @param unknowns the solution vector
 * @param modes which of a product's conditions hold, see {@link Modes}
 * @param residual largest absolute residual
 * @param iterations Newton steps in all
 */
record Equilibrium(
        Regime regime,
        double[] producerPrice,
        double[] consumerPrice,
        double[] quantity,
        double[] shadow,
        double[] profit,
        double[] tariff,
        double[] subsidyCost,
        double consumerSurplus,
        double grossUtility,
        double resourceCost,
        double priceIndex,
        double[] unknowns,
        int[] modes,
        double residual,
        int iterations) {

    double revenue(int j) {
        return producerPrice[j] * quantity[j];
    }

    double share(int j) {
        return quantity[j] == 0 ? 0 : consumerPrice[j] * quantity[j] / spending();
    }

    /** Consumer price less the cost in consumer prices, over the consumer price. */
    double margin(int j, double marginalCost) {
        double cost = (marginalCost - regime.specificSubsidy[j]) / regime.kept(j) + regime.specificDuty[j];
        return 1 - cost / consumerPrice[j];
    }

    double ledger() {
        double total = consumerSurplus;
        for (int j = 0; j < profit.length; j++) {
            total += profit[j] + tariff[j] - subsidyCost[j];
        }
        return total;
    }

    double spending() {
        double total = 0;
        for (int j = 0; j < quantity.length; j++) {
            total += quantity[j] == 0 ? 0 : consumerPrice[j] * quantity[j];
        }
        return total;
    }
}
