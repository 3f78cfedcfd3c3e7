package org.paramscope.engine.internal.plan;

import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.internal.kernel.DescentLanes;

/**
 * Clips the gradient, then moves along it by an optimiser that remembers running means of it.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class FirstOrderRule<A> implements StepRule<A> {

    private static final String MEAN = "mean";
    private static final String SQUARE = "square";
    private static final String POWERS = "powers";
    /** PyTorch's summand, which keeps a gradient of 0 from being divided by 0. */
    private static final double NORM_SUMMAND = 1e-6;

    private final StepLoss<A> loss;
    private final DescentLanes<A> lanes;
    private final int p;
    private final Budget budget;
    private final Optimiser.FirstOrder optimiser;
    private final A mean;
    private final A square;
    private double power1 = 1;
    private double power2 = 1;

    FirstOrderRule(StepLoss<A> loss, Budget budget, Optimiser.FirstOrder optimiser) {
        this.loss = loss;
        this.lanes = loss.lanes;
        this.p = loss.parameters;
        this.budget = budget;
        this.optimiser = optimiser;
        this.mean = lanes.allocate(p);
        this.square = lanes.allocate(optimiser instanceof Optimiser.GradientDescent ? 0 : p);
    }

    @Override
    public double step(int step, A w) {
        double value = loss.at(step, w);
        if (!loss.finite()) {
            throw loss.breakdown(step);
        }
        clip(step, loss.gradient());
        double rate = budget.learningRate() * budget.schedule().factor(step, budget.steps());
        switch (optimiser) {
            case Optimiser.GradientDescent o -> lanes.momentum(w, mean, loss.gradient(), p,
                    new DescentLanes.Momentum(rate, o.momentum(), o.nesterov()));
            case Optimiser.Adam o -> adam(w, rate, o.beta1(), o.beta2(), o.epsilon(), 1);
            case Optimiser.AdamW o -> adam(w, rate, o.beta1(), o.beta2(), o.epsilon(), 1 - rate * o.decay());
        }
        return value;
    }

    private void clip(int step, A gradient) {
        switch (budget.clipping()) {
            case Clipping.None none -> { }
            case Clipping.Value clipping -> lanes.clamp(gradient, p, clipping.limit());
            case Clipping.Norm clipping -> {
                double norm = Math.sqrt(lanes.squares(gradient, p));
                if (!Double.isFinite(norm)) {
                    throw new NumericalException(loss.replica, step, "clipping", "the norm of the gradient is " + norm);
                }
                double factor = clipping.limit() / (norm + NORM_SUMMAND);
                if (factor < 1) {
                    lanes.scale(gradient, p, factor);
                }
            }
        }
    }

    private void adam(A w, double rate, double beta1, double beta2, double epsilon, double keep) {
        power1 *= beta1;
        power2 *= beta2;
        lanes.adam(w, mean, square, loss.gradient(), p,
                new DescentLanes.Adam(rate / (1 - power1), Math.sqrt(1 - power2), beta1, beta2, epsilon, keep));
    }

    @Override
    public boolean converged() {
        return false;
    }

    @Override
    public void save(Map<String, NumericArray> arrays) {
        arrays.put(MEAN, stored(mean, p));
        if (!(optimiser instanceof Optimiser.GradientDescent)) {
            arrays.put(SQUARE, stored(square, p));
            arrays.put(POWERS, NumericArray.of(new double[] {power1, power2}));
        }
    }

    @Override
    public void restore(DescentState state) {
        lanes.load(state.array(MEAN, p), mean);
        if (!(optimiser instanceof Optimiser.GradientDescent)) {
            lanes.load(state.array(SQUARE, p), square);
            double[] powers = state.array(POWERS, 2);
            power1 = powers[0];
            power2 = powers[1];
        }
    }

    private NumericArray stored(A from, int length) {
        double[] values = new double[length];
        lanes.store(from, values);
        return NumericArray.owned(values, length);
    }
}
