package org.overhang.dumping;

/** Why a sale takes no part. */
public enum SetAside {
    /** Its quantity is missing, zero or negative. */
    BAD_QUANTITY("quantity missing or not above zero"),
    /** Its gross price is missing, zero or negative. */
    BAD_PRICE("gross price missing or not above zero"),
    /** Its quantity is in another unit than the case. */
    OTHER_UNIT("quantity in another unit"),
    /** It has no control number. */
    NO_MODEL("no control number"),
    /** It has no date, although the calculation needs one. */
    NO_DATE("no date of sale"),
    /** Its date lies outside the period. */
    OUT_OF_PERIOD("outside the period"),
    /** Its model has no factors of production. */
    NO_FACTORS("no factors of production"),
    /** There is no exchange rate for its date. */
    NO_RATE("no exchange rate within seven days"),
    /** Its model has no cost, own or borrowed, although the case has costs. */
    NO_COST("no cost of production"),
    /** It has no CIF price, of which the EU's margin is a share. */
    NO_CIF_PRICE("no CIF price"),
    /** It is a resale by an affiliate that did not fail the arm's-length test. */
    RESELLER_NOT_FAILED("resale by an affiliate at arm's length"),
    /** It is an export sale for which neither a match nor a constructed value exists. */
    NO_NORMAL_VALUE("no normal value");

    private final String words;

    SetAside(String words) {
        this.words = words;
    }

    /**
     * The reason in words.
     *
     * @return the words
     */
    public String words() {
        return words;
    }
}
