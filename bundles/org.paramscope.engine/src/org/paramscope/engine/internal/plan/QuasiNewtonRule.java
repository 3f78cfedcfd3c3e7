package org.paramscope.engine.internal.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.internal.kernel.Lanes;
import org.paramscope.engine.internal.plan.WolfeLineSearch.Point;

/**
 * Limited-memory BFGS: the two-loop recursion (Nocedal, Wright 2006, algorithm 7.4) and a line search. The arithmetic on
 * parameter vectors is float64 whatever the precision of the loss.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class QuasiNewtonRule<A> implements StepRule<A> {

    private static final String STEPS = "history steps";
    private static final String CHANGES = "history changes";

    /** A step, the change of the gradient over it, and the inverse of their inner product. */
    private record Pair(double[] step, double[] change, double inverse) {

        static Pair of(double[] step, double[] change) {
            return new Pair(step, change, 1 / Vectors.dot(step, change));
        }
    }

    private final StepLoss<A> loss;
    private final Lanes<A> lanes;
    private final Optimiser.LimitedMemoryBfgs settings;
    private final Deque<Pair> history = new ArrayDeque<>();
    private final A trial;
    private final double rounding;
    private double value;
    private double[] gradient;
    private boolean converged;

    /** A rule for losses with a relative error of {@code rounding}. */
    QuasiNewtonRule(StepLoss<A> loss, Optimiser.LimitedMemoryBfgs settings, double rounding) {
        this.loss = loss;
        this.lanes = loss.lanes;
        this.settings = settings;
        this.rounding = rounding;
        this.trial = lanes.allocate(loss.parameters);
    }

    @Override
    public double step(int step, A w) {
        double[] x = new double[loss.parameters];
        lanes.store(w, x);
        if (gradient == null) {
            gradient = new double[x.length];
            value = at(step, x, gradient);
            if (!Double.isFinite(value)) {
                throw loss.breakdown(step);
            }
            converged = Vectors.largest(gradient) <= settings.gradientTolerance();
        }
        double before = value;
        if (!converged) {
            move(step, x);
            lanes.load(x, w);
        }
        return before;
    }

    /** Moves x to a lower point, or stays when there is none. */
    private void move(int step, double[] x) {
        double[] direction = direction();
        double slope = Vectors.dot(gradient, direction);
        if (!(slope < -settings.changeTolerance())) {
            converged = true;
            return;
        }
        // nothing is known of the curvature at first: a step of length 1 in the sum of absolute values
        double first = step == 0 ? Math.min(1, 1 / Vectors.absoluteSum(gradient)) : 1;
        Point found = WolfeLineSearch.search((at, to) -> at(step, at, to), x, direction,
                new Point(0, value, slope, gradient), first, settings.changeTolerance(), rounding)
                .orElseThrow(() -> loss.breakdown(step));
        remember(found, direction);
        for (int i = 0; i < x.length; i++) {
            x[i] += found.length() * direction[i];
        }
        converged = Vectors.largest(found.gradient()) <= settings.gradientTolerance()
                || found.length() * Vectors.largest(direction) <= settings.changeTolerance()
                || Math.abs(found.value() - value) < settings.changeTolerance();
        value = found.value();
        gradient = found.gradient();
    }

    private double at(int step, double[] x, double[] to) {
        lanes.load(x, trial);
        double found = loss.at(step, trial);
        lanes.store(loss.gradient(), to);
        return loss.finite() ? found : Double.NaN;
    }

    /** Minus the inverse Hessian's estimate times the gradient. */
    private double[] direction() {
        double[] q = new double[gradient.length];
        Vectors.add(-1, gradient, q);
        double[] factors = new double[history.size()];
        int i = factors.length;
        for (Iterator<Pair> newestFirst = history.descendingIterator(); newestFirst.hasNext();) {
            Pair pair = newestFirst.next();
            factors[--i] = pair.inverse * Vectors.dot(pair.step, q);
            Vectors.add(-factors[i], pair.change, q);
        }
        if (!history.isEmpty()) {
            Pair last = history.getLast();
            double scale = 1 / (last.inverse * Vectors.dot(last.change, last.change));
            for (int k = 0; k < q.length; k++) {
                q[k] *= scale;
            }
        }
        for (Pair pair : history) {
            Vectors.add(factors[i++] - pair.inverse * Vectors.dot(pair.change, q), pair.step, q);
        }
        return q;
    }

    private void remember(Point found, double[] direction) {
        double[] moved = new double[direction.length];
        Vectors.add(found.length(), direction, moved);
        double[] change = found.gradient().clone();
        Vectors.add(-1, gradient, change);
        // relative to the curvature: a fixed bound, as PyTorch's, would stop learning it close to the minimum
        if (Vectors.dot(moved, change) > Math.ulp(1.0) * Vectors.dot(change, change)) {
            history.add(Pair.of(moved, change));
            if (history.size() > settings.history()) {
                history.removeFirst();
            }
        }
    }

    @Override
    public boolean converged() {
        return converged;
    }

    @Override
    public void save(Map<String, NumericArray> arrays) {
        arrays.put(STEPS, NumericArray.ofRows(history.stream().map(Pair::step).toArray(double[][]::new)));
        arrays.put(CHANGES, NumericArray.ofRows(history.stream().map(Pair::change).toArray(double[][]::new)));
    }

    @Override
    public void restore(DescentState state) {
        double[][] steps = state.rows(STEPS, loss.parameters);
        double[][] changes = state.rows(CHANGES, loss.parameters);
        for (int i = 0; i < steps.length; i++) {
            history.add(Pair.of(steps[i], changes[i]));
        }
    }
}
