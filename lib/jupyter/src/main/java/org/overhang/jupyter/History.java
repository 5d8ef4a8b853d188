package org.overhang.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The cells of this session; earlier sessions are not kept. */
final class History {
    private record Entry(int count, String code, JsonElement output) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(int count, String code, JsonElement output) {
        entries.add(new Entry(count, code, output));
    }

    /** Answers {@code history_request} in each of its three forms. */
    JsonArray of(Message request) {
        boolean output = request.flag("output", false);
        String form = request.text("hist_access_type");
        List<Entry> found = switch (form) {
            case "tail" -> entries;
            case "range" -> range(request);
            case "search" -> search(request);
            default ->
                throw new Message.Unusable("hist_access_type is tail, range or search, but was \"" + form + "\".");
        };
        int most = form.equals("range") ? found.size() : Math.max(0, request.number("n", found.size()));
        JsonArray answer = new JsonArray();
        for (Entry entry : found.subList(Math.max(0, found.size() - most), found.size())) {
            JsonArray row = new JsonArray();
            row.add(1);
            row.add(entry.count());
            if (output) {
                JsonArray both = new JsonArray();
                both.add(entry.code());
                both.add(entry.output());
                row.add(both);
            } else {
                row.add(entry.code());
            }
            answer.add(row);
        }
        return answer;
    }

    /** Session 0 is the current one, and the current one is 1; below 0 they are counted back, and there is none. */
    private List<Entry> range(Message request) {
        int session = request.number("session", 0);
        int from = request.number("start", 0);
        int to = request.number("stop", Integer.MAX_VALUE);
        return session != 0 && session != 1
                ? List.of()
                : entries.stream()
                        .filter(entry -> entry.count() >= from && entry.count() < to)
                        .toList();
    }

    private List<Entry> search(Message request) {
        String pattern = request.text("pattern");
        Set<String> seen = new LinkedHashSet<>();
        boolean unique = request.flag("unique", false);
        return entries.stream()
                .filter(entry -> matches(pattern, entry.code()))
                .filter(entry -> !unique || seen.add(entry.code()))
                .toList();
    }

    /** A glob with * and ?, in time of pattern times text. */
    private static boolean matches(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            boolean[] next = new boolean[reached.length];
            for (int t = 0; t <= text.length(); t++) {
                next[t] = c == '*'
                        ? reached[t] || (t > 0 && next[t - 1])
                        : t > 0 && reached[t - 1] && (c == '?' || c == text.charAt(t - 1));
            }
            reached = next;
        }
        return reached[text.length()];
    }
}
