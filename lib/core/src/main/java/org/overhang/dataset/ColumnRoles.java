package org.overhang.dataset;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.TableSource;
import org.overhang.core.Unit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Which column of a file plays which role, what it holds and in which unit: said once, saved beside the file, used on every file of
 * that kind.
 *
 * <pre>role = column × (factor of its unit / factor of the unit asked for)</pre>
 *
 * <p>Reading a file with roles ({@link TableFile#roles}) gives columns that carry the roles' names, so that the code after it does not
 * change when the file does. Columns without a role keep their names. A role is looked up by its column's exact name; all that are
 * missing are reported together. A unit is converted only where {@link #into} asks for it and both units are known and of one
 * dimension. {@link #apply} does the same to a source already read.
 *
 * <pre>{@code
 * var roles = ColumnRoles.of("plant").column("Werk").text().and("output_kt").column("Produktion (t)").number().unit("t").into("kt");
 * roles.save("plants.roles.json");
 * var plants = TableFile.of("plants.csv").roles(ColumnRoles.load("plants.roles.json")).read();
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN} for a role whose column is not there, {@link Reason#WRONG_TYPE} for another kind,
 * {@link Reason#WRONG_UNIT} for units that do not convert, {@link Reason#BAD_VALUE} for a file of roles that does not read.
 */
public final class ColumnRoles implements Result {
    /** One role; an empty unit is none, a null kind is guessed. */
    record Role(
            String name,
            String column,
            Field.@Nullable Kind kind,
            String pattern,
            String unit,
            String into,
            List<String> missing) {}

    private final List<Role> roles;

    ColumnRoles(List<Role> roles) {
        this.roles = roles;
    }

    /**
     * Starts with a role, played by the column of the same name unless {@link #column} says another.
     *
     * @param role the name that verbs will use
     * @return the roles; what follows is said of this role
     */
    public static ColumnRoles of(String role) {
        return new ColumnRoles(List.of()).and(role);
    }

    /**
     * The columns of a source as roles of their own names, with their kinds and units: what to save beside a file so that it reads
     * back as it was.
     *
     * @param source the source
     * @return one role a column
     */
    public static ColumnRoles from(Source source) {
        List<Role> out = new ArrayList<>();
        for (Field field : source.fields()) {
            String pattern = field.kind() == Field.Kind.DATE ? "yyyy-MM-dd" : "";
            out.add(new Role(field.name(), field.name(), field.kind(), pattern, field.unit(), "", List.of()));
        }
        return new ColumnRoles(List.copyOf(out));
    }

    /**
     * Adds a role; what follows is said of it.
     *
     * @param role the name that verbs will use
     * @return the roles with it
     * @throws OverhangException {@link Reason#BAD_VALUE} if there is a role of that name already
     */
    public ColumnRoles and(String role) {
        if (roles.stream().anyMatch(r -> r.name.equalsIgnoreCase(role))) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "ColumnRoles needs different roles, but \"" + role + "\" is there already.");
        }
        List<Role> more = new ArrayList<>(roles);
        more.add(new Role(role, role, null, "", "", "", List.of()));
        return new ColumnRoles(List.copyOf(more));
    }

    private ColumnRoles last(UnaryOperator<Role> change) {
        List<Role> changed = new ArrayList<>(roles);
        changed.set(roles.size() - 1, change.apply(roles.get(roles.size() - 1)));
        return new ColumnRoles(List.copyOf(changed));
    }

    /**
     * Which column plays the last role.
     *
     * @param name as the file writes it
     * @return the roles
     */
    public ColumnRoles column(String name) {
        return last(r -> new Role(r.name, name, r.kind, r.pattern, r.unit, r.into, r.missing));
    }

    private ColumnRoles kind(Field.Kind kind, String pattern) {
        return last(r -> new Role(r.name, r.column, kind, pattern, r.unit, r.into, r.missing));
    }

    /**
     * The last role holds text, codes with leading zeros included.
     *
     * @return the roles
     */
    public ColumnRoles text() {
        return kind(Field.Kind.TEXT, "");
    }

    /**
     * The last role holds numbers.
     *
     * @return the roles
     */
    public ColumnRoles number() {
        return kind(Field.Kind.NUMBER, "");
    }

    /**
     * The last role holds dates.
     *
     * @param pattern as in {@link TableFile#date}, for example {@code dd/MM/yyyy}
     * @return the roles
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the pattern is none
     */
    public ColumnRoles date(String pattern) {
        DatePatterns.declared(roles.get(roles.size() - 1).column, pattern);
        return kind(Field.Kind.DATE, pattern);
    }

    /**
     * The unit in which the file gives the last role.
     *
     * @param unit for example {@code t}
     * @return the roles
     */
    public ColumnRoles unit(String unit) {
        return last(r -> new Role(r.name, r.column, r.kind, r.pattern, unit, r.into, r.missing));
    }

    /**
     * The unit into which the last role is converted when it is read.
     *
     * @param unit for example {@code kt}
     * @return the roles
     * @throws OverhangException {@link Reason#WRONG_UNIT} if one of the units is not known or they measure different things
     */
    public ColumnRoles into(String unit) {
        ColumnRoles out = last(r -> new Role(r.name, r.column, r.kind, r.pattern, r.unit, unit, r.missing));
        factor(out.roles.get(roles.size() - 1));
        return out;
    }

    /**
     * Cells of the last role that mean missing.
     *
     * @param markers for example {@code ".."}, {@code "n.a."}
     * @return the roles
     */
    public ColumnRoles missing(String... markers) {
        return last(r -> {
            List<String> all = new ArrayList<>(r.missing);
            all.addAll(List.of(markers));
            return new Role(r.name, r.column, r.kind, r.pattern, r.unit, r.into, List.copyOf(all));
        });
    }

    /**
     * The names of the roles.
     *
     * @return in their order
     */
    public List<String> names() {
        return roles.stream().map(Role::name).toList();
    }

    private static double factor(Role role) {
        if (role.into.isEmpty()) {
            return 1;
        }
        Optional<Unit> from = Unit.of(role.unit);
        Optional<Unit> to = Unit.of(role.into);
        if (from.isEmpty()
                || to.isEmpty()
                || !from.get().dimension().equals(to.get().dimension())) {
            String found = role.unit.isEmpty() ? "no unit" : "\"" + role.unit + "\"";
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    "ColumnRoles needs two known units of one dimension for role \"" + role.name + "\", but found "
                            + found + " into \"" + role.into
                            + "\". Say unit(…) first, with units such as t, kt, mt, usd, gw.");
        }
        return from.get().factor() / to.get().factor();
    }

    /** Says to the settings of a file what each column holds. */
    void declare(TableSettings settings) {
        for (Role role : roles) {
            settings.missingIn
                    .computeIfAbsent(role.column, c -> new LinkedHashSet<>())
                    .addAll(role.missing);
            if (role.kind == Field.Kind.DATE) {
                settings.columns.put(role.column, DatePatterns.declared(role.column, role.pattern));
            } else if (role.kind != null) {
                settings.columns.put(role.column, new TableSettings.Declared(role.kind, "", null));
            }
        }
    }

    /** For which role a column is needed, in words. */
    String why(String column) {
        return roles.stream()
                .filter(r -> r.column.equals(column))
                .findFirst()
                .map(r -> " for role \"" + r.name + "\"")
                .orElse("");
    }

    /**
     * Gives the columns of a source the names of their roles, checks what they hold and converts units.
     *
     * @param source what was read without roles
     * @return the source with its roles
     * @throws OverhangException see the class, with every problem found
     */
    public TableSource apply(Source source) {
        Problems problems = new Problems();
        List<String> there = source.fields().stream().map(Field::name).toList();
        for (Role role : roles) {
            Field field = source.field(role.column).orElse(null);
            problems.require(
                    field != null,
                    Reason.MISSING_COLUMN,
                    "ColumnRoles needs the column \"" + role.column + "\" for role \"" + role.name + "\", but table \""
                            + source.name() + "\" has none. " + Nearest.hint(role.column, there) + "Its columns: "
                            + String.join(", ", there) + ".");
            problems.require(
                    field == null || role.kind == null || field.kind() == role.kind,
                    Reason.WRONG_TYPE,
                    "ColumnRoles needs " + words(role.kind) + " for role \"" + role.name + "\", but column \""
                            + role.column
                            + "\" of table \"" + source.name() + "\" holds "
                            + words(field == null ? null : field.kind())
                            + ". Read the file with TableFile.….roles(…), which reads it so.");
        }
        problems.throwIfAny();
        return renamed(source);
    }

    private static String words(Field.@Nullable Kind kind) {
        return kind == null
                ? "anything"
                : kind == Field.Kind.NUMBER ? "numbers" : kind == Field.Kind.TEXT ? "text" : "dates";
    }

    /** The source with the roles' names and units. */
    TableSource renamed(Source source) {
        Table table = source.table();
        refuseTaken(table, source.name());
        List<Column<?>> columns = new ArrayList<>();
        List<String> units = new ArrayList<>();
        for (Field field : source.fields()) {
            Column<?> cells = table.column(field.name());
            List<Role> played =
                    roles.stream().filter(r -> r.column.equals(field.name())).toList();
            for (Role role : played) {
                columns.add(converted(cells, role));
                units.add(role.into.isEmpty() ? role.unit : role.into);
            }
            if (played.isEmpty()) {
                columns.add(cells);
                units.add(field.unit());
            }
        }
        TableSource out = Source.of(Table.create(source.name(), columns)).from(noted(source.provenance()));
        for (int c = 0; c < columns.size(); c++) {
            if (!units.get(c).isEmpty()) {
                out = out.unit(columns.get(c).name(), units.get(c));
            }
        }
        return out;
    }

    private void refuseTaken(Table table, String name) {
        Problems problems = new Problems();
        Set<String> sources = new LinkedHashSet<>();
        roles.forEach(r -> sources.add(r.column));
        for (Role role : roles) {
            // Tablesaw takes names that differ in the case of letters only for the same.
            boolean taken = table.columnNames().stream()
                    .anyMatch(other -> other.equalsIgnoreCase(role.name) && !sources.contains(other));
            problems.require(
                    !taken,
                    Reason.BAD_VALUE,
                    "Role \"" + role.name + "\" is played by column \"" + role.column + "\", but table \"" + name
                            + "\" also has a column \"" + role.name
                            + "\". Give that one a role of another name, or call the role otherwise.");
        }
        problems.throwIfAny();
    }

    private static Column<?> converted(Column<?> cells, Role role) {
        double factor = factor(role);
        if (factor == 1) {
            return cells.copy().setName(role.name);
        }
        if (!(cells instanceof NumericColumn<?> numbers)) {
            throw new OverhangException(
                    Reason.WRONG_TYPE,
                    "ColumnRoles needs numbers to convert for role \"" + role.name + "\", but column \"" + role.column
                            + "\" holds none. Say number() for the role.");
        }
        double[] out = numbers.asDoubleArray();
        for (int i = 0; i < out.length; i++) {
            out[i] = numbers.isMissing(i) ? Double.NaN : times(out[i], factor);
        }
        return DoubleColumn.create(role.name, out);
    }

    /** A power of ten moves the point of the digits as written, so that 52223.7 t are 52.2237 kt. */
    private static double times(double value, double factor) {
        int power = (int) Math.rint(StrictMath.log10(factor));
        boolean moves = Math.abs(factor / StrictMath.pow(10, power) - 1) < 1e-12 && Double.isFinite(value);
        return moves
                ? new BigDecimal(Numbers.plain(value)).scaleByPowerOfTen(power).doubleValue()
                : value * factor;
    }

    private Provenance noted(Provenance p) {
        List<String> notes = new ArrayList<>(p.notes());
        List<String> said = new ArrayList<>();
        for (Role role : roles) {
            String converts = role.into.isEmpty() ? "" : " (" + role.unit + " into " + role.into + ")";
            if (!role.name.equals(role.column) || !converts.isEmpty()) {
                said.add(role.name + " is \"" + role.column + "\"" + converts);
            }
        }
        if (!said.isEmpty()) {
            notes.add("Roles: " + String.join("; ", said) + ".");
        }
        return new Provenance(
                p.title(), p.publisher(), p.licence(), p.url(), p.accessed(), p.kind(), p.sha256(), notes);
    }

    /**
     * Saves the roles as a small JSON file that a person can read and change.
     *
     * @param file where to, for example {@code plants.roles.json}
     * @return the roles
     * @throws OverhangException {@link Reason#BAD_VALUE} if it cannot be written
     */
    public ColumnRoles save(Path file) {
        FileText.write(file, RolesJson.text(roles));
        return this;
    }

    /**
     * Saves the roles.
     *
     * @param file where to
     * @return the roles
     */
    public ColumnRoles save(String file) {
        return save(Path.of(file));
    }

    /**
     * Loads roles that were saved.
     *
     * @param file where from
     * @return the roles
     * @throws OverhangException {@link Reason#BAD_VALUE} if there is no such file or it does not read, with what is wrong
     */
    public static ColumnRoles load(Path file) {
        return RolesJson.load(file);
    }

    /**
     * Loads roles that were saved.
     *
     * @param file where from
     * @return the roles
     */
    public static ColumnRoles load(String file) {
        return load(Path.of(file));
    }

    @Override
    public Summary summary() {
        return Summary.of("Column roles")
                .choice("roles", Numbers.fixed(roles.size(), 0))
                .grid(Summary.grid(roles.size())
                        .text("role", "", i -> roles.get(i).name)
                        .text("column", "in the file", i -> roles.get(i).column)
                        .text("holds", "", i -> roles.get(i).kind == null ? "guessed" : words(roles.get(i).kind))
                        .text("unit", "", i -> units(roles.get(i)))
                        .text("missing", "", i -> String.join(" ", roles.get(i).missing)))
                .build();
    }

    private static String units(Role role) {
        return role.unit + (role.into.isEmpty() ? "" : " into " + role.into);
    }

    /**
     * One row a role: {@code role column holds pattern unit into missing}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        return Table.create(
                "roles",
                StringColumn.create("role", names()),
                StringColumn.create("column", roles.stream().map(Role::column)),
                StringColumn.create("holds", roles.stream().map(r -> words(r.kind))),
                StringColumn.create("pattern", roles.stream().map(Role::pattern)),
                StringColumn.create("unit", roles.stream().map(Role::unit)),
                StringColumn.create("into", roles.stream().map(Role::into)),
                StringColumn.create("missing", roles.stream().map(r -> String.join(" ", r.missing))));
    }

    @Override
    public Table glance() {
        return Table.create("roles", IntColumn.create("nobs", new int[] {roles.size()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
