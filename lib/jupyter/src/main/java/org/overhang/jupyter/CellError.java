package org.overhang.jupyter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a cell failed, told for the person who wrote the cell: what went wrong first, then where. */
public final class CellError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;

    /** Lines of the report. */
    private final transient List<String> lines;

    CellError(String name, String message, List<String> lines, @Nullable Throwable cause) {
        super(message, cause);
        this.name = name;
        this.lines = List.copyOf(lines);
    }

    /**
     * The kind of error, for example {@code CompileError} or the simple name of an exception.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The whole report, a line an element.
     *
     * @return the lines, without line breaks
     */
    public List<String> lines() {
        return lines;
    }
}
