package org.paramscope.core.registry;

import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaSource;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.random.RandomStream;

/** The example of the schema of replica sources: untrained networks, which have no identity. */
public final class ExampleArchive implements ReplicaSource<ExampleArchive.Settings> {

    /** How many. */
    public record Settings(@Setting(label = "Networks", min = 2, max = 1000) int networks) {
        public Settings() {
            this(10);
        }
    }

    @Override
    public ParameterDistribution open(Settings settings, Progress progress) throws DataException {
        Graph graph = new Graph(SampleShape.table(3, 2));
        graph.linear("weights", graph.input(), 2);
        Model model = graph.model(Loss.SQUARED_ERROR);
        double[][] rows = new double[settings.networks()][];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = model.initial(RandomStream.of(1, b, "archive"));
        }
        NumericArray samples = NumericArray.ofRows(rows);
        NumericArray mean = NumericArray.zeros(model.parameters());
        return ParameterDistribution.of(model, mean, Covariance.ofSamples(samples, mean, 1.0 / rows.length))
                .withSamples(samples, NumericArray.zeros(0, model.parameters()), false);
    }
}
