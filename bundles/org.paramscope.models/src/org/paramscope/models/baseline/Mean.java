package org.paramscope.models.baseline;

import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.models.internal.Observed;

/**
 * Baseline with one parameter a channel: every value is predicted by the weighted mean of the observed training values of
 * its channel, in the units of the samples. The best constant under squared error; its NRMSE is about 1.
 */
public final class Mean implements ModelType<Mean.Settings> {

    /** Nothing to choose. */
    public record Settings() {
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Node one = graph.rescale("one", graph.slice("first", graph.input(), 0, 1), 0, 1);
        Node mean = graph.linear("mean", one, shape.channels());
        graph.head("reconstruction", graph.select("repeated",
                IntStream.range(0, shape.size()).map(i -> i % shape.channels()).toArray(), mean));
        return graph.model(Observed.loss(graph, shape)).asPredictor().withFitter(Mean::fit).withForecaster(Mean::forecast);
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.NONE.withIrregular().withGaps();
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        return IntStream.range(0, fitted.parameters().length)
                .mapToObj(c -> Fact.of("mean of channel " + (c + 1), fitted.parameters()[c])).toList();
    }

    private static double[] fit(Model model, Samples samples, double[] weights, double[] start, Budget budget) {
        int size = samples.shape().size();
        int channels = samples.shape().channels();
        double[] sums = new double[channels];
        double[] totals = new double[channels];
        for (int n = 0; n < samples.count(); n++) {
            for (int i = 0; i < size; i++) {
                if (Observed.within(samples, n, i)) {
                    sums[i % channels] += weights[n] * samples.input().at(n * size + i);
                    totals[i % channels] += weights[n];
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            if (!(totals[c] > 0)) {
                throw new NumericalException("mean", "no value of channel " + (c + 1) + " has weight and was observed");
            }
            sums[c] /= totals[c];
        }
        return sums;
    }

    private static NumericArray forecast(Model model, double[] parameters, Samples origins, int steps) {
        double[] values = new double[origins.count() * steps * parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters[i % parameters.length];
        }
        return NumericArray.owned(values, origins.count(), steps * parameters.length);
    }
}
