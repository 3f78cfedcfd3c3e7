package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Denoising autoencoder of windows [n, d] (Vincent et al. 2008): the network of {@link Autoencoder} sees a corrupted window and
 * is to give the clean one. The corruption is drawn anew in every step of training; predictions see the window as it is. It
 * reconstructs the window that it sees and predicts nothing.
 */
public final class DenoisingAutoencoder implements CodedModelType<DenoisingAutoencoder.Settings> {

    /** How steeply a value passes from masked to kept. */
    private static final double SLOPE = 1000;

    /** What is done to the values of a window. */
    public enum Corruption {
        /** Normal noise is added. */
        GAUSSIAN,
        /** Values are set to 0, the mean of a standardised signal. */
        MASKING
    }

    /**
     * @param hidden widths of the encoder's hidden layers, input first; may be empty
     * @param bottleneck width of the linear code; 0 makes the last hidden layer the code
     * @param activation of every hidden layer
     * @param corruption of the windows
     * @param level standard deviation of the noise in units of the samples, or share of the values that are masked
     */
    public record Settings(
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true, search = {"8", "16", "32", "64"},
                    help = "widths of the encoder's hidden layers, mirrored in the decoder; may be empty") List<Integer> hidden,
            @Setting(label = "Bottleneck", min = 0, max = 256, search = {"1", "2", "3", "5", "10"},
                    help = "width of the linear code; 0: the last hidden layer is the code") int bottleneck,
            @Setting(label = "Activation", help = "of the hidden layers") Activation activation,
            @Setting(label = "Corruption", search = {"GAUSSIAN", "MASKING"},
                    help = "what is done to the values that the encoder sees") Corruption corruption,
            @Setting(label = "Level", min = 0.001, max = 0.95, search = {"0.1", "0.2", "0.4"},
                    help = "standard deviation of the noise in standardised units, or share of masked values") double level) {

        public Settings {
            hidden = List.copyOf(hidden);
            network(hidden, bottleneck, activation);
        }

        public Settings() {
            this(List.of(16), 3, TANH, Corruption.GAUSSIAN, 0.2);
        }

        private static Autoencoder.Settings network(List<Integer> hidden, int bottleneck, Activation activation) {
            return new Autoencoder.Settings(hidden, bottleneck, activation);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Node seen = graph.head("corrupted", switch (settings.corruption()) {
            case GAUSSIAN -> noisy(graph, settings.level());
            case MASKING -> masked(graph, settings.level());
        });
        Autoencoder.layers(graph, seen, Settings.network(settings.hidden(), settings.bottleneck(), settings.activation()), shape);
        return graph.model(SQUARED_ERROR);
    }

    private static Node noisy(Graph graph, double deviation) {
        Node logVariance = graph.rescale("log-variance", graph.input(), 0, 2 * Math.log(deviation));
        return graph.sample("noisy", Gaussian.diagonal(graph.input(), logVariance));
    }

    /**
     * The sum of the squares of two standard normal numbers is above -2 log(share) with the probability {@code share}: such
     * values are masked. The means 0 mask nothing, which is what predictions see.
     */
    private static Node masked(Graph graph, double share) {
        Node zeros = graph.rescale("zeros", graph.input(), 0, 0);
        Node first = graph.apply("first square", Function.SQUARE, graph.sample("first", Gaussian.diagonal(zeros, zeros)));
        Node second = graph.apply("second square", Function.SQUARE, graph.sample("second", Gaussian.diagonal(zeros, zeros)));
        Node radius = graph.arithmetic("squared radius", first, Operator.ADD, second);
        Node kept = graph.apply("kept", Function.SIGMOID, graph.rescale("margin", radius, -SLOPE, -2 * SLOPE * Math.log(share)));
        return graph.arithmetic("masked", graph.input(), Operator.MULTIPLY, kept);
    }
}
