package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.SIGMOID;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/**
 * Contractive autoencoder of windows [n, d] (Rifai et al. 2011): code h = sigmoid(W x + b), tied decoder y = W'h + c, and the
 * loss (||x - y||^2 + lambda ||dh/dx||^2) / d with the squared Frobenius norm sum over units j of (h_j (1 - h_j))^2 ||w_j||^2.
 * The norm is minimised through its unbiased estimate ||J'v||^2, J = dh/dx, with one standard normal v for each sample and step
 * (Hutchinson 1990), which costs one transposed layer and lets units be merged. It reconstructs the window that it sees and
 * predicts nothing.
 */
public final class ContractiveAutoencoder implements CodedModelType<ContractiveAutoencoder.Settings> {

    /**
     * @param units of the code
     * @param contraction lambda, in units of the samples squared
     */
    public record Settings(
            @Setting(label = "Code units", min = 1, max = 4096, search = {"3", "5", "10", "16", "32"}) int units,
            @Setting(label = "Contraction", min = 0, max = 1e6, search = {"0.01", "0.03", "0.1", "0.3", "1"},
                    help = "factor of the squared norm of the code's derivative beside the squared error of the window") double contraction) {

        public Settings() {
            this(10, 0.1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Node code = graph.head("latent", graph.dense("encoder", graph.input(), settings.units(), SIGMOID));
        graph.head(Model.OUTPUT, graph.transposed("output", code, "encoder", true, IDENTITY));
        graph.head("contraction", derivative(graph, code));
        return graph.model(SQUARED_ERROR.plus(Loss.value("contraction").times(settings.contraction() / shape.size())));
    }

    /** ||W' diag(h (1 - h)) v||^2 with a drawn v. */
    private static Node derivative(Graph graph, Node code) {
        Node slope = graph.arithmetic("slope", code, Operator.SUBTRACT, graph.apply("squared code", Function.SQUARE, code));
        Node zeros = graph.rescale("zeros", code, 0, 0);
        Node direction = graph.sample("direction", Gaussian.diagonal(zeros, zeros));
        Node scaled = graph.arithmetic("scaled direction", slope, Operator.MULTIPLY, direction);
        Node pulled = graph.transposed("pulled back", scaled, "encoder", false, IDENTITY);
        return graph.sum("squared length", graph.apply("squares", Function.SQUARE, pulled), 0);
    }
}
