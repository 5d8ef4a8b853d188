package org.overhang.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a verb needs of its columns, held against a source: first the fields, then the cells. */
final class ColumnNeeds {
    private static final int CELL_SHOWN = 60;
    private static final int COLUMNS_SHOWN = 20;
    /** Whole numbers above it are not told apart by a double. */
    private static final double EXACT = 0x1p53;

    private static final Set<String> TIME =
            Set.of("year", "month", "quarter", "week", "day", "date", "period", "time", "half_year", "halfyear");
    private static final Pattern TIME_OF =
            Pattern.compile("(fiscal|financial|calendar|crop|harvest|marketing|model|reference"
                    + "|reporting|sale|sales|invoice|entry|exit|start|end|first|last|event|duty|founding|opening|closing)"
                    + "_(year|month|quarter|week|day|date|period)");

    /** A column for a role; a kind of null takes any. */
    record Need(
            String role,
            String column,
            Field.@Nullable Kind kind,
            boolean isStored,
            Sign sign,
            @Nullable CodeList codes,
            @Nullable Fraction fraction) {
        Need(String role, String column, Field.@Nullable Kind kind, Sign sign, @Nullable CodeList codes) {
            this(role, column, kind, false, sign, codes, null);
        }

        static Need key(String column) {
            return asStored("key", column);
        }

        /** A column of any kind, read as the source holds it. */
        static Need asStored(String role, String column) {
            return new Need(role, column, null, true, Sign.ANY, null, null);
        }

        static Need fraction(String role, String column, Fraction kind) {
            return new Need(role, column, Field.Kind.NUMBER, false, Sign.ANY, null, kind);
        }
    }

    /** How two columns must go together. */
    enum Rule {
        /** One unit. */
        SAME_UNIT,
        /** One currency. */
        SAME_MONEY,
        /** A price and what it is per. */
        PER_UNIT,
        /** A price and a quantity of what it is per, in any size. */
        WEIGHED,
        /** A price, what it is per, and the money that both make. */
        PRODUCT,
        /** A quantity that is neither time nor a key. */
        NOT_A_KEY
    }

    /** Two columns, or three, and their rule. */
    record Pair(Rule rule, String first, String second, String third) {
        Pair(Rule rule, String first, String second) {
            this(rule, first, second, "");
        }
    }

    private final String verb;
    private final Source source;
    private final List<Need> needs;
    private final List<Pair> pairs;
    private final List<String> keys;
    private final List<String> names;
    private final Map<String, Field> found = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    ColumnNeeds(String verb, Source source, List<Need> needs, List<Pair> pairs, List<String> keys) {
        this.verb = verb;
        this.source = source;
        this.needs = needs;
        this.pairs = pairs;
        this.keys = keys;
        names = source.fields().stream().map(Field::name).toList();
    }

    Problems problems() {
        return problems;
    }

    /** The fields by the names that the verb uses. */
    Map<String, Field> found() {
        return found;
    }

    /** Refuses missing columns, wrong types, units that do not go together and keys taken for quantities. */
    void fields() {
        Map<String, Field> fields = new LinkedHashMap<>();
        source.fields().forEach(f -> fields.put(f.name(), f));
        for (Need need : needs) {
            Field field = fields.get(need.column);
            field = field == null ? fields.get(KeyText.name(need.column)) : field;
            if (field == null) {
                problems.add(
                        Reason.MISSING_COLUMN,
                        missing(verb, article(need.role) + " column", need.column, source.name(), names));
                continue;
            }
            found.put(need.column, field);
            if (need.fraction != null
                    && Unit.of(field.unit()).filter(u -> u.factor() < 1).isPresent()) {
                problems.add(
                        Reason.WRONG_UNIT,
                        verb + " needs " + need.role + " as a fraction, but \"" + field.name() + "\" in table \""
                                + source.name() + "\" is in percent. Divide the column by 100.");
            }
            if (need.kind != null && field.kind() != need.kind && !isEmpty(field)) {
                problems.add(Reason.WRONG_TYPE, wrongType(need, field));
            }
        }
        pairs.forEach(this::pair);
        problems.throwIfAny();
    }

