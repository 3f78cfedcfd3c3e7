package org.paramscope.engine.internal.plan;

import java.util.List;
import org.paramscope.engine.ParameterLayout.Entry;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The parameters of a pass in which log-variances are replaced by variances, and what follows from that for the gradient. For
 * one thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class WeightDistribution<A> {

    private final Lanes<A> lanes;
    private final List<StochasticLayer> layers;
    private final A variances;
    private final int parameters;
    private A given;

    WeightDistribution(Lanes<A> lanes, List<StochasticLayer> layers, int parameters) {
        this.lanes = lanes;
        this.layers = layers;
        this.parameters = parameters;
        this.variances = layers.isEmpty() ? null : lanes.allocate(parameters);
    }

    /** The parameters with exponentials in the place of log-variances. */
    A exponentiate(A values) {
        given = values;
        if (layers.isEmpty()) {
            return values;
        }
        lanes.copyEntries(values, variances, parameters);
        for (StochasticLayer layer : layers) {
            Entry entry = layer.logVariance();
            lanes.exponentiate(variances, entry.offset(), entry.offset() + entry.size());
        }
        return variances;
    }

    /** From derivatives of variances to those of their logarithms. */
    void differentiate(A gradient) {
        for (StochasticLayer layer : layers) {
            Entry entry = layer.logVariance();
            lanes.multiplyEntries(gradient, variances, entry.offset(), entry.offset() + entry.size());
        }
    }

    /** What turns the derivative of a value in the place of parameter i into that of the parameter. */
    double inner(int i) {
        boolean variance = layers.stream().map(StochasticLayer::logVariance)
                .anyMatch(entry -> i >= entry.offset() && i < entry.offset() + entry.size());
        return variance ? lanes.get(variances, i) : 1;
    }

    /** KL(N(m, s) || N(0, v)) = (s / v + m^2 / v - 1 - log s + log v) / 2, summed over all stochastic parameters. */
    double divergence() {
        double twice = 0;
        for (StochasticLayer layer : layers) {
            double v = layer.priorVariance();
            double logarithm = StrictMath.log(v);
            int at = layer.logVariance().offset() - layer.mean().offset();
            for (int i = layer.mean().offset(); i < layer.mean().offset() + layer.mean().size(); i++) {
                double m = lanes.get(given, i);
                twice += (lanes.get(variances, i + at) + m * m) / v - 1 - lanes.get(given, i + at) + logarithm;
            }
        }
        return twice / 2;
    }

    /** Adds a factor times the gradient of {@link #divergence}. */
    void addDivergence(double factor, A gradient) {
        for (StochasticLayer layer : layers) {
            double v = layer.priorVariance();
            Entry mean = layer.mean();
            Entry variance = layer.logVariance();
            lanes.addEntries(given, mean.offset(), factor / v, 0, gradient, mean.offset(), mean.size());
            lanes.addEntries(variances, variance.offset(), factor / (2 * v), -factor / 2, gradient, variance.offset(), variance.size());
        }
    }
}
