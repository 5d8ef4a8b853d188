package org.overhang;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Result;

/** Calls every public method of a result that can be called with what is at hand; only the library's own refusal may come. */
final class Probe {
    /** What methods with one number are asked with. */
    private static final Object[] NUMBERS = {0.5, 1.0, -1.0, 0.0, Double.NaN, 1e300, Double.NEGATIVE_INFINITY};

    private static final String[] WORDS = {"A", "x", "", "A, 2020", "no such"};

    /** Combinations of arguments that one method is asked with. */
    private static final int MOST = 40;

    private Probe() {}

    /** Makes a result and calls all that it offers. */
    static void all(String name, java.util.function.Supplier<? extends Result> verb) throws Exception {
        Result result;
        try {
            result = verb.get();
        } catch (OverhangException e) {
            assertNotNull(e.getMessage(), name);
            return;
        }
        List<String> crashes = new ArrayList<>();
        call(result, crashes, 0);
        if (!crashes.isEmpty()) {
            throw new AssertionError(name + ": " + String.join("\n", crashes));
        }
    }

    private static void call(Object result, List<String> crashes, int depth) throws Exception {
        Class<?> type = result.getClass();
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    || method.getDeclaringClass() == Object.class
                    || method.getName().equals("read")
                    || method.getName().equals("equals")
                    || method.getName().equals("save")
                    || !type.getName().startsWith("org.overhang")) {
                continue;
            }
            for (Object[] arguments : arguments(method)) {
                try {
                    Object answer = method.invoke(result, arguments);
                    if (method.getName().equals("toString") && answer == null) {
                        crashes.add(type.getSimpleName() + ".toString() is null");
                    }
                    Object inner = answer instanceof List<?> list && !list.isEmpty() ? list.get(0) : answer;
                    if ((inner instanceof Result || inner instanceof Record) && depth < 2 && inner.getClass() != type) {
                        call(inner, crashes, depth + 1);
                    }
                } catch (InvocationTargetException e) {
                    if (!(e.getCause() instanceof OverhangException)) {
                        String at = Arrays.stream(e.getCause().getStackTrace())
                                .filter(s -> s.getClassName().startsWith("org.overhang"))
                                .findFirst()
                                .map(StackTraceElement::toString)
                                .orElse("an unknown place");
                        crashes.add(type.getSimpleName() + "." + method.getName() + Arrays.toString(arguments)
                                + " gives " + e.getCause() + " at " + at);
                    }
                } catch (IllegalAccessException e) {
                    // A result that is not exported is called through what it implements
                    continue;
                }
            }
        }
    }

    private static List<Object[]> arguments(Method method) {
        List<Object[]> out = List.<Object[]>of(new Object[0]);
        for (Class<?> type : method.getParameterTypes()) {
            Object[] values = values(type);
            List<Object[]> longer = new ArrayList<>();
            for (Object[] start : out) {
                for (Object value : values) {
                    Object[] next = Arrays.copyOf(start, start.length + 1);
                    next[start.length] = value;
                    longer.add(next);
                }
            }
            out = longer.subList(0, Math.min(longer.size(), MOST));
        }
        return out;
    }

    private static Object[] values(Class<?> type) {
        if (type == double.class) {
            return NUMBERS;
        }
        if (type == int.class) {
            return new Object[] {0, 1, -1, 99, Integer.MAX_VALUE};
        }
        if (type == boolean.class) {
            return new Object[] {true, false};
        }
        if (type == String.class) {
            return WORDS;
        }
        if (type == String[].class) {
            return new Object[] {new String[] {"A"}, new String[] {"A", "2020"}, new String[0]};
        }
        if (type == double[].class) {
            return new Object[] {new double[0], new double[] {0.5}, new double[] {Double.NaN, 1}};
        }
        return type.isEnum() ? type.getEnumConstants() : new Object[0];
    }
}