    private void pair(Pair pair) {
        Field a = found.get(pair.first);
        Field b = found.get(pair.second);
        if (a == null || b == null) {
            return;
        }
        String problem = switch (pair.rule) {
            case SAME_UNIT -> Unit.difference(verb, a, b);
            case SAME_MONEY -> Unit.otherMoney(verb, a, b);
            case PER_UNIT -> Unit.otherBase(verb, a, b);
            case WEIGHED -> Unit.otherThing(verb, a, b);
            case PRODUCT -> {
                Field money = found.get(pair.third);
                yield money == null ? Unit.otherBase(verb, a, b) : Unit.otherProduct(verb, a, b, money);
            }
            case NOT_A_KEY -> aKey(a);
        };
        if (problem != null) {
            problems.add(pair.rule == Rule.NOT_A_KEY ? Reason.WRONG_TYPE : Reason.WRONG_UNIT, problem);
        }
    }

    /** Why a column is no quantity; null if it can be one. */
    private @Nullable String aKey(Field field) {
        String lower = field.name().toLowerCase(Locale.ROOT);
        boolean key = keys.contains(field.name());
        boolean time = TIME.contains(lower)
                || TIME_OF.matcher(lower).matches()
                || field.unit().equals("year");
        if (!key && !time) {
            return null;
        }
        String role = needs.stream()
                .filter(n -> n.column.equals(field.name()) && !n.role.equals("key"))
                .map(Need::role)
                .findFirst()
                .orElse("quantity");
        return verb + " needs a quantity as its " + role + " column, but \"" + field.name() + "\" in table \""
                + source.name() + "\" is " + (key ? "a key" : "time") + ". Name the column that holds the " + role
                + ".";
    }

    /** What each column is read as: what its role needs, or what it is. */
    Map<String, Field.Kind> kinds() {
        Map<String, Field.Kind> kinds = new LinkedHashMap<>();
        for (Need need : needs) {
            if (need.kind != null) {
                kinds.put(need.column, need.kind);
            }
        }
        for (Need need : needs) {
            boolean key = need.isStored;
            Field.Kind stored = Objects.requireNonNull(found.get(need.column)).kind();
            kinds.merge(
                    need.column, key ? stored : Field.Kind.TEXT, (a, b) -> a == Field.Kind.TEXT && key ? stored : a);
        }
        return kinds;
    }

    /** A column without a filled cell has no kind: readers call it text, and every role takes it. */
    private boolean isEmpty(Field field) {
        boolean[] empty = {true};
        source.read(List.of(field.name()), batch -> {
            if (empty[0]) {
                Object cells = switch (field.kind()) {
                    case NUMBER -> batch.numbers(0);
                    case TEXT -> batch.texts(0);
                    case DATE -> batch.days(0);
                };
                for (int i = 0; i < batch.rows() && empty[0]; i++) {
                    empty[0] = isBlank(cells, i);
                }
            }
        });
        return empty[0];
    }

    /** Refuses infinite numbers, wrong signs, unknown words and keys that a double has merged. */
    void cells(Columns in) {
        for (Need need : needs) {
            if (need.kind == Field.Kind.NUMBER) {
                double[] numbers = in.number(need.column);
                List<Integer> bad = rows(in, i -> Double.isInfinite(numbers[i]));
                problems.require(
                        bad.isEmpty(),
                        Reason.BAD_VALUE,
                        verb + " needs finite numbers in column \"" + need.column + "\", but it is infinite in "
                                + Columns.rowNumbers(bad) + ". Correct the cells or make them missing.");
                if (need.sign != Sign.ANY) {
                    in.require(
                            problems,
                            need.column,
                            need.role + " " + need.sign.words(),
                            i -> need.sign.allows(numbers[i]),
                            "Correct the cells, or make them missing so that they are left out.");
                }
                if (need.fraction != null) {
                    Fraction kind = need.fraction;
                    in.require(
                            problems,
                            need.column,
                            need.role + " as a fraction " + kind.limits(),
                            i -> kind.allows(numbers[i]),
                            "Write 0.08 for 8 %, or divide a column of percentages by 100.");
                }
            } else if (need.codes != null) {
                CodeList codes = need.codes;
                @Nullable String[] texts = in.text(need.column);
                in.require(
                        problems,
                        need.column,
                        article(need.role) + " of " + codes.words(),
                        i -> codes.meaning(Objects.requireNonNull(texts[i])) != null,
                        "Correct the cells, or leave them blank.");
            } else if (need.role.equals("key") && in.cells(need.column) instanceof double[] numbers) {
                List<Integer> bad = rows(in, i -> Math.abs(numbers[i]) > EXACT && !Double.isInfinite(numbers[i]));
                problems.require(
                        bad.isEmpty(),
                        Reason.BAD_VALUE,
                        verb + " needs whole codes in its key column, but \"" + need.column + "\" in table \""
                                + source.name() + "\" holds " + Columns.values(bad, numbers)
                                + ". Codes above 9,007,199,254,740,992 merge as decimal numbers; read the column as text.");
            }
        }
        problems.throwIfAny();
    }

