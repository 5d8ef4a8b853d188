package org.overhang.figure;

import java.util.Optional;
import java.util.ServiceLoader;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The renderer on the class path, looked for once. */
final class Renderers {
    private static final class Holder {
        static final Optional<Renderer> FOUND = ServiceLoader.load(Renderer.class, Renderer.class.getClassLoader())
                .findFirst();
    }

    private Renderers() {}

    static Renderer found() {
        return required(Holder.FOUND);
    }

    static Renderer required(Optional<Renderer> found) {
        return found.orElseThrow(() -> new OverhangException(
                Reason.BAD_VALUE,
                "A picture needs something that draws it, but no org.overhang.figure.Renderer is on the class path. Add "
                        + "org.overhang:overhang-paint in the version of overhang-core; the numbers and the declaration, csv() and "
                        + "json(), need none."));
    }
}
