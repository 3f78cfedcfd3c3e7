package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.ShapeException;

/**
 * y = f(W x + b), x the whole value of the source or, {@code pointwise}, each of its feature vectors in turn.
 *
 * @param source position of the block that yields x
 * @param width of y
 * @param transposeOf position of the block whose transposed weight is W (tied weights), or empty
 * @param bias whether there is b; otherwise b = 0
 * @param pointwise whether the same W acts on the last axis at every time step or pixel
 */
public record Affine(String name, int source, int width, Optional<Integer> transposeOf, boolean bias, Activation activation,
        boolean pointwise) implements Block {

    public Affine {
        if (width < 1) {
            throw new ShapeException("block '" + name + "': its width is " + width + ", at least 1 is needed");
        }
    }

    /** Length of x. */
    public int inputs(Shape in) {
        return pointwise ? in.features() : in.size();
    }

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        return pointwise ? in.getFirst().withFeatures(width) : Shape.of(width);
    }

    @Override
    public List<Parameter> parameters(List<Shape> in) {
        List<Parameter> parameters = new ArrayList<>();
        if (transposeOf.isEmpty()) {
            int inputs = inputs(in.getFirst());
            parameters.add(new Parameter("weight", width, inputs, Initial.glorot(inputs, width)));
        }
        if (bias) {
            parameters.add(new Parameter("bias", width, 1, Initial.ZERO));
        }
        return parameters;
    }

    @Override
    public long flop(List<Shape> in) {
        long positions = pointwise ? in.getFirst().positions() : 1;
        return positions * width * (2L * inputs(in.getFirst()) + (activation == Activation.IDENTITY ? 0 : 1));
    }

    @Override
    public String describe(List<String> names) {
        String weight = transposeOf.isPresent() ? "transposed weight" : "W";
        String sum = weight + " " + names.getFirst() + (bias ? " + b" : "");
        return (activation == Activation.IDENTITY ? sum : activation.name().toLowerCase() + "(" + sum + ")")
                + (pointwise ? ", at each position" : "");
    }

    @Override
    public Affine withSources(List<Integer> positions) {
        return new Affine(name, positions.getFirst(), width, transposeOf, bias, activation, pointwise);
    }

    @Override
    public Affine withWidth(int newWidth) {
        return new Affine(name, source, newWidth, transposeOf, bias, activation, pointwise);
    }
}
