package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Arithmetic;
import org.paramscope.engine.internal.kernel.Lanes;

/** a + b, a - b, a b or a / b; the right side is repeated where it has fewer rows. */
final class ArithmeticStep extends Step {

    private final Source left;
    private final Source right;
    private final Arithmetic.Operator operator;
    /** How often the right side is repeated. */
    private final int times;

    ArithmeticStep(Compiler compiler, int position, Arithmetic arithmetic) {
        super(compiler, position);
        this.left = compiler.source(arithmetic.left());
        this.right = compiler.source(arithmetic.right());
        this.operator = arithmetic.operator();
        this.times = rows / right.rows();
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A a = frame.array(left.value());
        A b = frame.array(right.value());
        int bAt = frame.at(right.value());
        A y = frame.array(value);
        for (int k = 0; k < times; k++) {
            int aAt = frame.at(left.value()) + k * right.rows() * lanes.row();
            int yAt = frame.at(value) + k * right.rows() * lanes.row();
            switch (operator) {
                case ADD -> lanes.sum(a, aAt, b, bAt, y, yAt, right.rows(), run.used);
                case SUBTRACT -> lanes.difference(a, aAt, b, bAt, y, yAt, right.rows(), run.used);
                case MULTIPLY -> lanes.multiply(a, aAt, b, bAt, y, yAt, right.rows(), run.used);
                case DIVIDE -> lanes.divide(a, aAt, b, bAt, y, yAt, right.rows(), run.used);
            }
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        // a source may stand on both sides: both derivatives are opened before either is added to
        open(left, run, frame);
        open(right, run, frame);
        for (int k = 0; k < times; k++) {
            int shift = k * right.rows() * run.lanes.row();
            if (left.differentiated()) {
                backLeft(run, frame, shift);
            }
            if (right.differentiated()) {
                backRight(run, frame, shift);
            }
        }
    }

    private <A> void backLeft(Run<A> run, Frame<A> frame, int shift) {
        Lanes<A> lanes = run.lanes;
        A d = frame.array(derivative);
        int dAt = frame.at(derivative) + shift;
        A b = frame.array(right.value());
        int bAt = frame.at(right.value());
        A to = frame.array(left.derivative());
        int toAt = frame.at(left.derivative()) + shift;
        switch (operator) {
            case ADD, SUBTRACT -> lanes.add(d, dAt, to, toAt, right.rows(), run.used);
            case MULTIPLY -> lanes.addProduct(d, dAt, b, bAt, to, toAt, right.rows(), run.used);
            case DIVIDE -> lanes.addQuotient(d, dAt, b, bAt, to, toAt, right.rows(), run.used);
        }
    }

    private <A> void backRight(Run<A> run, Frame<A> frame, int shift) {
        Lanes<A> lanes = run.lanes;
        A d = frame.array(derivative);
        int dAt = frame.at(derivative) + shift;
        A to = frame.array(right.derivative());
        int toAt = frame.at(right.derivative());
        switch (operator) {
            case ADD -> lanes.add(d, dAt, to, toAt, right.rows(), run.used);
            case SUBTRACT -> lanes.addScaled(d, dAt, to, toAt, -1, right.rows(), run.used);
            case MULTIPLY -> lanes.addProduct(d, dAt, frame.array(left.value()), frame.at(left.value()) + shift, to, toAt,
                    right.rows(), run.used);
            case DIVIDE -> lanes.divisorBackward(d, dAt, frame.array(value), frame.at(value) + shift, frame.array(right.value()),
                    frame.at(right.value()), to, toAt, right.rows(), run.used);
        }
    }
}
