package org.paramscope.models.example;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;
import static org.paramscope.engine.graph.Recurrence.Cell.GRU;

import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/** Sequence autoencoder of gated recurrent units (Cho et al. 2014): the last state of one is the input of the other. */
public final class RecurrentAutoencoder implements ModelType<RecurrentAutoencoder.Settings> {

    /** Units of encoder and decoder, and the width of the code between them. */
    public record Settings(
            @Setting(label = "Hidden units", min = 1, max = 1024, help = "of encoder and decoder each") int hidden,
            @Setting(label = "Code", min = 1, max = 256, help = "width of the linear code") int code) {

        public Settings() {
            this(16, 2);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph g = new Graph(shape);
        Node last = g.recurrent("encoder", GRU, g.sequence(), settings.hidden()).last();
        Node code = g.head("latent", g.dense("code", last, settings.code(), IDENTITY));
        Node states = g.recurrent("decoder", GRU, code, settings.hidden()).repeated(shape.length()).states();
        g.head("reconstruction", g.pointwise("output", states, shape.channels(), IDENTITY));
        return g.model(SQUARED_ERROR);
    }
}
