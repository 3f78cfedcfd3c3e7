package org.paramscope.engine.internal.plan;

import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Recurrence;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * A recurrent layer: W x + b and U h + c for all gates, then the gates. Of each step the gates are kept, in the rows that
 * first held U h + c.
 */
final class RecurrenceStep extends Step {

    /** So many steps' derivatives are kept until the sums of the weights' gradient are updated: a sum is read and written once for all. */
    private static final int SERIES = 5;
    private final Cell cell;
    private final Source x;
    private final Source initial;
    private final Source mask;
    private final AffineMap inputMap;
    private final AffineMap stateMap;
    private final int hidden;
    private final int gates;
    private final int state;
    private final int steps;
    private final boolean repeated;
    private final boolean reversed;
    /** W x + b: of the step at hand, or of all when the input is always the same. */
    private final Place inputSums;
    private final Place kept;
    private final int keptRows;
    private final Place zeros;
    private final Place derivativeOfStateSums;
    private final Place derivativeOfInputSums;
    private final Place sumOfDerivatives;
    private final Place unmasked;
    private final Place unread;

    RecurrenceStep(Compiler compiler, int position, Recurrence recurrence) {
        super(compiler, position);
        this.cell = recurrence.cell();
        this.x = compiler.source(recurrence.source());
        this.initial = recurrence.initial().map(compiler::source).orElse(null);
        this.mask = recurrence.mask().map(compiler::constant).orElse(null);
        this.hidden = recurrence.hidden();
        this.gates = cell.gates() * hidden;
        this.state = cell.states() * hidden;
        this.steps = rows / state;
        this.repeated = recurrence.steps() > 0;
        this.reversed = recurrence.reversed();
        ParameterLayout.Entry inputWeight = compiler.parameter(recurrence, "inputWeight");
        this.inputMap = new AffineMap(compiler.packing(), inputWeight.offset(), inputWeight.columns(), 1,
                compiler.parameter(recurrence, "inputBias").offset(), gates, inputWeight.columns(), x.differentiated());
        this.stateMap = new AffineMap(compiler.packing(), compiler.parameter(recurrence, "stateWeight").offset(), hidden, 1,
                compiler.parameter(recurrence, "stateBias").offset(), gates, hidden, true);
        this.inputSums = compiler.keep(gates);
        this.keptRows = gates + (cell == Cell.RNN ? 0 : hidden);
        this.kept = compiler.keep(steps * keptRows);
        this.zeros = initial == null ? compiler.keep(state) : null;
        this.derivativeOfStateSums = compiler.derivativeRows(SERIES * gates);
        this.derivativeOfInputSums = cell == Cell.GRU ? compiler.derivativeRows(SERIES * gates) : derivativeOfStateSums;
        this.sumOfDerivatives = repeated ? compiler.derivativeRows(gates) : null;
        this.unmasked = mask != null ? compiler.derivativeRows(state) : null;
        this.unread = initial == null || !initial.differentiated() ? compiler.derivativeRows(state) : null;
    }

    /** The number of the step that comes k-th. */
    private int step(int k) {
        return reversed ? steps - 1 - k : k;
    }

    /** Where the state lies that the k-th step starts from. */
    private Place before(int k) {
        return k > 0 ? value.plus(step(k - 1) * state) : initial != null ? initial.value() : zeros;
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        A sums = frame.array(inputSums);
        int sumsAt = frame.at(inputSums);
        A from = frame.array(x.value());
        int fromAt = frame.at(x.value());
        if (repeated) {
            inputMap.apply(run, from, fromAt, sums, sumsAt);
        }
        int features = repeated ? 0 : x.rows() / steps;
        for (int k = 0; k < steps; k++) {
            run.check();
            int t = step(k);
            if (!repeated) {
                inputMap.apply(run, from, fromAt + t * features * row, sums, sumsAt);
            }
            Place previous = before(k);
            A h = frame.array(previous);
            int hAt = frame.at(previous);
            A u = frame.array(kept);
            int uAt = frame.at(kept) + t * keptRows * row;
            stateMap.apply(run, h, hAt, u, uAt);
            A y = frame.array(value);
            int yAt = frame.at(value) + t * state * row;
            gates(run, sums, sumsAt, u, uAt, h, hAt, y, yAt);
            if (mask != null) {
                run.lanes.keepWhereAbsent(frame.array(mask.value()), frame.at(mask.value()) + t * row, h, hAt, y, yAt, state,
                        run.used);
            }
        }
    }

