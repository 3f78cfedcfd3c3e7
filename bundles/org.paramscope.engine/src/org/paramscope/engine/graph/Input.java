package org.paramscope.engine.graph;

import java.util.List;

/**
 * A named input of the samples, or of the sub-graph of a block.
 *
 * @param name of the input; {@value #WINDOW} stands for the window or the inputs of a table row
 */
public record Input(String name, Shape inputShape) implements Block {

    /** The window, or the inputs of a table row. */
    public static final String WINDOW = "input";
    /** The values before the window. */
    public static final String PAST = "past";

    @Override
    public List<Integer> sources() {
        return List.of();
    }

    @Override
    public Shape shape(List<Shape> in) {
        return inputShape;
    }

    @Override
    public boolean laidOut() {
        return true;
    }

    @Override
    public long flop(List<Shape> in) {
        return 0;
    }

    @Override
    public String describe(List<String> names) {
        return switch (name) {
            case WINDOW -> "the window";
            case PAST -> "the values before the window";
            default -> "an input";
        };
    }

    @Override
    public Input withSources(List<Integer> positions) {
        return this;
    }
}
