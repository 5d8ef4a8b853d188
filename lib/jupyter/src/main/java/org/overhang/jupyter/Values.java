package org.overhang.jupyter;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;

/** Plain values as text that is the same on every run and every JDK: no hashes, no order that changes. */
final class Values {
    private static final int SHOWN = 20;
    private static final int DEEPEST = 6;
    private static final double LARGE = 1e15;
    private static final double SMALL = 1e-4;

    private Values() {}

    static String text(@Nullable Object value) {
        return text(value, 0);
    }

    private static String text(@Nullable Object value, int depth) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue(), value instanceof Float);
        }
        if (depth > DEEPEST) {
            return "…";
        }
        Function<@Nullable Object, String> inner = element -> text(element, depth + 1);
        if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            return list(IntStream.range(0, Math.min(length, SHOWN)).mapToObj(i -> Array.get(value, i)), length, inner);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, inner);
        }
        if (value instanceof Set<?> set && !(set instanceof LinkedHashSet) && !(set instanceof SortedSet)) {
            List<String> texts = set.stream().map(inner).sorted().toList();
            return list(texts.stream().limit(SHOWN), texts.size(), String::valueOf);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection.stream().limit(SHOWN), collection.size(), inner);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(o -> "Optional[" + inner.apply(o) + "]").orElse("Optional.empty");
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent()
                    ? "OptionalDouble[" + number(optional.getAsDouble(), false) + "]"
                    : "OptionalDouble.empty";
        }
        if (value instanceof Record row) {
            return row(row, inner);
        }
        return object(value);
    }

    private static String list(Stream<?> first, int size, Function<@Nullable Object, String> inner) {
        List<String> texts = first.map(inner::apply).collect(Collectors.toCollection(ArrayList::new));
        if (size > SHOWN) {
            texts.add("… " + Numbers.fixed(size, 0) + " in all");
        }
        return "[" + String.join(", ", texts) + "]";
    }

    private static String map(Map<?, ?> map, Function<@Nullable Object, String> inner) {
        boolean ordered = map instanceof LinkedHashMap || map instanceof SortedMap;
        Stream<String> entries =
                map.entrySet().stream().map(e -> inner.apply(e.getKey()) + "=" + inner.apply(e.getValue()));
        List<String> texts =
                (ordered ? entries : entries.sorted()).limit(SHOWN).collect(Collectors.toCollection(ArrayList::new));
        if (map.size() > SHOWN) {
            texts.add("… " + Numbers.fixed(map.size(), 0) + " in all");
        }
        return "{" + String.join(", ", texts) + "}";
    }

    /** A record that prints itself keeps its own words; the generated text would print arrays by their hash. */
    private static String row(Record row, Function<@Nullable Object, String> inner) {
        try {
            StringBuilder generated = new StringBuilder(row.getClass().getSimpleName()).append('[');
            StringBuilder ours = new StringBuilder(generated);
            var components = row.getClass().getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                Object part = accessor.invoke(row);
                String lead = (i == 0 ? "" : ", ") + components[i].getName() + "=";
                generated.append(lead).append(part);
                ours.append(lead).append(inner.apply(part));
            }
            String own = row.toString();
            return own.contentEquals(generated.append(']')) ? ours.append(']').toString() : own;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return object(row);
        }
    }

    private static String object(Object value) {
        String text = value.toString();
        if (text == null) {
            return "null";
        }
        String identity = value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
        if (!text.equals(identity)) {
            return text;
        }
        String name = value.getClass().getName();
        return name.contains("$$Lambda") ? "a function" : Frames.simple(name);
    }

    /** As Java prints it, but the same on every JDK and without an exponent where none is needed. */
    private static String number(double value, boolean single) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal shortest = shortest(value, single);
        double size = Math.abs(value);
        if (size != 0 && (size >= LARGE || size < SMALL)) {
            int exponent = shortest.precision() - shortest.scale() - 1;
            String mantissa =
                    shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return (mantissa.contains(".") ? mantissa : mantissa + ".0") + "E" + exponent;
        }
        String plain = shortest.stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    /** JDK 19 changed {@link Double#toString(double)}; the shortest number that reads back is the same on all. */
    private static BigDecimal shortest(double value, boolean single) {
        if (!single) {
            return new BigDecimal(Numbers.plain(value));
        }
        for (int digits = 1; digits < 9; digits++) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
            if (rounded.floatValue() == (float) value) {
                return rounded;
            }
        }
        return new BigDecimal(value).round(new MathContext(9));
    }
}
