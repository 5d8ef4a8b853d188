package org.overhang.dumping;

import org.jspecify.annotations.Nullable;

/** Which method the rules apply and what follows from it; margins are fractions of the net export value. */
record Decision(
        double standard,
        double passShare,
        Comparison byRatioTest,
        double alternative,
        boolean meaningful,
        Comparison method,
        double margin,
        boolean deMinimis,
        boolean deMinimisInPrograms,
        double cashDeposit) {

    static Decision of(Chain chain) {
        MarginMath.Totals totals = chain.totals;
        DumpingRules rules = chain.book.rules;
        double standard = margin(totals, Comparison.AVERAGE_TO_AVERAGE, null);
        double share = totals.patternValue > 0 ? totals.passing / totals.patternValue : 0;
        Comparison ratio = Comparison.AVERAGE_TO_AVERAGE;
        if (chain.tested && rules.threshold(Limit.PASS_SHARE_HIGH).holds(share)) {
            ratio = Comparison.AVERAGE_TO_TRANSACTION;
        } else if (chain.tested && !rules.threshold(Limit.PASS_SHARE_LOW).holds(share)) {
            ratio = Comparison.MIXED;
        }
        double alternative = ratio == Comparison.AVERAGE_TO_AVERAGE ? Double.NaN : margin(totals, ratio, null);
        Threshold least = rules.threshold(Limit.DE_MINIMIS);
        boolean meaningful = !Double.isNaN(alternative)
                && !least.holds(alternative)
                && (least.holds(standard)
                        || rules.threshold(Limit.MEANINGFUL_DIFFERENCE).holds((alternative - standard) / standard));
        Comparison method = meaningful ? ratio : Comparison.AVERAGE_TO_AVERAGE;
        double margin = meaningful ? alternative : standard;
        // Without a normal value there is no margin, and what does not exist is not de minimis.
        boolean none = least.holds(margin);
        boolean noneInPrograms = none || !Double.isNaN(margin) && !(margin > least.value() * (1 + 1e-12));
        double net = Math.max(0, margin - chain.book.facts.exportSubsidyRate - remedy(chain.book));
        boolean noDeposit = rules.uses(Practice.PROGRAM_DE_MINIMIS) ? noneInPrograms : none;
        if (rules.uses(Reading.DE_MINIMIS_AFTER_SUBSIDY)) {
            noDeposit = least.holds(net);
        }
        return new Decision(
                standard,
                share,
                ratio,
                alternative,
                meaningful,
                method,
                margin,
                none,
                noneInPrograms,
                noDeposit ? 0 : net);
    }

    private static double remedy(Book book) {
        DoubleRemedy remedy = book.facts.doubleRemedy;
        return remedy == null ? 0 : remedy.offset();
    }

    /** The margin of a method; NaN if the value it is a share of is not positive. */
    static double margin(MarginMath.Totals totals, Comparison method, @Nullable Zeroing zeroing) {
        double value = value(totals, method);
        return value > 0 ? dump(totals, method, zeroing) / value : Double.NaN;
    }

    static double value(MarginMath.Totals totals, Comparison method) {
        return switch (method) {
            case AVERAGE_TO_AVERAGE -> totals.parts[MarginMath.AA].value;
            case AVERAGE_TO_TRANSACTION -> totals.parts[MarginMath.AT].value;
            case MIXED -> totals.parts[MarginMath.MIXED_AA].value + totals.parts[MarginMath.MIXED_AT].value;
            case TRANSACTION_TO_TRANSACTION -> totals.parts[MarginMath.TT].value;
        };
    }

    static double quantity(MarginMath.Totals totals, Comparison method) {
        return switch (method) {
            case AVERAGE_TO_AVERAGE -> totals.parts[MarginMath.AA].quantity;
            case AVERAGE_TO_TRANSACTION -> totals.parts[MarginMath.AT].quantity;
            case MIXED -> totals.parts[MarginMath.MIXED_AA].quantity + totals.parts[MarginMath.MIXED_AT].quantity;
            case TRANSACTION_TO_TRANSACTION -> totals.parts[MarginMath.TT].quantity;
        };
    }

    /** Amount of dumping; the usual zeroing of the method if none is asked for. */
    static double dump(MarginMath.Totals totals, Comparison method, @Nullable Zeroing zeroing) {
        MarginMath.Part[] p = totals.parts;
        return switch (method) {
            case AVERAGE_TO_AVERAGE -> p[MarginMath.AA].dump(zeroing == null ? Zeroing.NONE : zeroing);
            case AVERAGE_TO_TRANSACTION -> p[MarginMath.AT].dump(zeroing == null ? Zeroing.TRANSACTION : zeroing);
            case TRANSACTION_TO_TRANSACTION -> p[MarginMath.TT].dump(zeroing == null ? Zeroing.NONE : zeroing);
            case MIXED -> mixed(p, zeroing);
        };
    }

    private static double mixed(MarginMath.Part[] p, @Nullable Zeroing zeroing) {
        if (zeroing == Zeroing.NONE) {
            return Math.max(0, p[MarginMath.MIXED_AA].signed() + p[MarginMath.MIXED_AT].signed());
        }
        if (zeroing == null) {
            return p[MarginMath.MIXED_AA].dump(Zeroing.NONE) + p[MarginMath.MIXED_AT].dump(Zeroing.TRANSACTION);
        }
        return p[MarginMath.MIXED_AA].dump(zeroing) + p[MarginMath.MIXED_AT].dump(zeroing);
    }

    /** Sum of differences before any floor, zeroed only where the method zeroes. */
    static double signed(MarginMath.Totals totals, Comparison method) {
        MarginMath.Part[] p = totals.parts;
        return switch (method) {
            case AVERAGE_TO_AVERAGE -> p[MarginMath.AA].signed();
            case AVERAGE_TO_TRANSACTION -> p[MarginMath.AT].positive;
            case TRANSACTION_TO_TRANSACTION -> p[MarginMath.TT].signed();
            case MIXED -> p[MarginMath.MIXED_AA].signed() + p[MarginMath.MIXED_AT].positive;
        };
    }
}
