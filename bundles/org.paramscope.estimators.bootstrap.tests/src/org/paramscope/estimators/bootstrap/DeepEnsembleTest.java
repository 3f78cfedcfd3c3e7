package org.paramscope.estimators.bootstrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;

class DeepEnsembleTest {

    private static final DeepEnsemble.Settings TEN = new DeepEnsemble.Settings(10);

    private static Problem network(int steps) {
        double[] x = IntStream.range(0, 64).mapToDouble(t -> -2 + t / 16.0).toArray();
        NumericArray inputs = NumericArray.of(x, 64, 1);
        NumericArray targets = NumericArray.of(IntStream.range(0, 64).mapToDouble(t -> Math.sin(2 * x[t])).toArray(), 64, 1);
        Samples samples = Samples.table(inputs, targets);
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.dense("output",
                graph.dense("hidden", graph.input(), 6, Activation.TANH), 1, Activation.IDENTITY));
        Model model = graph.model(Loss.SQUARED_ERROR);
        return new Problem(model, samples, samples, Budget.steps(steps), 4, ReplicaExecutor.threads(2));
    }

    @Test
    void aClosedFormHasNoSpread() {
        double[] series = IntStream.range(0, 50).mapToDouble(t -> t % 7).toArray();
        Problem problem = Problems.mean(series, 1);
        ParameterDistribution distribution = new DeepEnsemble().estimate(problem, TEN, Progress.none());
        assertEquals(0, distribution.covariance().variance(0), 0);
        assertEquals(IntStream.range(0, 50).mapToDouble(t -> series[t]).sum() / 50, distribution.mean().at(0), 1e-12);
    }

    @Test
    void everyNetworkStartsElsewhere() {
        Problem problem = network(200);
        ParameterDistribution ensemble = new DeepEnsemble().estimate(problem, TEN, Progress.none());
        assertFalse(ensemble.commonStart());
        assertArrayEquals(new int[] {10, problem.model().parameters()}, ensemble.starts().shape());
        for (int b = 1; b < 10; b++) {
            assertFalse(ensemble.starts().slice(0).equals(ensemble.starts().slice(b)));
        }
        assertEquals(10, ensemble.diagnostics().get("replicas"));
    }

    @Test
    void startsSpreadMoreThanResamplesFromACommonStart() {
        Problem problem = network(200);
        ParameterDistribution ensemble = new DeepEnsemble().estimate(problem, TEN, Progress.none());
        ParameterDistribution bootstrap = new Bootstrap().estimate(problem,
                new Bootstrap.Settings(Scheme.PAIRS, 10, 0, BlockRule.PERIOD), Progress.none());
        assertTrue(bootstrap.commonStart());
        assertTrue(trace(ensemble) > trace(bootstrap));
    }

    private static double trace(ParameterDistribution distribution) {
        return IntStream.range(0, distribution.mean().length())
                .mapToDouble(i -> distribution.covariance().variance(i)).sum();
    }
}
