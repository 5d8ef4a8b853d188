package org.overhang.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the documentation into one folder that needs neither a network nor a script: pages from {@code docs}, the notebooks, the
 * datasets and the sources.
 *
 * <p>From a shell: {@code java -cp … org.overhang.docs.Site <checkout> <folder>}; {@code ./docs/build} does it. The build fails on
 * a link that leads nowhere and on a page that breaks the rules of {@link Accessibility}.
 */
public final class Site {
    private Site() {}

    /**
     * Builds from a shell.
     *
     * @param arguments the checkout and the folder to write
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println(
                    "Needed: the folder of the checkout and the folder to write. Found: " + List.of(arguments));
            System.exit(2);
        }
        Path site = Path.of(arguments[1]).toAbsolutePath().normalize();
        List<String> wrong = build(Path.of(arguments[0]).toAbsolutePath().normalize(), site, true);
        wrong.forEach(System.err::println);
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    /**
     * Builds the pages and checks them.
     *
     * @param root the checkout
     * @param site the folder to write
     * @param reference whether Javadoc is written too, which takes longer than all the rest
     * @return what is wrong with the pages
     */
    static List<String> build(Path root, Path site, boolean reference) throws IOException {
        Bibliography works = Bibliography.parse(Files.readString(root.resolve("docs/bibliography.md")));
        Map<String, String> classes = reference ? Reference.classes(root) : Map.of();
        Pages pages = Pages.of(root);
        Finish finish = new Finish(pages, works, classes, reference);
        if (reference) {
            Reference.write(root, site, works);
        }
        for (Pages.Page page : pages.all()) {
            Path file = site.resolve(page.out());
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, finish.page(page));
        }
        for (Map.Entry<Path, String> copy : pages.copies().entrySet()) {
            Path file = site.resolve(copy.getValue());
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, Files.readAllBytes(copy.getKey()));
        }
        Files.writeString(site.resolve("style.css"), Template.resource("style.css"));
        List<String> wrong = new ArrayList<>(finish.wrong());
        wrong.addAll(Links.broken(site));
        for (Pages.Page page : pages.all()) {
            wrong.addAll(Accessibility.problems(page.out(), Files.readString(site.resolve(page.out()))));
        }
        wrong.addAll(Accessibility.contrast("style.css", Template.resource("style.css")));
        return wrong;
    }
}
