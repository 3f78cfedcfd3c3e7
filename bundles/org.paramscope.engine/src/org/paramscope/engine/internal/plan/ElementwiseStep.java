package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.internal.kernel.Lanes;

/** y = f(x), entry by entry. */
final class ElementwiseStep extends Step {

    private final Source x;
    private final Elementwise.Function function;

    ElementwiseStep(Compiler compiler, int position, Elementwise elementwise) {
        super(compiler, position);
        this.x = compiler.source(elementwise.source());
        this.function = elementwise.function();
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A from = frame.array(x.value());
        int at = frame.at(x.value());
        A y = frame.array(value);
        int yAt = frame.at(value);
        switch (function) {
            case EXP -> lanes.exp(from, at, y, yAt, rows, run.used);
            case LOG -> lanes.log(from, at, y, yAt, rows, run.used);
            case SQUARE_ROOT -> lanes.squareRoot(from, at, y, yAt, rows, run.used);
            case SQUARE -> lanes.multiply(from, at, from, at, y, yAt, rows, run.used);
            case NEGATE -> lanes.scale(from, at, y, yAt, -1, rows, run.used);
            case RECIPROCAL -> lanes.reciprocal(from, at, y, yAt, rows, run.used);
            case TANH -> lanes.tanh(from, at, y, yAt, rows, run.used);
            case SIGMOID -> lanes.sigmoid(from, at, y, yAt, rows, run.used);
            case RELU -> lanes.relu(from, at, y, yAt, rows, run.used);
            case SOFTPLUS -> lanes.softplus(from, at, y, yAt, rows, run.used);
            case GELU -> lanes.gelu(from, at, y, yAt, rows, run.used);
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        open(x, run, frame);
        A from = frame.array(x.value());
        int at = frame.at(x.value());
        A y = frame.array(value);
        int yAt = frame.at(value);
        A d = frame.array(derivative);
        int dAt = frame.at(derivative);
        A to = frame.array(x.derivative());
        int toAt = frame.at(x.derivative());
        switch (function) {
            case EXP -> lanes.addProduct(y, yAt, d, dAt, to, toAt, rows, run.used);
            case LOG -> lanes.addQuotient(d, dAt, from, at, to, toAt, rows, run.used);
            case SQUARE_ROOT -> lanes.squareRootBackward(y, yAt, d, dAt, to, toAt, rows, run.used);
            case SQUARE -> lanes.squareBackward(from, at, d, dAt, to, toAt, rows, run.used);
            case NEGATE -> lanes.addScaled(d, dAt, to, toAt, -1, rows, run.used);
            case RECIPROCAL -> lanes.reciprocalBackward(y, yAt, d, dAt, to, toAt, rows, run.used);
            case TANH -> lanes.tanhBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case SIGMOID -> lanes.sigmoidBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case RELU -> lanes.reluBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case SOFTPLUS -> lanes.softplusBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case GELU -> lanes.geluBackward(from, at, d, dAt, d, dAt, rows, run.used);
        }
        switch (function) {
            case TANH, SIGMOID, RELU, SOFTPLUS, GELU -> lanes.add(d, dAt, to, toAt, rows, run.used);
            default -> { }
        }
    }
}
