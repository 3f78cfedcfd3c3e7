package org.paramscope.models.recurrent;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.List;
import java.util.stream.Stream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Recurrent;
import org.paramscope.models.autoencoder.CodedModelType;

/**
 * Sequence autoencoder of windows [n, length x channels] (Cho et al. 2014; Srivastava et al. 2015): a recurrent layer reads the
 * window, an affine map of its last state is the code, and a second layer, which starts from a state made of the code and reads
 * the code at every step, writes the window; an affine map at each step gives the channels. It reconstructs the window that it
 * sees and predicts nothing.
 */
public abstract sealed class RecurrentAutoencoder implements CodedModelType<RecurrentAutoencoder.Settings>
        permits RnnAutoencoder, GruAutoencoder, LstmAutoencoder {

    private final Cell cell;

    RecurrentAutoencoder(Cell cell) {
        this.cell = cell;
    }

    /**
     * @param hidden units of encoder and decoder each
     * @param code width of the linear code
     */
    public record Settings(
            @Setting(label = "Hidden units", min = 1, max = 1024, search = {"4", "8", "16", "32"},
                    help = "of encoder and decoder each") int hidden,
            @Setting(label = "Code", min = 1, max = 256, search = {"1", "2", "3", "5", "10"}, help = "width of the linear code") int code) {

        public Settings() {
            this(16, 3);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Recurrent encoder = graph.recurrent("encoder", cell, graph.sequence(), settings.hidden());
        graph.head(HiddenStates.HEAD, encoder.states());
        Node code = graph.head("latent", graph.dense("code", encoder.last(), settings.code(), IDENTITY));
        Node start = graph.dense("start", code, settings.hidden() * cell.states(), TANH);
        Node states = graph.recurrent("decoder", cell, code, settings.hidden()).from(start).repeated(shape.length()).states();
        graph.head(Model.OUTPUT, graph.pointwise("output", states, shape.channels(), IDENTITY));
        return graph.model(SQUARED_ERROR);
    }

    /** The codes, what each coordinate does, and the way of the encoder's state through a window. */
    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        return Stream.concat(CodedModelType.super.pictures(settings, fitted).stream(), HiddenStates.portrait(fitted).stream()).toList();
    }
}
