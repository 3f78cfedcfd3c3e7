package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
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
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.metric.Distances;
import org.paramscope.geometry.metric.Embedding;
import org.paramscope.geometry.reduction.Reduction;

/** Results with planted properties, small enough to reason about. */
final class Results {

    private Results() {
    }

    static Model network(int length, int hidden) {
        Graph g = new Graph(SampleShape.window(length, 1));
        g.head("reconstruction", g.dense("output", g.dense("encoder", g.input(), hidden, Activation.TANH), length, Activation.IDENTITY));
        return g.model(Loss.SQUARED_ERROR);
    }

    /** Replicas around planted means; parameter 0 and 1 vary in opposite ways. */
    static ParameterDistribution distribution(int length, int hidden, int replicas) {
        Model model = network(length, hidden);
        int p = model.parameters();
        Random random = new Random(8);
        double[] means = random.doubles(p, -1, 1).toArray();
        double[] samples = new double[replicas * p];
        for (int b = 0; b < replicas; b++) {
            for (int i = 0; i < p; i++) {
                samples[b * p + i] = means[i] + 0.1 * random.nextGaussian();
            }
            samples[b * p + 1] = means[1] - (samples[b * p] - means[0]);
        }
        NumericArray rows = NumericArray.of(samples, replicas, p);
        return ParameterDistribution.of(model, NumericArray.of(means), Covariance.ofSamples(rows))
                .withSamples(rows, NumericArray.of(means, 1, p), true);
    }

    static Identity identity(String layer, double rho, double chance, String basis) {
        Random random = new Random(3);
        return Identity.judge(layer, rho, IntStream.range(0, 200).mapToDouble(i -> chance + 0.005 * random.nextGaussian()).toArray(), basis,
                basis.equals(Identity.DISPLACEMENTS) ? 0.4 : Double.NaN);
    }

    static ParameterSpace space(Identity identity, int... groups) {
        Neurons neurons = Neurons.of(distribution(6, groups.length, 40), "encoder");
        return new ParameterSpace(neurons, Embedding.pca(neurons),
                new Distances(NumericArray.zeros(groups.length, groups.length), neurons.labels(), "Bures"), groups, identity);
    }

    static FrontPoint point(String name, String kind, int complexity, double error) {
        return new FrontPoint(name, kind, complexity, error, error, 0.9 * error, 1.1 * error, Map.of());
    }

    /** Paths whose errors are a factor of the median of random merges, whose 95 % band runs from 0.8 to 1.3 of it. */
    static Reduction reduction(boolean refit, double factor) {
        int[] units = {8, 4, 2, 1};
        double[][] quantiles = new double[3][];
        List<Reduction.Step> steps = new ArrayList<>();
        for (int i = 0; i < units.length; i++) {
            double median = 0.1 * (i + 1);
            steps.add(new Reduction.Step(units[i], 13 * units[i] + 6, median, factor * median, new int[8], Optional.empty(), NumericArray.zeros(1)));
            if (i > 0) {
                quantiles[i - 1] = new double[] {0.8 * median, 0.9 * median, median, 1.1 * median, 1.3 * median};
            }
        }
        return new Reduction("encoder", List.of(new Reduction.Path("means + covariance", refit, steps)),
                List.of(new Reduction.Band("random merge", refit, 100, new int[] {4, 2, 1}, new int[] {58, 32, 19}, NumericArray.ofRows(quantiles))));
    }

    static Front front(Reduction... reductions) {
        return new Front(List.of(point("ssa-1", "model", 10, 0.9), point("ssa-2", "model", 20, 0.3), point("pca-2", "model", 30, 0.4),
                point("seasonal naive", "baseline", 0, 0.8)), List.of(reductions), "test NRMSE", "parameters");
    }
}
