package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * a + b, a - b, a b or a / b, entry by entry. The right side may have the shape of the left side, or only its last
 * axis (the same vector at every position), or one entry (the same number everywhere).
 */
public record Arithmetic(String name, int left, int right, Operator operator) implements Block {

    /** The operations. */
    public enum Operator {
        ADD("+"), SUBTRACT("-"), MULTIPLY("*"), DIVIDE("/");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    @Override
    public List<Integer> sources() {
        return List.of(left, right);
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape a = in.get(0);
        Shape b = in.get(1);
        if (!b.equals(a) && b.size() != 1 && !(b.rank() == 1 && b.size() == a.features())) {
            throw new ShapeException("block '" + name + "': " + a + " " + operator.sign + " " + b + ": the right side is to have the"
                    + " shape of the left, or its last axis, or one entry");
        }
        return a;
    }

    @Override
    public long flop(List<Shape> in) {
        return in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return names.get(0) + " " + operator.sign + " " + names.get(1);
    }

    @Override
    public Arithmetic withSources(List<Integer> positions) {
        return new Arithmetic(name, positions.get(0), positions.get(1), operator);
    }
}
