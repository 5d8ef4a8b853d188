package org.overhang.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The engine without its library, and what killed processes leave behind. */
class EngineTest {
    @Test
    void withoutTheLibraryItsNameIsTold() {
        OverhangException e =
                assertThrows(OverhangException.class, () -> Engine.open("Query", 1, "org.duckdb.NotThere"));
        assertEquals(
                "Query needs DuckDB, an optional library, but it is not on the class path. Add org.duckdb:duckdb_jdbc (MIT"
                        + " licence) to the project, in a notebook with %jars duckdb_jdbc-….jar.",
                e.getMessage());
        assertEquals(Reason.BAD_VALUE, e.reason());
    }

    @Test
    void foldersOfProcessesThatLiveNoMoreAreSwept(@TempDir Path parent) throws IOException {
        Path dead = Files.createDirectories(parent.resolve("overhang-spill-999999999999"));
        Files.writeString(dead.resolve("duckdb_temp_storage-0.tmp"), "left");
        Path own = Files.createDirectories(
                parent.resolve("overhang-spill-" + ProcessHandle.current().pid()));
        Path others = Files.createDirectories(parent.resolve("overhang-spill-mine"));
        Spill.sweep(parent);
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(own));
        assertTrue(Files.exists(others));
        Spill.sweep(parent.resolve("none"));
    }
}
