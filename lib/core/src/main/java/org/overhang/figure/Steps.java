package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Blocks side by side, as wide as their quantity and as high as their price: an industry cost curve.
 *
 * <p>Blocks are drawn in the order in which they are given; sort them by height for a supply curve.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.steps().block("Smelter A", 420, 1_650).block("Smelter B", 310, 1_780).block("Smelter C", 500, 2_240)
 *         .title("One smelter in three covers no cash cost").x(Axis.number("cumulative capacity, kt")).reference(2_100, "price");
 * }</pre>
 */
public final class Steps extends Form {
    /**
     * A block.
     *
     * @param name what it is called
     * @param width its quantity
     * @param height its price or cost
     */
    public record Block(String name, double width, double height) {}

    /**
     * Everything the form was given.
     *
     * @param blocks from left to right
     */
    public record State(List<Block> blocks) {}

    static final Kind<State> KIND = new Kind<>("steps", State.class, Steps::read);

    private final State state;

    Steps(State state) {
        this.state = state;
    }

    private static Steps read(State given) {
        Steps steps = empty();
        for (Block b : given.blocks) {
            steps = steps.block(b.name, b.width, b.height);
        }
        return steps;
    }

    static Steps empty() {
        return new Steps(new State(List.of()));
    }

    /**
     * Adds a block to the right of the ones before it.
     *
     * @param name what it is called; printed where it has room
     * @param width its quantity, above zero
     * @param height its price or cost
     * @return the form with one more block
     * @throws OverhangException if the width is not above zero or the height is not finite
     */
    public Steps block(String name, double width, double height) {
        named("A block", name);
        if (!(width > 0) || !Double.isFinite(width) || !Double.isFinite(height)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Block \"" + name + "\" needs a width above zero and a finite height, but they are " + width
                            + " and " + height + ".");
        }
        return new Steps(new State(Lists.with(state.blocks, new Block(name, width, height))));
    }

    @Override
    Kind<State> kind() {
        return KIND;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public List<String> names() {
        return state.blocks.stream().map(Block::name).distinct().toList();
    }

    @Override
    int size() {
        return state.blocks.size();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("block", "width", "height"));
        state.blocks.forEach(b -> rows.add(List.of(b.name, Numbers.plain(b.width), Numbers.plain(b.height))));
        return rows;
    }

    @Override
    String what() {
        return "Cost curve of " + size() + " blocks";
    }

    @Override
    List<String> findings(Drawing drawing) {
        double total = 0;
        double[] heights = new double[size()];
        for (int i = 0; i < heights.length; i++) {
            total += state.blocks.get(i).width;
            heights[i] = state.blocks.get(i).height;
        }
        double[] ends = AltText.ends(heights);
        return List.of("Together " + drawing.x().show(total) + " wide, between "
                + drawing.y().show(ends[0]) + " and " + drawing.y().show(ends[1]) + " high.");
    }
}
