package org.overhang.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Draws;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.equilibrium.Armington;
import org.overhang.equilibrium.Elasticity;
import org.overhang.equilibrium.Market;
import org.overhang.equilibrium.PartialEquilibrium;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The market in which rivals meet the backed side, calibrated anew for each draw. */
final class Trade {
    private final @Nullable Armington method;
    private final Source file;
    private final List<Elasticity> elasticities;
    private final Map<String, Double> values;

    /** Shares alone, where nothing moves prices and volumes. */
    private Trade(Firms firms) {
        method = null;
        file = Source.of(sales(firms));
        elasticities = List.of();
        values = new TreeMap<>();
        double[] volume = ChainMath.times(firms.revenue(), firms.exposure());
        for (int i = 0; i < volume.length; i++) {
            values.merge(firms.origins().get(i), volume[i], Double::sum);
        }
    }

    private Trade(Armington method, Source file, Market asGiven) {
        this.method = method;
        this.file = file;
        elasticities = asGiven.parameters().stream()
                .filter(Elasticity.class::isInstance)
                .map(Elasticity.class::cast)
                .toList();
        Table tidy = asGiven.tidy();
        values = new LinkedHashMap<>();
        for (int i = 0; i < tidy.rowCount(); i++) {
            values.put(
                    tidy.stringColumn("product").get(i),
                    tidy.doubleColumn("quantity").getDouble(i));
        }
    }

    static Trade of(GlutStudy.@Nullable Rivals rivals, Firms firms) {
        if (rivals == null) {
            return new Trade(firms);
        }
        Armington method = rivals.method();
        Source file = rivals.file();
        if (method == null || file == null) {
            method = PartialEquilibrium.armington("value")
                    .by("origin")
                    .elasticities(rivals.elasticities().toArray(Elasticity[]::new));
            file = Source.of(sales(firms)).named("the firms' sales by origin");
        }
        Trade out = new Trade(method, file, method.calibrate(file));
        Problems problems = new Problems();
        for (String origin : firms.origins().stream().distinct().sorted().toList()) {
            problems.require(
                    out.values.containsKey(origin),
                    Reason.BAD_VALUE,
                    "GlutStudy needs each firm's origin in the market of its rivals, but \"" + origin
                            + "\" does not sell there. " + Nearest.hint(origin, out.values.keySet())
                            + "That market has " + String.join(", ", out.values.keySet()) + ".");
        }
        problems.require(
                out.values.size() > 1,
                Reason.NOT_IDENTIFIED,
                "GlutStudy needs rivals in the market, but it has one origin.");
        problems.throwIfAny();
        return out;
    }

    private static Table sales(Firms firms) {
        double[] price = firms.get(FirmFile.PRICE);
        double[] output = firms.get(FirmFile.OUTPUT);
        double[] exposure = firms.exposure();
        StringColumn origin = StringColumn.create("origin");
        DoubleColumn value = DoubleColumn.create("value");
        for (int i = 0; i < firms.count(); i++) {
            origin.append(firms.origins().get(i));
            value.append(price[i] * output[i] * exposure[i]);
        }
        return Table.create("sales", origin, value);
    }

    /** Today's volumes by origin, at today's prices. */
    Map<String, Double> values() {
        return values;
    }

    List<Elasticity> elasticities() {
        return elasticities;
    }

    List<Elasticity> drawn(Draws scores) {
        List<Elasticity> out = new ArrayList<>();
        elasticities.forEach(e -> out.add(e.drawn(scores.normal())));
        return out;
    }

    /** The market at these elasticities, in which the backed side already receives its tied support. */
    Market at(List<Elasticity> drawn, String backed, double subsidy) {
        if (method == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The link \"" + Link.RIVALS.words() + "\" has no market of its own: it is switched off.");
        }
        Armington here = method.elasticities(drawn.toArray(Elasticity[]::new));
        return (subsidy > 0 ? here.subsidy(backed, Subsidy.adValorem(subsidy)) : here).calibrate(file);
    }
}
