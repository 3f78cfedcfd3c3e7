package org.paramscope.geometry.reduction;

import org.paramscope.data.Samples;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.geometry.metric.Bures;
import org.paramscope.geometry.metric.ChosenMetric;

/**
 * What a reduction starts from.
 *
 * @param problem      the model, the samples for refits, the validation samples by which sizes are chosen
 * @param network      [p] the fitted network that is reduced: the base of every path and of every control
 * @param distribution of the network's parameters
 * @param layer        whose units are reduced
 * @param test         samples on which errors are reported
 * @param metric       between the neurons of the layer
 */
public record ReductionProblem(Problem problem, double[] network, ParameterDistribution distribution, String layer,
        Samples test, ChosenMetric<?> metric) {

    /** With the 2-Wasserstein metric. */
    public ReductionProblem(Problem problem, double[] network, ParameterDistribution distribution, String layer,
            Samples test) {
        this(problem, network, distribution, layer, test, new ChosenMetric<>(new Bures(), new Bures.Settings()));
    }
}
