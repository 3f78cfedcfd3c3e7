package org.paramscope.models.variational;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Dense variational autoencoder of windows [n, length x channels] (Kingma, Welling 2014): hidden layers to mean and log-variances
 * of a code with prior N(0, I), the same layers mirrored to the mean of a normal likelihood. Without hidden layers it is
 * probabilistic principal component analysis (Tipping, Bishop 1999; Lucas, Tucker, Grosse, Norouzi 2019). It reconstructs the
 * window that it sees from the mean of its code, and forecasts the end of windows from their beginning where samples have a past.
 */
public final class VariationalAutoencoder implements ModelType<VariationalAutoencoder.Settings> {

    /**
     * @param hidden widths of the encoder's hidden layers, input first; empty for the linear model
     * @param code width k of the code
     * @param activation of every hidden layer
     * @param noise which variances the likelihood has
     * @param variance of the likelihood where it is given, in standardised units
     * @param beta weight of the divergence in the loss; 1 makes it the evidence lower bound (Higgins et al. 2017)
     */
    public record Settings(
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true, search = {"8", "16", "32"},
                    help = "widths of the encoder's hidden layers, mirrored in the decoder; empty: probabilistic PCA")
                    List<Integer> hidden,
            @Setting(label = "Code", min = 1, max = 256, search = {"2", "3", "5"}, help = "width of the code") int code,
            @Setting(label = "Activation", help = "of the hidden layers") Activation activation,
            @Setting(label = "Noise",
                    help = "variances of the likelihood: one or one a channel, learned, or one given") NoiseVariance noise,
            @Setting(label = "Noise variance", min = 1e-9, max = 1e9,
                    help = "of the likelihood where it is given, in standardised units") double variance,
            @Setting(label = "Divergence weight", min = 0, max = 1000,
                    help = "beta; 1: the loss is the evidence lower bound") double beta) {

        public Settings {
            hidden = List.copyOf(hidden);
        }

        public Settings() {
            this(List.of(16), 3, TANH, NoiseVariance.SHARED, 0.1, 1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        if (settings.activation() == Activation.SOFTMAX) {
            throw new SettingException("activation", "softmax", "a function of one sum is needed");
        }
        List<Integer> hidden = settings.hidden();
        Graph graph = new Graph(shape);
        Node node = graph.input();
        for (int i = 0; i < hidden.size(); i++) {
            node = graph.dense(numbered("encoder", i), node, hidden.get(i), settings.activation());
        }
        Node mean = graph.dense("mean", node, settings.code(), IDENTITY);
        // the posterior of a linear model has the same covariance for all windows (Tipping, Bishop 1999, equation 6)
        Node logVariance = hidden.isEmpty() ? LatentGaussian.free(graph, "logVariance", settings.code())
                : graph.dense("logVariance", node, settings.code(), IDENTITY);
        node = LatentGaussian.draw(graph, mean, logVariance);
        for (int i = hidden.size() - 1; i >= 0; i--) {
            node = graph.dense(numbered("decoder", hidden.size() - 1 - i), node, hidden.get(i), settings.activation());
        }
        Node output = graph.dense("output", node, shape.size(), IDENTITY);
        return LatentGaussian.model(graph, shape, output, settings.noise(), settings.variance(), settings.beta());
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        return LatentReport.pictures(fitted);
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        return LatentReport.facts(fitted);
    }

    /**
     * Windows drawn from a variational autoencoder, dense or recurrent: codes from the prior, decoded, with the noise of the
     * likelihood.
     *
     * @param model that this class or {@link RecurrentVariationalAutoencoder} built, with the graph that it has now
     * @param parameters [p]
     * @param count number of windows, at least 0
     * @return [count, length x channels] in the samples' standardised units, time step by time step
     */
    public static NumericArray draw(Model model, double[] parameters, int count, long seed) {
        return Decoder.of(model, parameters).draw(count, seed);
    }

    private static String numbered(String name, int index) {
        return index == 0 ? name : name + (index + 1);
    }
}
