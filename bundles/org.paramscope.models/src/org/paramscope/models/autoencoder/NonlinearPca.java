package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/**
 * Nonlinear principal component analysis of windows [n, d] (Kramer 1991) with tied weights: h = f(V x + a), code z = W h + b,
 * mirrored decoder y = V'f(W'z + c) + e. The rows of W [k, m] are held orthonormal by the penalty lambda ||W W' - I||^2
 * (Frobenius norm; soft orthogonality, Bansal, Chen, Wang 2018). Without hidden layer, or with the identity for f, its best
 * reconstruction is that of principal component analysis. It reconstructs the window that it sees and predicts nothing.
 */
public final class NonlinearPca implements CodedModelType<NonlinearPca.Settings> {

    /**
     * @param components k, at most the width of the layer below the code
     * @param hidden units m of the hidden layer; 0 for none
     * @param activation f
     * @param orthogonality lambda, in units of the mean squared error
     */
    public record Settings(
            @Setting(label = "Components", min = 1, max = 16, search = {"1", "2", "3", "5", "10"},
                    help = "dimension of the code") int components,
            @Setting(label = "Hidden units", min = 0, max = 4096, search = {"12", "16", "32"},
                    help = "of the encoder, mirrored in the decoder; 0: none, the model is linear") int hidden,
            @Setting(label = "Activation", help = "of the hidden units") Activation activation,
            @Setting(label = "Orthogonality", min = 0, max = 1e6,
                    help = "factor of the penalty on the code's rows for not being orthonormal") double orthogonality) {

        public Settings() {
            this(3, 16, TANH, 1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        int below = settings.hidden() > 0 ? settings.hidden() : shape.size();
        if (settings.components() > below) {
            throw new SettingException("components", Integer.toString(settings.components()), "1 to " + below
                    + " is allowed, the width of the layer below the code");
        }
        Graph graph = new Graph(shape);
        Node input = graph.input();
        if (settings.hidden() > 0) {
            Node hidden = graph.dense("hidden", input, settings.hidden(), settings.activation());
            Node code = graph.head("latent", graph.dense("code", hidden, settings.components(), IDENTITY));
            Node mirrored = graph.transposed("mirrored", code, "code", true, settings.activation());
            graph.head(Model.OUTPUT, graph.transposed("output", mirrored, "hidden", true, IDENTITY));
        } else {
            Node code = graph.head("latent", graph.dense("code", input, settings.components(), IDENTITY));
            graph.head(Model.OUTPUT, graph.transposed("output", code, "code", true, IDENTITY));
        }
        if (settings.orthogonality() == 0) {
            return graph.model(SQUARED_ERROR);
        }
        graph.head("orthogonality", departure(graph, input, settings.components()));
        return graph.model(SQUARED_ERROR.plus(Loss.value("orthogonality").times(settings.orthogonality())));
    }

    /** ||W W' - I||^2: the transposed layer turns unit vectors into the rows of W. The same for all samples. */
    private static Node departure(Graph graph, Node input, int components) {
        Node first = graph.slice("any value", input, 0, 1);
        Node constants = graph.concatenate("0 and 1", graph.rescale("0", first, 0, 0), graph.rescale("1", first, 0, 1));
        List<Node> rows = new ArrayList<>();
        List<Node> squares = new ArrayList<>();
        for (int i = 0; i < components; i++) {
            int[] unit = new int[components];
            unit[i] = 1;
            rows.add(graph.transposed("row " + i, graph.select("unit vector " + i, unit, constants), "code", false, IDENTITY));
            for (int j = 0; j <= i; j++) {
                String pair = "rows " + i + " and " + j;
                Node product = graph.sum("product of " + pair, graph.arithmetic(pair, rows.get(i), Operator.MULTIPLY, rows.get(j)), 0);
                Node departure = graph.rescale("departure of " + pair, product, 1, i == j ? -1 : 0);
                Node square = graph.apply("square of " + pair, Function.SQUARE, departure);
                squares.add(i == j ? square : graph.rescale("both of " + pair, square, 2, 0));
            }
        }
        return graph.sum("departure", graph.concatenate("departures", squares.toArray(Node[]::new)), 0);
    }
}
