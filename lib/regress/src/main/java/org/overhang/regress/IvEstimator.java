package org.overhang.regress;

/** How an instrumented regression weighs its instruments. */
enum IvEstimator {
    TWO_STAGE("two-stage least squares"),
    LIML("LIML"),
    TWO_STEP("two-step GMM"),
    CONTINUOUS("continuously updated GMM");

    private final String words;

    IvEstimator(String words) {
        this.words = words;
    }

    boolean moments() {
        return this == TWO_STEP || this == CONTINUOUS;
    }

    @Override
    public String toString() {
        return words;
    }
}
