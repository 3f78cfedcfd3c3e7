package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.List;

import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Dense autoencoder of windows [n, length x channels]: hidden layers, mirrored in the decoder, around a linear
 * bottleneck or, without one, around the last hidden layer. {@code hidden = [64], bottleneck = 0} on windows of
 * 57 values is the network 57-64-57; no hidden layer and a bottleneck is the linear autoencoder. It reconstructs
 * the window that it sees and predicts nothing.
 */
public final class Autoencoder implements CodedModelType<Autoencoder.Settings> {

    /**
     * @param hidden     widths of the encoder's hidden layers, input first; may be empty
     * @param bottleneck width of the linear code; 0 makes the last hidden layer the code
     * @param activation of every hidden layer
     */
    public record Settings(
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true, search = {"8", "16", "32", "64"},
                    help = "widths of the encoder's hidden layers, mirrored in the decoder; may be empty") List<Integer> hidden,
            @Setting(label = "Bottleneck", min = 0, max = 256, search = {"1", "2", "3", "5", "10"},
                    help = "width of the linear code; 0: the last hidden layer is the code") int bottleneck,
            @Setting(label = "Activation", help = "of the hidden layers") Activation activation) {

        public Settings {
            hidden = List.copyOf(hidden);
            if (hidden.isEmpty() && bottleneck == 0) {
                throw new SettingException("bottleneck", "0",
                        "at least 1 is needed without a hidden layer");
            }
        }

        public Settings() {
            this(List.of(16), 3, TANH);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        layers(graph, graph.input(), settings, shape);
        return graph.model(SQUARED_ERROR);
    }

    /** Adds the layers over an input [size], with their heads. */
    static void layers(Graph graph, Node input, Settings settings, SampleShape shape) {
        List<Integer> hidden = settings.hidden();
        Node node = input;
        for (int i = 0; i < hidden.size(); i++) {
            node = graph.dense(numbered("encoder", i), node, hidden.get(i), settings.activation());
        }
        if (settings.bottleneck() > 0) {
            node = graph.dense("bottleneck", node, settings.bottleneck(), IDENTITY);
        }
        graph.head("latent", node);
        int innermost = settings.bottleneck() > 0 ? hidden.size() - 1 : hidden.size() - 2;
        for (int i = innermost; i >= 0; i--) {
            node = graph.dense(numbered("decoder", innermost - i), node, hidden.get(i), settings.activation());
        }
        graph.head("reconstruction", graph.dense("output", node, shape.size(), IDENTITY));
    }

    private static String numbered(String name, int index) {
        return index == 0 ? name : name + (index + 1);
    }
}
