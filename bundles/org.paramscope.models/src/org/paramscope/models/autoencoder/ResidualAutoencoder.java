package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Arithmetic.Operator.ADD;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Autoencoder of windows [n, d] whose decoder adds a small hidden layer to the transposed linear encoder:
 * z = W x + a, x' = W'z + b + V s(U z + c) with W [k, d], U [h, k], V [d, h] and an activation s. With V = 0 it is principal component
 * analysis (Baldi &amp; Hornik, Neural Networks 2, 1989): the hidden layer learns what the plane of the components misses, a shortcut
 * past it as in residual networks (He et al., Deep Residual Learning, 2016, eq. 1). It has d k + k + d + h (k + 1 + d) parameters.
 */
public final class ResidualAutoencoder implements CodedModelType<ResidualAutoencoder.Settings> {

    /**
     * The widths.
     *
     * @param bottleneck width k of the linear code, at most the size of a window
     * @param hidden     units h of the correction
     * @param activation s of the correction
     */
    public record Settings(
            @Setting(label = "Bottleneck", min = 1, max = 1024, help = "width of the linear code", search = {"2", "4", "8"}) int bottleneck,
            @Setting(label = "Hidden units", min = 1, max = 4096, help = "of the correction to the linear decoder",
                    search = {"4", "8", "16"}) int hidden,
            @Setting(label = "Activation", help = "of the correction") Activation activation) {
        public Settings() {
            this(4, 8, Activation.TANH);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        if (settings.bottleneck() > shape.size()) {
            throw new SettingException("bottleneck", Integer.toString(settings.bottleneck()),
                    "1 to " + shape.size() + " is allowed, the size of a window");
        }
        Graph graph = new Graph(shape);
        Node code = graph.head("latent", graph.dense("encoder", graph.input(), settings.bottleneck(), IDENTITY));
        Node plane = graph.transposed("decoder", code, "encoder", true, IDENTITY);
        Node hidden = graph.dense("correction", code, settings.hidden(), settings.activation());
        Node correction = graph.linear("output", hidden, shape.size());
        graph.head("reconstruction", graph.arithmetic("sum", plane, ADD, correction));
        return graph.model(SQUARED_ERROR);
    }
}
