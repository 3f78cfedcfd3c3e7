package org.paramscope.models.continuous;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/**
 * Neural ordinary differential equation (Chen, Rubanova, Bettencourt, Duvenaud 2018): a state z at the window's first step,
 * dz/ds = V tanh(W z + b) + c from there on, and the channels read from z at every step; windows [n, length x channels]. The state is
 * latent, encoded from the past or from the window, or it consists of delayed values (Takens 1981). Forecasts run the equation on.
 */
public final class NeuralOde implements ModelType<NeuralOde.Settings> {

    /** What the coordinates of the state are. */
    public enum Coordinates {
        /** Whatever an encoder makes of the values; the read-out is affine. Irregular times and gaps will do. */
        LATENT,
        /** The value one step before the window, and those one lag, two lags, ... earlier; each channel has its own. Nothing is encoded. */
        DELAY
    }

    /**
     * @param coordinates of the state
     * @param state dimension of a latent state, or number of delayed values of each channel
     * @param width of the field's hidden layer
     * @param encoder width of the encoder's hidden layer; 0 = affine
     * @param lag steps between delayed values
     * @param start what the state is encoded from
     * @param substeps of the solver between two samples
     */
    public record Settings(
            @Setting(label = "Coordinates", help = "latent, from an encoder, or delayed values of the channels") Coordinates coordinates,
            @Setting(label = "State", min = 1, max = 64, search = {"2", "3", "4"},
                    help = "dimension of a latent state, or number of delayed values of each channel") int state,
            @Setting(label = "Field width", min = 1, max = 1024, search = {"8", "16", "32"}, help = "hidden units of the vector field") int width,
            @Setting(label = "Encoder width", min = 0, max = 1024, search = {"0", "8", "16"},
                    help = "hidden units of the encoder of a latent state; 0: affine") int encoder,
            @Setting(label = "Lag", min = 1, max = 100_000, unit = "samples", help = "between delayed values; unused for a latent state") int lag,
            @Setting(label = "Start", help = "what a latent state is encoded from; past: the window where there are not two values before it")
            Start start,
            @Setting(label = "Substeps", min = 1, max = 64, help = "of the solver between two samples") int substeps) {

        /** A latent state of two dimensions, from the past. */
        public Settings() {
            this(Coordinates.LATENT, 2, 16, 8, 5, Start.PAST, 1);
        }

        private int reach() {
            return (state - 1) * lag + 1;
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        return settings.coordinates() == Coordinates.DELAY ? delayed(settings, shape) : latent(settings, shape);
    }

    @Override
    public Requirements requirements(Settings settings) {
        return settings.coordinates() == Coordinates.DELAY ? Requirements.past(settings.reach())
                : Requirements.NONE.withLength(2).withIrregular().withGaps();
    }

    private static Model latent(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Steps steps = new Steps(graph, shape);
        Node read = DenseReading.of(graph, steps, settings.start(), shape);
        Node hidden = settings.encoder() == 0 ? read : graph.dense("encoder", read, settings.encoder(), TANH);
        Node initial = graph.head("latent", graph.dense("initial", hidden, settings.state(), IDENTITY));
        return new Decoder(LatentFlow.of(settings.width(), settings.substeps(), shape), graph, steps, shape)
                .model(initial, Steps.readsPast(settings.start(), shape));
    }

    private static Model delayed(Settings settings, SampleShape shape) {
        if (settings.reach() > shape.past()) {
            throw new SettingException("state", Integer.toString(settings.state()), "with a lag of " + settings.lag() + " samples, 1 to "
                    + ((shape.past() - 1) / settings.lag() + (shape.past() > 0 ? 1 : 0)) + " is allowed, as " + shape.past()
                    + " values are kept before each window");
        }
        LatentFlow flow = LatentFlow.of(settings.width(), settings.substeps(), shape);
        int channels = shape.channels();
        int width = settings.state() * channels;
        Graph graph = new Graph(shape);
        int[] entries = IntStream.range(0, width).map(i -> (shape.past() - 1 - i / channels * settings.lag()) * channels + i % channels).toArray();
        Node initial = graph.head("latent", graph.select("delays", entries, graph.past()));
        Node states = graph.slice("window.states", flow.regular(graph, initial, shape.length() + 1), 1, shape.length() + 1);
        graph.head(FreeRun.STATE, graph.select("first", IntStream.range(0, width).toArray(), states));
        graph.head(Model.OUTPUT, graph.reshape("window", graph.features("output", states, 0, channels), shape.size()));
        return Decoder.forecasting(flow, graph.model(Loss.SQUARED_ERROR));
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        List<Picture> pictures = new ArrayList<>(LimitCycle.of(LatentFlow.of(settings.width(), settings.substeps(), fitted.model().shape()),
                fitted).pictures());
        pictures.addAll(Picture.ofCodes(fitted));
        return pictures;
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        return LimitCycle.of(LatentFlow.of(settings.width(), settings.substeps(), fitted.model().shape()), fitted).facts();
    }
}