    private static List<Integer> rows(Columns in, IntPredicate bad) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < in.rows(); i++) {
            if (bad.test(i)) {
                rows.add(i + 1);
            }
        }
        return rows;
    }

    /** Whether a cell of a column's array is missing. */
    static boolean isBlank(Object cells, int row) {
        if (cells instanceof double[] numbers) {
            return Double.isNaN(numbers[row]);
        }
        if (cells instanceof long[] integers) {
            return integers[row] == Batch.NO_INTEGER;
        }
        return cells instanceof int[] days ? days[row] == Batch.NO_DAY : ((@Nullable Object[]) cells)[row] == null;
    }

    /** A cell as messages show it: text in quotes and cut, a number in its fewest digits. */
    static String shown(Object cells, int row) {
        if (cells instanceof double[] numbers) {
            return Numbers.plain(numbers[row]);
        }
        if (cells instanceof long[] integers) {
            return Long.toString(integers[row]);
        }
        return cells instanceof int[] days
                ? LocalDate.ofEpochDay(days[row]).toString()
                : quoted(String.valueOf(((@Nullable Object[]) cells)[row]));
    }

    static String quoted(String text) {
        int characters = text.codePointCount(0, text.length());
        return "\""
                + (characters <= CELL_SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, CELL_SHOWN)) + "…")
                + "\"";
    }

    static String missing(String verb, String need, String column, String table, Collection<String> there) {
        return verb + " needs " + need + ", but table \"" + table + "\" has no column " + quoted(column) + ". "
                + Nearest.hint(column, there) + "Its columns: " + listed(there) + ".";
    }

    /** The names of columns, as many as a reader looks through. */
    static String listed(Collection<String> names) {
        if (names.size() <= COLUMNS_SHOWN) {
            return String.join(", ", names);
        }
        return String.join(", ", names.stream().limit(COLUMNS_SHOWN).toList()) + ", and "
                + Numbers.fixed(names.size() - COLUMNS_SHOWN, 0) + " more";
    }

    private static String article(String role) {
        return ("aeiou".indexOf(role.charAt(0)) >= 0 ? "an " : "a ") + role;
    }

    private String wrongType(Need need, Field field) {
        boolean numbers = need.kind == Field.Kind.NUMBER;
        String found = switch (field.kind()) {
            case TEXT -> "text" + firstText(field.name());
            case DATE -> "dates";
            case NUMBER -> "numbers";
        };
        String advice = numbers && need.role.equals("regressor") && field.kind() == Field.Kind.TEXT
                ? "Write i(" + field.name() + ") for one coefficient a value; or read the column as a number."
                : numbers
                        ? "Read the column as a number, or name its missing cells when reading the file."
                        : "Read the column as a date, for example with type LOCAL_DATE.";
        return verb + " needs " + (numbers ? "numbers" : "dates") + " in its " + need.role + " column, but \""
                + field.name() + "\" in table \"" + source.name() + "\" holds " + found + ". " + advice;
    }

    private String firstText(String column) {
        String[] found = {""};
        int[] row = {0};
        source.read(List.of(column), batch -> {
            @Nullable String[] texts = batch.texts(0);
            for (int i = 0; i < texts.length && found[0].isEmpty(); i++) {
                row[0]++;
                String text = texts[i];
                if (text != null && !text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
                    found[0] = " (" + quoted(text) + " in row " + row[0] + ")";
                }
            }
        });
        return found[0];
    }
}
