package org.overhang.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a plot from a table was told so far; never changed once a plot holds it. */
final class Choices {
    final String value;
    String over = "";
    List<String> by = List.of();

    @Nullable
    String facet;

    @Nullable
    String low;

    @Nullable
    String high;

    String level = "";

    @Nullable
    String named;

    boolean points;
    boolean stepped;
    boolean free;
    boolean fit;
    boolean sorted;
    boolean stacked;
    boolean horizontal;
    int top;
    int bins;
    double bandwidth;
    Map<String, String> labels = Map.of();

    Choices(String value) {
        this.value = value;
    }

    private Choices(Choices c) {
        value = c.value;
        over = c.over;
        by = c.by;
        facet = c.facet;
        low = c.low;
        high = c.high;
        level = c.level;
        named = c.named;
        points = c.points;
        stepped = c.stepped;
        free = c.free;
        fit = c.fit;
        sorted = c.sorted;
        stacked = c.stacked;
        horizontal = c.horizontal;
        top = c.top;
        bins = c.bins;
        bandwidth = c.bandwidth;
        labels = c.labels;
    }

    Choices with(Consumer<Choices> change) {
        Choices changed = new Choices(this);
        change.accept(changed);
        return changed;
    }

    Choices label(String column, String words) {
        Map<String, String> longer = new LinkedHashMap<>(labels);
        longer.put(column, words);
        return with(c -> c.labels = longer);
    }
}
