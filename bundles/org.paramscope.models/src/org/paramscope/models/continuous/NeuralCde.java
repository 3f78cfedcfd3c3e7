package org.paramscope.models.continuous;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Control.Interpolation;
import org.paramscope.engine.graph.ControlPath;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Solver;

/**
 * Neural controlled differential equation (Kidger, Morrill, Foster, Lyons 2020) as an encoder: dh = F(h) dX along a path X through time and
 * the observed values of the past, or of the window; an affine map of the last h is the latent state from which an ordinary equation runs
 * through the window [n, length x channels]. Irregular times and missing values need no filling in. Forecasts run the ordinary equation on.
 */
public final class NeuralCde implements ModelType<NeuralCde.Settings> {

    /**
     * @param hidden dimension of the state h of the controlled equation
     * @param control width of the hidden layer of F
     * @param state dimension of the latent state
     * @param width of the hidden layer of the ordinary equation
     * @param path how X runs between observations
     * @param start what X runs through
     * @param substeps of the solver between two samples
     */
    public record Settings(
            @Setting(label = "Encoder state", min = 1, max = 256, search = {"3", "6"}, help = "dimension of the controlled equation") int hidden,
            @Setting(label = "Encoder width", min = 1, max = 1024, search = {"8", "16"}, help = "hidden units of the controlled equation")
            int control,
            @Setting(label = "State", min = 1, max = 64, search = {"2", "3", "4"}, help = "dimension of the latent state") int state,
            @Setting(label = "Field width", min = 1, max = 1024, search = {"8", "16", "32"}, help = "hidden units of the vector field") int width,
            @Setting(label = "Path", help = "natural cubic spline, or Hermite pieces that do not look ahead") Interpolation path,
            @Setting(label = "Start", help = "what the path runs through; past: the window where there are not two values before it") Start start,
            @Setting(label = "Substeps", min = 1, max = 64, help = "of the solver between two samples") int substeps) {

        /** A small encoder of the past. */
        public Settings() {
            this(4, 8, 2, 16, Interpolation.NATURAL_CUBIC, Start.PAST, 1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Steps steps = new Steps(graph, shape);
        Node encoded = encoder(settings, graph, steps, shape.channels());
        Node initial = graph.head("latent", graph.dense("initial", encoded, settings.state(), IDENTITY));
        return new Decoder(LatentFlow.of(settings.width(), settings.substeps(), shape), graph, steps, shape)
                .model(initial, Steps.readsPast(settings.start(), shape));
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.NONE.withLength(2).withIrregular().withGaps();
    }

    /** The last state of the controlled equation, [hidden]. */
    private static Node encoder(Settings settings, Graph graph, Steps steps, int channels) {
        Steps.Range read = steps.read(settings.start());
        ControlPath path = graph.path("path", steps.values(read)).withTime().by(settings.path());
        steps.observed(read).ifPresent(path::where);
        steps.times(read).ifPresent(path::at);
        // time runs from 0 to about 1 along the path, as other channels vary by about 1
        double span = 1.0 / read.count();
        Node first = path.start();
        Node start = graph.concatenate("start", graph.rescale("start.time", graph.features("start.clock", first, 0, 1), span, 0),
                graph.features("start.values", first, 1, channels + 1));
        Node states = graph.control("encoder", path.derivative(), graph.dense("encoder.initial", start, settings.hidden(), IDENTITY),
                new Solver.RungeKutta4(settings.substeps()), Solver.Gradient.BACKPROPAGATION, (body, h, time, contexts) -> {
                    Node matrix = body.reshape("matrix", body.dense("entries", body.dense("hidden", h, settings.control(), TANH),
                            settings.hidden() * (channels + 1), TANH), settings.hidden(), channels + 1);
                    return body.concatenate("scaled", body.rescale("alongTime", body.features("timeColumn", matrix, 0, 1), span, 0),
                            body.features("valueColumns", matrix, 1, channels + 1));
                });
        return graph.last("encoded", states);
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
