package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.geometry.Neurons;
import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.metric.Distances;
import org.paramscope.geometry.metric.Embedding;
import org.paramscope.geometry.reduction.Reduction;
import org.paramscope.geometry.reduction.Sufficiency;

/** The neurons take the merge groups of the network that suffices; refitted networks count first, for they need fewer. */
class GroupingTest {

    private static final int[] PLAIN = {0, 1, 2, 2};
    private static final int[] REFITTED = {0, 1, 1, 1};

    private static ModelResult model(double error) {
        Graph g = new Graph(SampleShape.window(3, 1));
        g.head("reconstruction", g.dense("output", g.dense("encoder", g.input(), 4, Activation.TANH), 3, Activation.IDENTITY));
        Model network = g.model(Loss.SQUARED_ERROR);
        double[] mean = IntStream.range(0, network.parameters()).mapToDouble(i -> Math.sin(i)).toArray();
        ParameterDistribution distribution = ParameterDistribution.of(network, NumericArray.of(mean),
                new Covariance.Diagonal(NumericArray.zeros(mean.length)));
        Neurons neurons = Neurons.of(distribution, "encoder");
        ParameterSpace space = new ParameterSpace(neurons, Embedding.pca(neurons), new Distances(NumericArray.zeros(4, 4), neurons.labels(), "test"),
                new int[] {0, 1, 2, 3}, Identity.judge("encoder", 0.9, new double[] {0.1}, Identity.WEIGHTS, Double.NaN));
        Score score = new Score(error, error, error);
        return new ModelResult("ae", "test", "", network, NumericArray.of(mean), mean.length, score, score, Map.of(), Learned.NOTHING, Optional.empty(),
                List.of(new EstimatorResult("bootstrap", "ae", distribution, Optional.empty(), Optional.empty(), List.of(space), NumericArray.zeros(0), "", 0)));
    }

    private static ReductionResult reduction(int plain, int refitted) {
        return new ReductionResult("ae", "bootstrap", 4, new Reduction("encoder", List.of(path(false, 3, PLAIN), path(true, 2, REFITTED)), List.of(),
                List.of(outcome(false, plain), outcome(true, refitted))));
    }

    private static Reduction.Path path(boolean refit, int units, int[] groups) {
        return new Reduction.Path(Reduction.COVARIANCE, refit,
                List.of(new Reduction.Step(units, 10, 0.1, 0.1, groups, Optional.empty(), NumericArray.zeros(1))));
    }

    private static Sufficiency outcome(boolean refit, int k) {
        return new Sufficiency(Reduction.COVARIANCE, refit, 4, k, k, k, 0.01, 0.1, 0, 0, 0, 4, 0.5, 0.5, 0, 0, 0, 12);
    }

    private static int[] groups(double error, ReductionResult reduction) {
        return Grouping.apply(List.of(model(error)), Optional.of(reduction)).get(0).estimates().get(0).spaces().get(0).groups();
    }

    @Test
    void theGroupsThatSufficeColourTheNeurons() {
        assertArrayEquals(REFITTED, groups(0.3, reduction(3, 2)));
        assertArrayEquals(PLAIN, groups(0.3, reduction(3, 4)), "no refitted network suffices");
        assertArrayEquals(new int[] {0, 1, 2, 3}, groups(0.3, reduction(4, 4)), "none suffices");
        assertArrayEquals(new int[] {0, 1, 2, 3}, groups(1.3, reduction(3, 2)), "the model itself failed");
    }
}
