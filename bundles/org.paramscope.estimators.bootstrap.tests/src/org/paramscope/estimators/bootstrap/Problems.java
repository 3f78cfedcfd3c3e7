package org.paramscope.estimators.bootstrap;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;

/** Problems whose estimates have a closed form. */
final class Problems {

    private Problems() {
    }

    /** Weighted least squares of the target on the inputs: y = x'w. */
    static Problem leastSquares(NumericArray x, NumericArray y, long seed) {
        Samples samples = Samples.table(x, y);
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.linear("output", graph.input(), 1));
        Model model = graph.model(Loss.SQUARED_ERROR).withFitter((m, s, weights, start, budget) -> {
            NumericArray weighted = scaledRows(s.input(), weights);
            return Lapack.solve(Lapack.multiplyTransposed(weighted, s.input()),
                    Lapack.multiplyTransposed(weighted, s.target())).toArray();
        });
        return problem(model, samples, seed);
    }

    static Problem problem(Model model, Samples samples, long seed) {
        return new Problem(model, samples, samples, Budget.steps(1), seed, ReplicaExecutor.threads(2));
    }

    /** The mean of a series as a least-squares problem: the input is 1. */
    static Problem mean(double[] series, long seed) {
        double[] ones = new double[series.length];
        Arrays.fill(ones, 1);
        return leastSquares(NumericArray.owned(ones, series.length, 1), NumericArray.of(series, series.length, 1), seed);
    }

    static NumericArray scaledRows(NumericArray x, double[] weights) {
        int d = x.size(1);
        double[] scaled = x.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= weights[i / d];
        }
        return NumericArray.owned(scaled, x.shape());
    }

    /** Windows of a series of one channel, cut at a seam. */
    static Samples windows(double[] series, int length, int stride, int seam) {
        int[] starts = IntStream.iterate(0, s -> s + length <= series.length, s -> s + stride)
                .filter(s -> s + length <= seam || s >= seam).toArray();
        double[][] rows = new double[starts.length][];
        for (int i = 0; i < starts.length; i++) {
            rows[i] = Arrays.copyOfRange(series, starts[i], starts[i] + length);
        }
        double[] weights = new double[starts.length];
        Arrays.fill(weights, (double) stride / length);
        NumericArray x = NumericArray.ofRows(rows);
        return new Samples(SampleShape.window(length, 1), Map.of(Samples.WINDOW, x), Map.of(Samples.TARGET, x),
                NumericArray.owned(weights), starts, Arrays.stream(starts).map(s -> s < seam ? 0 : 1).toArray(),
                series.length);
    }
}
