package org.paramscope.models.variational;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;

/**
 * Recurrent variational autoencoder (Fabius, van Amersfoort 2015): a recurrent layer reads the window, its last state gives mean
 * and log-variances of the code, and a second layer, which starts from
 * the code and reads it at every step, writes the window. The written values are not fed back: given the true ones, the decoder could
 * predict each value from those before it and leave the code unused (Bowman et al. 2016). It reconstructs the window that it sees from
 * the mean of its code, and forecasts the end of windows from their beginning where samples have a past.
 */
public final class RecurrentVariationalAutoencoder implements ModelType<RecurrentVariationalAutoencoder.Settings> {

    /**
     * @param cell of encoder and decoder
     * @param hidden units of encoder and decoder each
     * @param code width k of the code
     * @param noise which variances the likelihood has
     * @param variance of the likelihood where it is given, in standardised units
     * @param beta weight of the divergence in the loss; 1 makes it the evidence lower bound (Higgins et al. 2017)
     */
    public record Settings(
            @Setting(label = "Cell", help = "of encoder and decoder") Cell cell,
            @Setting(label = "Hidden units", min = 1, max = 1024, search = {"8", "16", "24"},
                    help = "of encoder and decoder each") int hidden,
            @Setting(label = "Code", min = 1, max = 256, search = {"2", "3", "5"}, help = "width of the code") int code,
            @Setting(label = "Noise",
                    help = "variances of the likelihood: one or one a channel, learned, or one given") NoiseVariance noise,
            @Setting(label = "Noise variance", min = 1e-9, max = 1e9,
                    help = "of the likelihood where it is given, in standardised units") double variance,
            @Setting(label = "Divergence weight", min = 0, max = 1000,
                    help = "beta; 1: the loss is the evidence lower bound") double beta) {

        public Settings() {
            this(Cell.GRU, 16, 3, NoiseVariance.SHARED, 0.1, 1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        int hidden = settings.hidden();
        Node read = graph.recurrent("encoder", settings.cell(), graph.sequence(), hidden).last();
        Node code = LatentGaussian.draw(graph, graph.dense("mean", read, settings.code(), IDENTITY),
                graph.dense("logVariance", read, settings.code(), IDENTITY));
        Node start = graph.dense("start", code, hidden * settings.cell().states(), TANH);
        Node states = graph.recurrent("decoder", settings.cell(), code, hidden).from(start).repeated(shape.length()).states();
        Node steps = graph.pointwise("output", states, shape.channels(), IDENTITY);
        Node output = graph.reshape("window", steps, shape.size());
        return LatentGaussian.model(graph, shape, output, settings.noise(), settings.variance(), settings.beta());
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.NONE.withLength(2);
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        return LatentReport.pictures(fitted);
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        return LatentReport.facts(fitted);
    }
}
