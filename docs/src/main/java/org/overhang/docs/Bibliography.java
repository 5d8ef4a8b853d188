package org.overhang.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The works cited: entries with stable keys, found again in text by the words with which a text cites them, so that Javadoc
 * and notebooks keep plain citations and the pages have links.
 *
 * <p>An entry is {@code - <a id="key"></a>**Names (year).** the rest} and is cited as "Names (year)" or "Names, journal and
 * volume (year)"; one without a year, such as a regulation, is cited by the words in bold.
 */
final class Bibliography {
    private static final Pattern ENTRY =
            Pattern.compile("^- <a id=\"([^\"]+)\"></a>\\*\\*(.+?)\\.?\\*\\* ?(.*)$", Pattern.MULTILINE);
    private static final Pattern DATED = Pattern.compile("(.+) \\(((?:19|20)\\d\\d)\\)");
    private static final String INITIALS = "(?:\\p{Lu}\\.[\\s-]?)*";
    /** What stands between names and year: a title, a journal and a volume, but not another work. */
    private static final String WORK = "(?:&(?:amp|quot|nbsp);|[^;()]|\\([^()]{1,12}\\)){0,160}?";

    private final List<Entry> entries;

    /**
     * A work.
     *
     * @param key the anchor
     * @param label the words in bold
     * @param rest what follows them
     * @param names what is linked
     * @param year what must follow, or empty
     * @param cited finds a citation; its first group is what is linked
     */
    record Entry(String key, String label, String rest, String names, String year, Pattern cited) {
        static Entry of(String key, String label, String rest) {
            Matcher dated = DATED.matcher(label);
            if (!dated.matches()) {
                List<String> words = new ArrayList<>();
                for (String word : label.replace("&", "&amp;").split(" ")) {
                    words.add(word.equals("USC") ? "(?:USC|U\\.S\\.C\\.)" : Pattern.quote(word));
                }
                String cited = "(?<![\\w/])(" + String.join("\\s+", words) + ")(?![\\w/])";
                return new Entry(key, label, rest, label, "", Pattern.compile(cited));
            }
            String names = dated.group(1);
            List<String> parts = new ArrayList<>();
            for (String name : names.split(", | and ")) {
                parts.add(INITIALS + Pattern.quote(name));
            }
            String joined = String.join("(?:,| and|, and)\\s", parts);
            String year = dated.group(2);
            // "(1994, 2010)", "16 (1969)", "34(3), 2020" and "in 1936"
            String when = "(?=" + WORK + "[\\s(](?:[^()]{0,12}, )?" + year + "\\b)";
            return new Entry(
                    key,
                    label,
                    rest,
                    names,
                    year,
                    Pattern.compile("(?<![\\p{L}-]|and |, )(" + joined + ")(?:’s|'s|&#39;s)?" + when));
        }
    }

    private Bibliography(List<Entry> entries) {
        this.entries = entries;
    }

    static Bibliography parse(String markdown) {
        List<Entry> entries = new ArrayList<>();
        Matcher entry = ENTRY.matcher(markdown);
        while (entry.find()) {
            entries.add(Entry.of(entry.group(1), entry.group(2), entry.group(3)));
        }
        return new Bibliography(List.copyOf(entries));
    }

    List<Entry> entries() {
        return entries;
    }

    /** Whether a text cites a work. */
    static boolean cites(String text, Entry entry) {
        return text.contains(first(entry)) && entry.cited().matcher(text).find();
    }

    /**
     * Links citations in a fragment of HTML.
     *
     * @param html text that stands in no link
     * @param page where the bibliography is, seen from the text
     * @return the text with links
     */
    String link(String html, String page) {
        String linked = html;
        for (Entry entry : entries) {
            if (linked.contains(first(entry))) {
                linked = linkOne(linked, entry, page);
            }
        }
        return linked;
    }

    private static String linkOne(String html, Entry entry, String page) {
        Matcher cited = entry.cited().matcher(html);
        StringBuilder out = new StringBuilder();
        boolean linked = false;
        while (cited.find()) {
            int open = html.lastIndexOf("<a ", cited.start());
            boolean inLink = open >= 0 && html.indexOf("</a>", open) > cited.start();
            boolean inTag = html.lastIndexOf('<', cited.start()) > html.lastIndexOf('>', cited.start());
            String words = cited.group(1);
            String link = "<a class=\"work\" href=\"" + page + "#" + entry.key() + "\">" + words + "</a>";
            String all = cited.group();
            // a law is named in every line of a table: one link is enough
            boolean enough = linked && entry.year().isEmpty();
            boolean plain = inLink || inTag || enough;
            linked |= !plain;
            cited.appendReplacement(out, Matcher.quoteReplacement(plain ? all : link + all.substring(words.length())));
        }
        return cited.appendTail(out).toString();
    }

    /** A quick look before the slow one. */
    private static String first(Entry entry) {
        return entry.names().split(entry.year().isEmpty() ? " " : ", | and ")[0].replace("&", "&amp;");
    }
}
