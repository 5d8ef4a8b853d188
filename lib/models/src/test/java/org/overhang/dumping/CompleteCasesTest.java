package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Complete cases with every intermediate aggregate, made by slow exact code in fractions (see README.md beside them). More
 * folders of the same kind run with {@code -Doverhang.cases=/path/to/folders}.
 */
class CompleteCasesTest {
    /** The smallest case, the one of the EU's 5 % test, has as many numbers. */
    private static final int LEAST = 50;

    static Stream<Path> cases() throws IOException, URISyntaxException {
        String more = System.getProperty("overhang.cases", "");
        Path own = Path.of(
                CompleteCasesTest.class.getResource("/reference/dumping/cases").toURI());
        return Stream.concat(folders(own), more.isEmpty() ? Stream.empty() : folders(Path.of(more)));
    }

    private static Stream<Path> folders(Path root) throws IOException {
        try (Stream<Path> list = Files.list(root)) {
            return list.filter(p -> Files.exists(p.resolve("case.json"))).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyAggregateAgrees(Path folder) {
        CaseFolder reader = new CaseFolder(folder);
        assertEquals(List.of(), reader.differences());
        assertTrue(reader.compared() >= LEAST, "only " + reader.compared() + " numbers were compared");
    }
}
