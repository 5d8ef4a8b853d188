package org.overhang.docs;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows every link between the files of a folder of pages; what lies outside it is not asked for. */
final class Links {
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z][^<>]*>");
    private static final Pattern LINK = Pattern.compile("\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile("\\s(?:id|name)=\"([^\"]*)\"");

    private Links() {}

    /** Links that lead nowhere, each with the page it stands on. */
    static List<String> broken(Path folder) throws IOException {
        Map<Path, Set<String>> anchors = new HashMap<>();
        Map<Path, List<String>> links = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path page :
                    files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
                Set<String> here = new HashSet<>();
                List<String> out = new ArrayList<>();
                Matcher tag = TAG.matcher(Files.readString(page));
                while (tag.find()) {
                    all(ANCHOR, tag.group(), here);
                    all(LINK, tag.group(), out);
                }
                anchors.put(page, here);
                links.put(page, out);
            }
        }
        List<String> broken = new ArrayList<>();
        links.forEach((page, out) -> out.stream()
                .filter(link -> !follows(page, link, anchors))
                .forEach(link -> broken.add(folder.relativize(page) + " links to " + link + ", which is not there")));
        return broken;
    }

    private static void all(Pattern pattern, String text, java.util.Collection<String> into) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            into.add(Reference.unescape(found.group(1)));
        }
    }

    private static boolean follows(Path page, String link, Map<Path, Set<String>> anchors) {
        if (link.matches("(?s)(https?|mailto|data|javascript):.*")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        String path = URLDecoder.decode(parts[0].replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.isRegularFile(target)) {
            return false;
        }
        Set<String> here = anchors.get(target);
        boolean toTop = parts.length < 2 || parts[1].isEmpty();
        return toTop
                || here == null
                || here.contains(parts[1])
                || here.contains(URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8));
    }
}
