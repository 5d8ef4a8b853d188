package org.overhang.jupyter;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the code of loaded classes, as the JDK's own shell does from its second process: objects live on, and what was
 * compiled before calls the new code.
 *
 * <p>The virtual machine attaches to itself at the first need, since most sessions need it never and an agent from the start
 * slows each class down. That must be allowed on the command line ({@link #OPTIONS}); without it the caller falls back on
 * loading a second class and copying values.
 */
final class Redefinition {
    /** What a virtual machine must be started with. */
    static final String[] OPTIONS = {"-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"};

    private static boolean tried;

    private Redefinition() {}

    /** Exchanges a class's code; false if the virtual machine cannot, as when its fields or methods are others. */
    static boolean exchange(Class<?> type, byte[] bytes) {
        Instrumentation instrumentation = instrumentation();
        if (instrumentation == null) {
            return false;
        }
        try {
            instrumentation.redefineClasses(new ClassDefinition(type, bytes));
            return true;
        } catch (ClassNotFoundException
                | java.lang.instrument.UnmodifiableClassException
                | UnsupportedOperationException
                | LinkageError e) {
            return false;
        }
    }

    private static synchronized @Nullable Instrumentation instrumentation() {
        if (!tried) {
            tried = true;
            String allowed = System.getProperty("jdk.attach.allowAttachSelf");
            if (allowed != null && !allowed.equals("false")) {
                attach();
            }
        }
        return Agent.lent();
    }

    /** An agent's jar holds its manifest only; the class itself stands on the class path. */
    private static void attach() {
        try {
            Path jar = Files.createTempFile("overhang-agent", ".jar");
            try {
                Manifest manifest = new Manifest();
                Attributes main = manifest.getMainAttributes();
                main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
                main.putValue("Agent-Class", Agent.class.getName());
                main.putValue("Can-Redefine-Classes", "true");
                new JarOutputStream(Files.newOutputStream(jar), manifest).close();
                VirtualMachine self = VirtualMachine.attach(
                        String.valueOf(ProcessHandle.current().pid()));
                try {
                    self.loadAgent(jar.toString());
                } finally {
                    self.detach();
                }
            } finally {
                if (!jar.toFile().delete()) {
                    jar.toFile().deleteOnExit();
                }
            }
        } catch (IOException
                | com.sun.tools.attach.AttachNotSupportedException
                | com.sun.tools.attach.AgentLoadException
                | com.sun.tools.attach.AgentInitializationException
                | LinkageError e) {
            // Without an agent values are copied into a second class instead.
        }
    }
}
