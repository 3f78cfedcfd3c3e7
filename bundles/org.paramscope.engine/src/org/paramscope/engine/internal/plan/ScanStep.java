package org.paramscope.engine.internal.plan;

import java.util.List;
import org.paramscope.engine.graph.Scan;

/** A sub-program over time: each step has value rows of its own, all share the rows for derivatives. */
final class ScanStep extends Step {

    private final Source sequence;
    private final Source initial;
    private final List<Source> contexts;
    private final Program cell;
    private final int state;
    private final int steps;
    private final int features;
    private final boolean reversed;
    private final Place kept;
    private final Place derivativesOfCell;

    ScanStep(Compiler compiler, int position, Scan scan) {
        super(compiler, position);
        this.sequence = compiler.source(scan.sequence());
        this.initial = compiler.source(scan.initial());
        this.contexts = scan.contexts().stream().map(compiler::source).toList();
        this.state = initial.rows();
        this.steps = rows / state;
        this.features = sequence.rows() / steps;
        this.reversed = scan.reversed();
        boolean[] differentiated = new boolean[2 + contexts.size()];
        differentiated[0] = sequence.differentiated();
        // the state depends on the cell's own parameters from the second step on
        differentiated[1] = true;
        for (int i = 0; i < contexts.size(); i++) {
            differentiated[2 + i] = contexts.get(i).differentiated();
        }
        this.cell = compiler.body(scan, scan.cell(), differentiated);
        this.kept = compiler.keep(steps * cell.valueRows);
        this.derivativesOfCell = compiler.derivativeRows(cell.derivativeRows + (initial.differentiated() ? 0 : state));
    }

    private int step(int k) {
        return reversed ? steps - 1 - k : k;
    }

    private <A> void bind(Run<A> run, Frame<A> frame, Frame<A> child, int k) {
        int row = run.lanes.row();
        int t = step(k);
        run.place(child, frame, kept.plus(t * cell.valueRows), derivativesOfCell);
        child.occasion = frame.occasion * steps + t;
        bind(child, frame, 0, sequence, t * features * row);
        Place before = k > 0 ? value.plus(step(k - 1) * state) : initial.value();
        child.bind(Place.bound(1).slot(), frame.array(before), frame.at(before));
        for (int i = 0; i < contexts.size(); i++) {
            bind(child, frame, 2 + i, contexts.get(i), 0);
        }
        int result = 2 + contexts.size();
        child.bind(Place.bound(result).slot(), frame.array(value), frame.at(value) + t * state * row);
    }

    private static <A> void bind(Frame<A> child, Frame<A> frame, int number, Source source, int shift) {
        child.bind(Place.bound(number).slot(), frame.array(source.value()), frame.at(source.value()) + shift);
        if (source.differentiated()) {
            child.bind(Place.boundDerivative(number).slot(), frame.array(source.derivative()), frame.at(source.derivative()) + shift);
        }
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Frame<A> child = run.frame(cell);
        for (int k = 0; k < steps; k++) {
            bind(run, frame, child, k);
            cell.forward(run, child);
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        open(sequence, run, frame);
        open(initial, run, frame);
        contexts.forEach(context -> open(context, run, frame));
        Place unread = derivativesOfCell.plus(cell.derivativeRows);
        if (!initial.differentiated()) {
            clear(unread, state, run, frame);
        }
        Frame<A> child = run.frame(cell);
        for (int k = steps - 1; k >= 0; k--) {
            bind(run, frame, child, k);
            Place before = k > 0 ? derivative.plus(step(k - 1) * state) : initial.differentiated() ? initial.derivative() : unread;
            child.bind(Place.boundDerivative(1).slot(), frame.array(before), frame.at(before));
            child.bind(Place.boundDerivative(2 + contexts.size()).slot(), frame.array(derivative),
                    frame.at(derivative) + step(k) * state * row);
            cell.backward(run, child);
        }
    }
}
