package org.paramscope.models.continuous;

import static org.paramscope.engine.graph.Activation.IDENTITY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;

/**
 * Latent ordinary differential equation (Chen et al. 2018, section 5; Rubanova, Chen, Duvenaud 2019): a recurrent encoder reads the past, or
 * the window, backwards in time and yields a normal distribution of the state at its first step; an autonomous equation runs from there
 * through all that was read and through the window [n, length x channels]. Trained by the evidence lower bound. The values are normal
 * around the read-out with one variance, which is learned. Predictions start from the mean; forecasts run the equation on.
 */
public final class LatentOde implements ModelType<LatentOde.Settings> {

    private static final String MEAN = "latent";
    private static final String MISMATCH = "mismatch";
    private static final String DIVERGENCE = "divergence";
    private static final String NOISE = "noise";
    /** Log-variance about which the noise starts: with a small one the state is put to use before the divergence can silence it. */
    private static final double INITIAL_NOISE = -4;
    /** Above this variance of its posterior mean a dimension of the state is in use (Burda, Grosse, Salakhutdinov 2016). */
    private static final double ACTIVE = 0.01;

    /**
     * @param hidden units of the recurrent encoder
     * @param state dimension of the latent state
     * @param width of the field's hidden layer
     * @param start what the encoder reads
     * @param divergence weight of the divergence from the prior; 1 = the evidence lower bound
     * @param substeps of the solver between two samples
     */
    public record Settings(
            @Setting(label = "Encoder units", min = 1, max = 1024, search = {"8", "16"}, help = "gated recurrent units") int hidden,
            @Setting(label = "State", min = 1, max = 64, search = {"2", "3", "4"}, help = "dimension of the latent state") int state,
            @Setting(label = "Field width", min = 1, max = 1024, search = {"8", "16", "32"}, help = "hidden units of the vector field") int width,
            @Setting(label = "Start", help = "what the encoder reads; past: the window where there are not two values before it") Start start,
            @Setting(label = "Divergence weight", min = 0, max = 100, help = "1: the evidence lower bound") double divergence,
            @Setting(label = "Substeps", min = 1, max = 64, help = "of the solver between two samples") int substeps) {

        /** Eight recurrent units, a state of two dimensions. */
        public Settings() {
            this(8, 2, 16, Start.PAST, 1, 1);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Steps steps = new Steps(graph, shape);
        boolean predicting = Steps.readsPast(settings.start(), shape);
        Steps.Range read = steps.read(settings.start());
        Steps.Range solved = new Steps.Range(read.from(), steps.window().to());
        Node encoded = graph.recurrent("encoder", Cell.GRU, sequence(graph, steps, read), settings.hidden()).reversed().last();
        Node mean = graph.head(MEAN, graph.dense("mean", encoded, settings.state(), IDENTITY));
        Gaussian posterior = Gaussian.diagonal(mean, graph.dense("logVariance", encoded, settings.state(), IDENTITY));
        graph.head(DIVERGENCE, graph.divergence(DIVERGENCE, posterior));
        LatentFlow flow = LatentFlow.of(settings.width(), settings.substeps(), shape);
        Node states = flow.solve(graph, graph.sample("initial", posterior), solved.count(), steps.times(solved));
        int before = solved.count() - shape.length();
        int[] first = IntStream.range(before * settings.state(), (before + 1) * settings.state()).toArray();
        graph.head(FreeRun.STATE, graph.select("first", first, states));
        Node values = LatentFlow.readOut(graph, states, shape.channels());
        graph.head(MISMATCH, mismatch(graph, steps, solved, values));
        graph.head(Model.OUTPUT, graph.reshape("window.flat", graph.slice("window", values, before, solved.count()), shape.size()));
        Loss bound = Loss.value(MISMATCH).plus(Loss.value(DIVERGENCE).times(settings.divergence()));
        Model model = graph.model(bound.times(1.0 / (solved.count() * shape.channels())));
        return predicting ? Decoder.forecasting(flow, model) : model;
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.NONE.withLength(2).withIrregular().withGaps();
    }

    /** What the encoder reads at each step: values, mask, and the time to the step that it read before. */
    private static Node sequence(Graph graph, Steps steps, Steps.Range read) {
        List<Node> parts = new ArrayList<>(List.of(steps.values(read)));
        steps.observed(read).ifPresent(parts::add);
        steps.times(read).ifPresent(times -> {
            int[] later = IntStream.range(0, read.count()).map(i -> Math.min(i + 1, read.count() - 1)).toArray();
            Node intervals = graph.arithmetic("intervals", graph.select("later", later, times), Operator.SUBTRACT, times);
            parts.add(graph.reshape("intervals.column", intervals, read.count(), 1));
        });
        return parts.size() == 1 ? parts.getFirst() : graph.concatenate("read", parts.toArray(Node[]::new));
    }

    /** -log N(x; values, exp(noise)) of each observed value, 0 where none was observed: [steps, channels]. */
    private static Node mismatch(Graph graph, Steps steps, Steps.Range solved, Node values) {
        Node one = graph.rescale("one", graph.slice("any", graph.input(), 0, 1), 0, 1);
        Node noise = graph.head(NOISE, graph.rescale("noise.started", graph.linear(NOISE, one, 1), 1, INITIAL_NOISE));
        Node precision = graph.apply("precision", Function.EXP, graph.rescale("precision.log", noise, -1, 0));
        Node error = graph.arithmetic("error", values, Operator.SUBTRACT, steps.values(solved));
        Node scaled = graph.arithmetic("error.scaled", graph.apply("error.square", Function.SQUARE, error), Operator.MULTIPLY, precision);
        Node density = graph.rescale("density", graph.arithmetic("density.double", scaled, Operator.ADD, noise), 0.5,
                0.5 * Math.log(2 * Math.PI));
        return steps.observed(solved).map(mask -> graph.arithmetic(MISMATCH, density, Operator.MULTIPLY, mask)).orElse(density);
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        List<Picture> pictures = new ArrayList<>(cycle(settings, fitted).pictures());
        pictures.addAll(Picture.ofCodes(fitted));
        return pictures;
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        List<Fact> facts = new ArrayList<>(cycle(settings, fitted).facts());
        if (fitted.shown().count() == 0) {
            return facts;
        }
        NumericArray mean = fitted.model().head(MEAN, fitted.parameters(), fitted.training());
        int active = (int) IntStream.range(0, mean.size(1)).filter(j -> variance(mean, j) > ACTIVE).count();
        facts.add(active == 0 ? Fact.warning("active dimensions of the state", 0,
                "the posterior has collapsed onto the prior: the state says nothing of what was read")
                : Fact.of("active dimensions of the state", active, "whose posterior mean varies among windows of the fit"));
        double divergence = Arrays.stream(fitted.model().head(DIVERGENCE, fitted.parameters(), fitted.shown()).toArray()).average()
                .orElseThrow();
        facts.add(Fact.of("divergence from the prior [nats]", divergence, "mean over held-out windows"));
        facts.add(Fact.of("standard deviation of the noise [units of the model]",
                Math.exp(0.5 * fitted.model().head(NOISE, fitted.parameters(), fitted.shown()).at(0))));
        return facts;
    }

    private static LimitCycle cycle(Settings settings, FittedModel fitted) {
        return LimitCycle.of(LatentFlow.of(settings.width(), settings.substeps(), fitted.model().shape()), fitted);
    }

    private static double variance(NumericArray values, int column) {
        double[] x = values.column(column).toArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }
}
