package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.RELU;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/**
 * Sparse autoencoder of windows [n, d]: code h = max(W x + b, 0), which may have more units than the window has values, tied
 * decoder y = W'h + c, and the loss (||x - y||^2 + lambda ||h||_1) / d (sparse coding, Olshausen, Field 1996; rectified code,
 * Glorot, Bordes, Bengio 2011). Tied weights keep the penalty honest: a code cannot shrink while a decoder grows. It reconstructs
 * the window that it sees and predicts nothing.
 */
public final class SparseAutoencoder implements CodedModelType<SparseAutoencoder.Settings> {

    /**
     * @param units of the code
     * @param sparsity lambda, in units of a value of the samples
     */
    public record Settings(
            @Setting(label = "Code units", min = 1, max = 4096, search = {"8", "16", "32", "64", "128"},
                    help = "may be more than the window has values") int units,
            @Setting(label = "Sparsity", min = 0, max = 1000, search = {"0.03", "0.1", "0.3", "1"},
                    help = "factor of the sum of the active units beside the squared error of the window") double sparsity) {

        public Settings() {
            this(64, 0.1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Node code = graph.head("latent", graph.dense("encoder", graph.input(), settings.units(), RELU));
        graph.head(Model.OUTPUT, graph.transposed("output", code, "encoder", true, IDENTITY));
        graph.head("sparsity", graph.sum("sum of the code", code, 0));
        return graph.model(SQUARED_ERROR.plus(Loss.value("sparsity").times(settings.sparsity() / shape.size())));
    }

    /** Dead units, and how many of the others speak in a window. */
    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        List<Fact> facts = new ArrayList<>(CodedModelType.super.facts(settings, fitted));
        if (fitted.shown().count() > 0) {
            NumericArray code = fitted.model().head("latent", fitted.parameters(), fitted.shown());
            long active = 0;
            for (int i = 0; i < code.length(); i++) {
                active += code.at(i) > 0 ? 1 : 0;
            }
            facts.add(Fact.of("share of active code units", (double) active / code.length(), "mean over windows, of " + code.size(1)));
        }
        return facts;
    }
}
