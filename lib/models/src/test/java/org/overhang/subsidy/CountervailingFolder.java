package org.overhang.subsidy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a countervailing case and lists every number of its answer that differs, and every key that is not compared. */
public final class CountervailingFolder {
    /** Answers carry 15 significant digits. */
    private static final double TOLERANCE = 1e-12;

    private final JsonObject facts;
    private final JsonObject answer;
    private final List<String> differences = new ArrayList<>();
    private int compared;

    /** A case and its answer. */
    public CountervailingFolder(JsonObject facts, JsonObject answer) {
        this.facts = facts;
        this.answer = answer;
    }

    /** How many numbers were compared. */
    public int compared() {
        return compared;
    }

    /** What differs, one line each. */
    public List<String> differences() {
        CountervailingResult got = measure(rules().offsettingPurchases(true));
        known("answer", answer, "programs", "final", "threshold_ties", "alternatives");
        for (JsonElement e : answer.getAsJsonArray("programs")) {
            program(got, e.getAsJsonObject());
        }
        JsonObject end = answer.getAsJsonObject("final");
        known("final", end, "net_subsidy_rate_pct", "export_subsidy_rate_pct", "class", "de_minimis");
        same("rate", number(end, "net_subsidy_rate_pct"), 100 * got.rate());
        same("export rate", number(end, "export_subsidy_rate_pct"), 100 * got.exportRate());
        if (end.get("de_minimis").getAsBoolean() != got.isDeMinimis()) {
            differences.add("de minimis");
        }
        JsonElement others = answer.get("alternatives");
        for (Map.Entry<String, JsonElement> e : others == null || others.isJsonNull()
                ? new JsonObject().entrySet()
                : others.getAsJsonObject().entrySet()) {
            if (e.getKey().equals("A20_ltar_no_offset")) {
                same(
                        "without offset",
                        number(e.getValue().getAsJsonObject(), "final"),
                        100 * measure(rules()).rate());
            } else {
                differences.add("alternative " + e.getKey() + " is not compared");
            }
        }
        return differences;
    }

    private void program(CountervailingResult got, JsonObject p) {
        String id = p.get("id").getAsString();
        // The parts of a benefit are told by the benefit; treatment and share of approval by the stream.
        known(
                id,
                p,
                "id",
                "type",
                "benefit",
                "rate_pct",
                "stream",
                "approval_share_pct",
                "treatment",
                "discount_rate",
                "k",
                "denominator",
                "per_loan",
                "per_purchase",
                "benefit_with_offset",
                "benefit_without_offset",
                "premiums_inadequate",
                "effect_pct");
        same(id + " benefit", number(p, "benefit"), got.benefit(id));
        same(id + " rate", number(p, "rate_pct"), 100 * got.rate(id));
        same(id + " denominator", number(p, "rate_pct"), 100 * got.benefit(id) / number(p, "denominator"));
        if (p.has("stream")) {
            double[] schedule = got.schedule(id);
            List<JsonElement> stream = p.getAsJsonArray("stream").asList();
            same(id + " years", stream.size(), schedule.length);
            for (int k = 0; k < Math.min(stream.size(), schedule.length); k++) {
                same(id + " year " + k, stream.get(k).getAsDouble(), schedule[k]);
            }
        }
    }

    private void same(String where, double expected, double found) {
        compared++;
        if (!(Math.abs(found - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
            differences.add(where + ": expected " + expected + ", found " + found);
        }
    }

    private void known(String where, JsonObject e, String... keys) {
        for (String key : e.keySet()) {
            if (!List.of(keys).contains(key)) {
                differences.add(where + ": \"" + key + "\" of the answer is not compared");
            }
        }
    }

    private CountervailingRules rules() {
        return switch (facts.get("class").getAsString()) {
            case "general" -> CountervailingRules.US_INVESTIGATION_2024;
            case "developing" -> CountervailingRules.US_INVESTIGATION_DEVELOPING_2024;
            case "least_developed" -> CountervailingRules.US_INVESTIGATION_LEAST_DEVELOPED_2024;
            case "review" -> CountervailingRules.US_REVIEW_2024;
            default -> throw new IllegalStateException(facts.toString());
        };
    }

    private CountervailingResult measure(CountervailingRules rules) {
        CountervailingRate rate = CountervailingRate.under(rules)
                .period(facts.get("poi_year").getAsInt())
                .usefulLife(facts.get("aul").getAsInt());
        for (Map.Entry<String, JsonElement> e : facts.getAsJsonObject("sales").entrySet()) {
            JsonObject s = e.getValue().getAsJsonObject();
            rate = rate.sales(Integer.parseInt(e.getKey()), number(s, "total"), number(s, "export"));
        }
        for (Map.Entry<String, JsonElement> e :
                facts.getAsJsonObject("discount_rates").entrySet()) {
            rate = rate.discountRate(Integer.parseInt(e.getKey()), e.getValue().getAsDouble());
        }
        for (JsonElement e : facts.getAsJsonArray("programs")) {
            rate = rate.program(e.getAsJsonObject().get("id").getAsString(), program(e.getAsJsonObject()));
        }
        return rate.measure();
    }

    private static double number(JsonObject p, String name) {
        return p.get(name).getAsDouble();
    }

    private static Program program(JsonObject p) {
        Program out = switch (p.get("type").getAsString()) {
            case "grant" -> Program.grant(number(p, "amount"));
            case "loan" ->
                Program.loans(p.getAsJsonArray("loans").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(l -> new Program.Loan(
                                number(l, "balance"),
                                number(l, "rate"),
                                number(l, "benchmark"),
                                l.get("days").getAsInt()))
                        .toArray(Program.Loan[]::new));
            case "guarantee" ->
                Program.guarantee(
                        number(p, "balance") * number(p, "rate_without") + number(p, "fee_without"),
                        number(p, "balance") * number(p, "rate_with") + number(p, "fee_with"));
            case "equity" -> Program.equity(number(p, "paid"), number(p, "investor_value"));
            case "debt_forgiveness" -> Program.debtForgiveness(number(p, "principal"), number(p, "interest"));
            case "tax" -> Program.tax(number(p, "tax_due"), number(p, "tax_paid"));
            case "ltar" -> Program.lessThanAdequate(purchases(p));
            case "mtar" -> Program.moreThanAdequate(purchases(p)).tiedTo(number(p, "tied_sales"));
            case "export_insurance" ->
                Program.exportInsurance(
                        sum(p, "premiums_5y"), sum(p, "costs_5y"), number(p, "received"), number(p, "premium"));
            case "upstream" ->
                Program.upstream(
                        number(p, "benefit"), number(p, "input_subsidy_pct") / 100, number(p, "cost_share_pct") / 100);
            default -> throw new IllegalStateException(p.toString());
        };
        if (p.has("approval_year")) {
            double approved = p.has("approved_amount") ? number(p, "approved_amount") : out.approvedAmount();
            out = out.approved(p.get("approval_year").getAsInt(), approved)
                    .received(p.get("receipt_year").getAsInt());
        }
        if (p.has("cross_owned_sales")) {
            out = out.crossOwned(number(p, "cross_owned_sales"), number(p, "intercompany_sales"));
        }
        return p.has("base") && p.get("base").getAsString().equals("export") ? out.overExports() : out;
    }

    private static Program.Purchase[] purchases(JsonObject p) {
        return p.getAsJsonArray("purchases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(b -> new Program.Purchase(number(b, "quantity"), number(b, "price"), number(b, "benchmark")))
                .toArray(Program.Purchase[]::new);
    }

    private static double sum(JsonObject p, String name) {
        return p.getAsJsonArray(name).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .sum();
    }
}
