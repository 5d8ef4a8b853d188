package org.overhang.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A closed list of the words that a column of codes may hold, each with its meaning. Letter case and blanks at the ends do not
 * count; a word that is not on the list is refused with its row, never guessed at.
 *
 * <pre>{@code
 * CodeList type = CodeList.of("EP", "EP").and("CEP", "CEP");
 * Columns in = Columns.neededBy("DumpingMargin").code("sale type", "sale_type", type).read(source);
 * String[] types = in.codes("sale_type");
 * }</pre>
 */
public final class CodeList {
    private final Map<String, String> meanings;

    private CodeList(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    /**
     * Starts a list.
     *
     * @param meaning what its first words mean
     * @param words how files write it
     * @return the list
     */
    public static CodeList of(String meaning, String... words) {
        return new CodeList(Map.of()).and(meaning, words);
    }

    /**
     * The list with one more meaning.
     *
     * @param meaning what the words mean
     * @param words how files write it
     * @return a new list
     */
    public CodeList and(String meaning, String... words) {
        Map<String, String> more = new LinkedHashMap<>(meanings);
        for (String word : words) {
            more.put(word.toLowerCase(Locale.ROOT), meaning);
        }
        return new CodeList(more);
    }

    /**
     * What a word means.
     *
     * @param word a cell
     * @return its meaning; null if it is not on the list
     */
    public @Nullable String meaning(String word) {
        return meanings.get(KeyText.name(word).toLowerCase(Locale.ROOT));
    }

    /** The words, for messages: "1, 2, yes or no". */
    String words() {
        String all = String.join(", ", meanings.keySet());
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