    private <A> void gates(Run<A> run, A s, int sAt, A u, int uAt, A h, int hAt, A y, int yAt) {
        Lanes<A> lanes = run.lanes;
        int block = hidden * lanes.row();
        switch (cell) {
            case RNN -> lanes.elman(s, sAt, u, uAt, y, yAt, hidden, run.used);
            case GRU -> {
                // two loops, for the constants of both functions would not fit the registers
                lanes.gates(s, sAt, u, uAt, u, uAt, 2 * hidden, run.used);
                lanes.gru(u, uAt, u, uAt + block, u, uAt + 2 * block, s, sAt + 2 * block, h, hAt, u, uAt + 3 * block, y, yAt, hidden,
                        run.used);
            }
            case LSTM -> {
                lanes.gates(s, sAt, u, uAt, u, uAt, 2 * hidden, run.used);
                lanes.gates(s, sAt + 3 * block, u, uAt + 3 * block, u, uAt + 3 * block, hidden, run.used);
                lanes.lstm(u, uAt, u, uAt + block, s, sAt + 2 * block, u, uAt + 2 * block, u, uAt + 3 * block, h, hAt + block,
                        u, uAt + 2 * block, u, uAt + 4 * block, y, yAt, y, yAt + block, hidden, run.used);
            }
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        open(x, run, frame);
        if (initial != null) {
            open(initial, run, frame);
        }
        if (unread != null) {
            clear(unread, state, run, frame);
        }
        if (repeated) {
            clear(sumOfDerivatives, gates, run, frame);
        }
        int collected = 0;
        for (int k = steps - 1; k >= 0; k--) {
            run.check();
            Place du = derivativeOfStateSums.plus(collected * gates);
            Place ds = derivativeOfInputSums.plus(collected * gates);
            back(run, frame, k, du, ds);
            collected++;
            // the state before the first step lies elsewhere than the others: it closes a series of its own
            if (collected == SERIES || k <= 1) {
                sum(run, frame, k, collected);
                collected = 0;
            }
        }
        if (repeated) {
            A ds = frame.array(sumOfDerivatives);
            A from = frame.array(x.value());
            inputMap.sum(run, ds, frame.at(sumOfDerivatives), from, frame.at(x.value()));
            if (x.differentiated()) {
                inputMap.back(run, ds, frame.at(sumOfDerivatives), frame.array(x.derivative()), frame.at(x.derivative()), true);
            }
        }
    }

    /** The k-th step: derivatives of all sums, of the state before, of the input. */
    private <A> void back(Run<A> run, Frame<A> frame, int k, Place du, Place ds) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        int t = step(k);
        Place previous = before(k);
        Place previousDerivative = k > 0 ? derivative.plus(step(k - 1) * state) : unread != null ? unread : initial.derivative();
        A h = frame.array(previous);
        int hAt = frame.at(previous);
        A dh = frame.array(previousDerivative);
        int dhAt = frame.at(previousDerivative);
        A d = frame.array(derivative);
        int dAt = frame.at(derivative) + t * state * row;
        if (mask != null) {
            A present = frame.array(mask.value());
            int presentAt = frame.at(mask.value()) + t * row;
            lanes.addWhereAbsent(present, presentAt, d, dAt, dh, dhAt, state, run.used);
            lanes.whereGiven(present, presentAt, d, dAt, frame.array(unmasked), frame.at(unmasked), state, run.used);
            d = frame.array(unmasked);
            dAt = frame.at(unmasked);
        }
        gatesBackward(run, frame, t, d, dAt, h, hAt, dh, dhAt, du, ds);
        stateMap.back(run, frame.array(du), frame.at(du), dh, dhAt, true);
        if (repeated) {
            lanes.add(frame.array(ds), frame.at(ds), frame.array(sumOfDerivatives), frame.at(sumOfDerivatives), gates, run.used);
        } else if (x.differentiated()) {
            inputMap.back(run, frame.array(ds), frame.at(ds), frame.array(x.derivative()),
                    frame.at(x.derivative()) + t * (x.rows() / steps) * row, true);
        }
    }

    /** Adds what so many steps, the k-th the last of them, contribute to the sums of the weights' gradient. */
    private <A> void sum(Run<A> run, Frame<A> frame, int k, int collected) {
        int row = run.lanes.row();
        int onwards = reversed ? 1 : -1;
        Place first = before(k + collected - 1);
        stateMap.sumSeries(run, frame.array(derivativeOfStateSums), frame.at(derivativeOfStateSums), gates * row, frame.array(first),
                frame.at(first), onwards * state * row, collected);
        if (!repeated) {
            int features = x.rows() / steps;
            inputMap.sumSeries(run, frame.array(derivativeOfInputSums), frame.at(derivativeOfInputSums), gates * row,
                    frame.array(x.value()), frame.at(x.value()) + step(k + collected - 1) * features * row, onwards * features * row,
                    collected);
        }
    }

    /** From the derivative of the new state those of all sums, and what reaches the old state directly. */
    private <A> void gatesBackward(Run<A> run, Frame<A> frame, int t, A d, int dAt, A h, int hAt, A dh, int dhAt, Place stateSums,
            Place inputSums) {
        Lanes<A> lanes = run.lanes;
        int block = hidden * lanes.row();
        A u = frame.array(kept);
        int uAt = frame.at(kept) + t * keptRows * lanes.row();
        A du = frame.array(stateSums);
        int duAt = frame.at(stateSums);
        A ds = frame.array(inputSums);
        int dsAt = frame.at(inputSums);
        switch (cell) {
            case RNN -> lanes.tanhBackward(frame.array(value), frame.at(value) + t * state * lanes.row(), d, dAt, du, duAt, hidden, run.used);
            case GRU -> lanes.gruBackward(d, dAt, u, uAt, u, uAt + block, u, uAt + 2 * block, u, uAt + 3 * block, h, hAt, dh, dhAt,
                    du, duAt, du, duAt + block, du, duAt + 2 * block, ds, dsAt, ds, dsAt + block, ds, dsAt + 2 * block, hidden, run.used);
            case LSTM -> lanes.lstmBackward(d, dAt, d, dAt + block, u, uAt, u, uAt + block, u, uAt + 2 * block, u, uAt + 3 * block,
                    u, uAt + 4 * block, h, hAt + block, dh, dhAt + block, du, duAt, du, duAt + block, du, duAt + 2 * block,
                    du, duAt + 3 * block, hidden, run.used);
        }
    }
}
