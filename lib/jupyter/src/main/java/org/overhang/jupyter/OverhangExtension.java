package org.overhang.jupyter;

import java.util.List;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.Table;

/** Makes a JJava kernel of the user's own show Overhang's values and know its names, when the jars are on its class path. */
public final class OverhangExtension implements Extension {
    /** For the kernel, which makes its extensions by name. */
    public OverhangExtension() {}

    @Override
    public void install(BaseKernel kernel) {
        CellEngine.quiet();
        Renderer renderer = kernel.getRenderer();
        for (Class<?> type : List.of(Result.class, Summary.class, Table.class, Source.class)) {
            register(renderer, type, Bundle.HTML);
        }
        register(renderer, Figure.class, Bundle.PNG);
        for (String line : Imports.all()) {
            kernel.evalRaw(line);
        }
    }

    private static <T> void register(Renderer renderer, Class<T> type, String form) {
        renderer.createRegistration(type).preferring(form).register((value, context) -> {
            Bundle bundle = Renderings.of(value);
            bundle.data().forEach(context.getOutputContainer()::putData);
            bundle.metadata().forEach(context.getOutputContainer()::putMetaData);
        });
    }
}
