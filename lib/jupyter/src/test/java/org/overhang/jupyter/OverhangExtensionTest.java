package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.Test;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The jar on the class path of a JJava kernel: found as a service, its values shown, its names imported. */
class OverhangExtensionTest {
    /** As much of a JJava kernel as an extension meets. */
    private static final class Foreign extends BaseKernel {
        private final List<String> evaluated = new ArrayList<>();

        Foreign() {
            super(
                    "foreign",
                    "1",
                    new LanguageInfo.Builder("java").build(),
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    new MagicParser("(?!)", "(?!)", new MagicTranspiler()),
                    new MagicsRegistry(),
                    true,
                    new StringStyler.Builder().build());
        }

        @Override
        public Object evalRaw(String source) {
            evaluated.add(source);
            return null;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean detail) {
            return null;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_MAYBE;
        }
    }

    @Test
    void aForeignKernelShowsOurValues() {
        Foreign kernel = new Foreign();
        Extension extension = ServiceLoader.load(Extension.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(OverhangExtension.class::isInstance)
                .findFirst()
                .orElseThrow();
        extension.install(kernel);
        assertTrue(kernel.evaluated.contains("import org.overhang.core.*;"), kernel.evaluated.toString());
        assertTrue(kernel.evaluated.contains("import static org.overhang.core.Seed.seed;"));
        Table table = Table.create("mills", IntColumn.create("size_kt", new int[] {3}));
        for (Object value : List.of(table, Source.of(table), Summary.of("Title").build())) {
            DisplayData shown = kernel.getRenderer().render(value);
            Bundle expected = Renderings.of(value);
            assertEquals(expected.data().get(Bundle.HTML), shown.getData(MIMEType.TEXT_HTML));
            assertEquals(expected.data().get(Bundle.TEXT), shown.getData(MIMEType.TEXT_PLAIN));
        }
    }
}
