package org.overhang.dumping;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;

/** What no file of a case holds; never changed once it is handed out, since a change is made to a copy. */
final class CaseFacts implements Cloneable {
    int periodStart = Batch.NO_DAY;
    int periodEnd = Batch.NO_DAY;
    int homeStart = Batch.NO_DAY;
    int homeEnd = Batch.NO_DAY;
    String comparisonCurrency = "";
    String reportCurrency = "USD";
    String unit = "";
    double exportCreditRate = Double.NaN;
    double homeCreditRate = Double.NaN;
    double dayCount = 365;
    double exportSubsidyRate;
    double vatShare;
    double vatAmount;
    double cepProfitRatio = Double.NaN;
    double importerProfit;
    boolean constructedSupplied;

    @Nullable
    SurrogateRatios surrogate;

    @Nullable
    ConstructedValue constructed;

    @Nullable
    InjuryTerms injury;

    @Nullable
    DoubleRemedy doubleRemedy;
    /** Price of materials by quarter, the first of the period being 1; null unless costs are quarterly. */
    @Nullable
    Map<Integer, Double> materialPrices;
    /** Price index by months since year 0; null unless costs are indexed. */
    @Nullable
    Map<Integer, Double> priceIndex;

    CaseFacts with(Consumer<CaseFacts> change) {
        try {
            CaseFacts copy = (CaseFacts) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    String comparison() {
        return comparisonCurrency.isEmpty() ? reportCurrency : comparisonCurrency;
    }

    double materialPriceOf(int quarter) {
        return materialPrices == null ? Double.NaN : materialPrices.getOrDefault(quarter, Double.NaN);
    }

    double priceIndexOf(int month) {
        return priceIndex == null ? Double.NaN : priceIndex.getOrDefault(month, Double.NaN);
    }

    /** Months since year 0 of the period's last day. */
    int lastMonth() {
        LocalDate date = LocalDate.ofEpochDay(periodEnd);
        return date.getYear() * 12 + date.getMonthValue() - 1;
    }
}
