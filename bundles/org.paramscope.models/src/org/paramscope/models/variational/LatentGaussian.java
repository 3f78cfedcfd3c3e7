package org.paramscope.models.variational;

import java.util.stream.IntStream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/**
 * The graph between encoder and decoder, and its loss: minus the evidence lower bound of a window (Kingma, Welling 2014, equation
 * 3) with prior N(0, I), posterior N(m, diag(exp(s))) and likelihood N(x; decoder(z), diag(v)); its divergence may be weighted.
 */
final class LatentGaussian {

    /** Head: the mean of a window's code, [k]. */
    static final String MEAN = "latent";
    /** Head: the log-variances of a window's code, [k]. */
    static final String LOG_VARIANCE = "logVariance";
    /** Head: the log-variances of the likelihood, [length x channels]. */
    static final String NOISE = "noise";
    /** Head: KL(posterior || prior) of a window, [1]. */
    static final String DIVERGENCE = "divergence";
    /** Block: the code that the decoder reads, [k]. */
    static final String DRAW = "draw";

    /**
     * Where the learned log-variances of the likelihood start, give or take: the noise of a decoder that explains most of a
     * standardised signal. A larger one makes the code not worth its divergence at first, which invites collapse.
     */
    private static final double INITIAL_LOG_VARIANCE = -2;

    private LatentGaussian() {
    }

    /** Free parameters, the same for all windows: the weights of a constant 1. */
    static Node free(Graph graph, String name, int width) {
        Node one = graph.rescale(name + ".one", graph.slice(name + ".any", graph.input(), 0, 1), 0, 1);
        return graph.linear(name, one, width);
    }

    /** The code that a decoder reads: a draw from N(mean, exp(logVariance)) in training, the mean in predictions. */
    static Node draw(Graph graph, Node mean, Node logVariance) {
        Gaussian posterior = Gaussian.diagonal(graph.head(MEAN, mean), graph.head(LOG_VARIANCE, logVariance));
        graph.head(DIVERGENCE, graph.divergence(DIVERGENCE, posterior));
        return graph.sample(DRAW, posterior);
    }

    /**
     * Closes the graph. The model forecasts when its samples have a past.
     *
     * @param output of the decoder, length x channels values
     * @param variance of the likelihood where it is given
     * @param beta weight of the divergence, at least 0
     */
    static Model model(Graph graph, SampleShape shape, Node output, NoiseVariance noise, double variance, double beta) {
        graph.head(Model.OUTPUT, output);
        graph.head(NOISE, noise(graph, shape, noise, variance));
        Model model = graph.model(Loss.gaussian(Model.OUTPUT, NOISE, Samples.TARGET).plus(Loss.value(DIVERGENCE).times(beta)))
                .withDensity((self, parameters, samples, seed) ->
                        EvidenceBound.of(self, parameters, samples, EvidenceBound.DRAWS, seed).weighted());
        // a window of one step has no end that could follow on a beginning
        return shape.past() > 0 && shape.length() > 1 ? model.withForecaster(Continuation::forecast) : model;
    }

    private static Node noise(Graph graph, SampleShape shape, NoiseVariance noise, double variance) {
        if (noise == NoiseVariance.FIXED) {
            return graph.rescale(NOISE, graph.input(), 0, Math.log(variance));
        }
        int variances = noise == NoiseVariance.SHARED ? 1 : shape.channels();
        Node free = graph.rescale("noise.start", free(graph, "noise.variances", variances), 1, INITIAL_LOG_VARIANCE);
        return graph.select(NOISE, IntStream.range(0, shape.size()).map(i -> i % variances).toArray(), free);
    }
}
