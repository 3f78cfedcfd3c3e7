package org.paramscope.engine.internal.plan;

import java.util.List;
import org.paramscope.engine.graph.Integration;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The right side of a differential equation as solvers see it: dz/dt at a state and a time, and its vector-Jacobian
 * product. With a control path X the field F is multiplied by dX/dt.
 */
final class FieldEvaluation {

    private final Program field;
    private final List<Source> contexts;
    private final Source path;
    private final int state;
    private final int channels;
    /** Rows that one evaluation keeps. */
    final int keptRows;
    private final int result;
    private final int time;
    private final int slope;
    private final Place derivatives;
    private final Place resultDerivative;
    /** Receives derivatives of contexts that do not count. */
    private final Place discarded;

    FieldEvaluation(Compiler compiler, Integration integration, int state) {
        this.state = state;
        this.contexts = integration.contexts().stream().map(compiler::source).toList();
        this.path = integration.control().map(compiler::constant).orElse(null);
        this.channels = path == null ? 0 : compiler.shape(integration.control().orElseThrow()).features();
        boolean[] differentiated = new boolean[2 + contexts.size()];
        differentiated[0] = true;
        for (int i = 0; i < contexts.size(); i++) {
            differentiated[2 + i] = contexts.get(i).differentiated();
        }
        this.field = compiler.body(integration, integration.field(), differentiated);
        int resultRows = path == null ? 0 : state * channels;
        this.result = field.valueRows;
        this.slope = result + resultRows;
        this.time = slope + channels;
        this.keptRows = time + 1;
        this.derivatives = compiler.derivativeRows(field.derivativeRows);
        this.resultDerivative = path == null ? null : compiler.derivativeRows(resultRows);
        this.discarded = compiler.derivativeRows(contexts.stream().mapToInt(Source::rows).max().orElse(0));
    }

    List<Source> contexts() {
        return contexts;
    }

    /** The interval of the control path in which a time lies; 0 without a path. */
    int interval(double now) {
        return path == null ? 0 : Math.clamp((long) Math.floor(now), 0, path.rows() / (3 * channels) - 1);
    }

    /** Whether there is a control path, whose derivative may bend at whole numbers. */
    boolean controlled() {
        return path != null;
    }

    private <A> Frame<A> bind(Run<A> run, Frame<A> frame, Place kept, Place at, A k, int kAt, boolean counting) {
        Frame<A> child = run.frame(field);
        run.place(child, frame, kept, derivatives);
        bind(child, 0, frame, at);
        bind(child, 1, frame, kept.plus(time));
        for (int i = 0; i < contexts.size(); i++) {
            bind(child, 2 + i, frame, contexts.get(i).value());
            if (contexts.get(i).differentiated()) {
                Place derivative = counting ? contexts.get(i).derivative() : discarded;
                child.bind(Place.boundDerivative(2 + i).slot(), frame.array(derivative), frame.at(derivative));
            }
        }
        int number = 2 + contexts.size();
        if (path == null) {
            child.bind(Place.bound(number).slot(), k, kAt);
        } else {
            bind(child, number, frame, kept.plus(result));
        }
        return child;
    }

    private static <A> void bind(Frame<A> child, int number, Frame<A> frame, Place place) {
        child.bind(Place.bound(number).slot(), frame.array(place), frame.at(place));
    }

    /**
     * k = f(state, time), each lane at a time of its own.
     *
     * @param kept the rows of this evaluation
     * @param at the state
     * @param now the time, one row
     * @param interval of the control path in which all these times lie
     * @param slopes where k goes; without a path it is kept by the caller until the reverse pass
     */
    <A> void forward(Run<A> run, Frame<A> frame, Place kept, Place at, Place now, int interval, Place slopes) {
        Lanes<A> lanes = run.lanes;
        lanes.copy(frame.array(now), frame.at(now), frame.array(kept.plus(time)), frame.at(kept.plus(time)), 1, run.used);
        A k = frame.array(slopes);
        int kAt = frame.at(slopes);
        Frame<A> child = bind(run, frame, kept, at, k, kAt, false);
        field.forward(run, child);
        if (path != null) {
            control(run, frame, kept, interval);
            int row = lanes.row();
            Place x = kept.plus(slope);
            Place f = kept.plus(result);
            clearRows(run, k, kAt, state);
            for (int i = 0; i < state; i++) {
                lanes.addProductsToRow(frame.array(f), frame.at(f) + i * channels * row, frame.array(x), frame.at(x), k, kAt + i * row,
                        channels, run.used);
            }
        }
    }

    /** dX/dt from the derivative's coefficients in an interval. */
    private <A> void control(Run<A> run, Frame<A> frame, Place kept, int interval) {
        int row = run.lanes.row();
        A coefficients = frame.array(path.value());
        int first = frame.at(path.value()) + interval * 3 * channels * row;
        Place x = kept.plus(slope);
        Place now = kept.plus(time);
        run.lanes.pathSlope(coefficients, first, coefficients, first + channels * row, coefficients, first + 2 * channels * row,
                frame.array(now), frame.at(now), frame.array(x), frame.at(x), interval, channels, run.used);
    }

    /**
     * Adds to the derivative of the state and, if {@code counting}, of the contexts and of the parameters.
     *
     * @param dk derivative of k, which is overwritten
     * @param toState derivative of the state, added to
     */
    <A> void backward(Run<A> run, Frame<A> frame, Place kept, Place at, Place slopes, Place dk, Place toState,
            boolean counting) {
        Frame<A> child = bind(run, frame, kept, at, frame.array(slopes), frame.at(slopes), counting);
        child.bind(Place.boundDerivative(0).slot(), frame.array(toState), frame.at(toState));
        Place given = dk;
        if (path != null) {
            int row = run.lanes.row();
            Place x = kept.plus(slope);
            given = resultDerivative;
            for (int i = 0; i < state; i++) {
                run.lanes.multiplyRow(frame.array(x), frame.at(x), frame.array(dk), frame.at(dk) + i * row, frame.array(given),
                        frame.at(given) + i * channels * row, channels, run.used);
            }
        }
        child.bind(Place.boundDerivative(2 + contexts.size()).slot(), frame.array(given), frame.at(given));
        boolean summing = run.summing;
        run.summing = summing && counting;
        field.backward(run, child);
        run.summing = summing;
    }

    private static <A> void clearRows(Run<A> run, A array, int at, int rows) {
        run.lanes.clear(array, at, at + rows * run.lanes.row());
    }
}
