package org.paramscope.models.flow;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Arithmetic;
import org.paramscope.engine.graph.Coupling;
import org.paramscope.engine.graph.CouplingTransform;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

/**
 * A flow of windows x [d] to base values z with the density N(0, I): log p(x) = log N(z; 0, I) + log |det dz/dx| (Dinh,
 * Sohl-Dickstein, Bengio 2017, equation 3), by coupling layers that take turns at the values at even and at odd places.
 *
 * @param transforms applied one after the other in each layer to the same half of the values
 * @param layers at least 2: each half is moved
 * @param hidden widths of the hidden layers of each conditioner
 * @param noise standard deviation of what is added to windows in training; 0 = nothing
 */
record WindowFlow(SampleShape shape, List<CouplingTransform> transforms, int layers, List<Integer> hidden, double noise) {

    /** Head: z, [d]. */
    static final String BASE = "base";
    /** Head: log p(x), [1]. */
    static final String LOG_DENSITY = "logDensity";
    private static final String LOSS = "negativeLogDensity";

    WindowFlow {
        if (shape.size() < 2) {
            throw new SettingException("layers", Integer.toString(layers), "windows of at least 2 values are needed: a layer moves some by"
                    + " the others, and this one has " + shape.size());
        }
    }

    private record Step(String name, boolean odd, CouplingTransform transform) { }

    /** The trained model: its loss is the mean of -log p(x) over windows with noise, its density that of windows as they are. */
    Model model() {
        Graph graph = new Graph(shape);
        Node x = graph.input();
        // the head that is compared with the window: the inverse of the flow undoes it without error
        graph.head(Model.OUTPUT, graph.rescale("identity", x, 1, 0));
        if (noise > 0) {
            x = graph.sample("noisy", Gaussian.diagonal(x, graph.rescale("noise", x, 0, 2 * Math.log(noise))));
        }
        List<Node> determinants = new ArrayList<>();
        for (Step step : steps()) {
            Coupling coupling = layer(graph, step, x, false);
            determinants.add(coupling.logDeterminant());
            x = coupling.value();
        }
        graph.head(BASE, x);
        Node norm = graph.sum("norm", graph.apply("square", Elementwise.Function.SQUARE, x), 0);
        Node gaussian = graph.rescale("gaussian", norm, -0.5, -shape.size() * Math.log(2 * Math.PI) / 2);
        Node stretch = graph.sum("stretch", graph.concatenate("determinants", determinants.toArray(Node[]::new)), 0);
        Node density = graph.head(LOG_DENSITY, graph.arithmetic("density", gaussian, Arithmetic.Operator.ADD, stretch));
        graph.head(LOSS, graph.apply("negative", Elementwise.Function.NEGATE, density));
        return graph.model(Loss.value(LOSS)).withDensity((model, parameters, samples, seed) ->
                model.head(LOG_DENSITY, parameters, samples).reshape(samples.count()));
    }

    /** The way back: its window is z, its output x; the parameters have the names of {@link #model}. */
    private Model inverse() {
        Graph graph = new Graph(SampleShape.table(shape.size(), shape.size()));
        Node x = graph.input();
        for (Step step : steps().reversed()) {
            x = layer(graph, step, x, true).value();
        }
        graph.head(Model.OUTPUT, x);
        return graph.model(Loss.SQUARED_ERROR);
    }

    /**
     * The windows of base values.
     *
     * @param model this flow's, with the widths that it has now
     * @param parameters of the model, [p]
     * @param base z, [n, d]
     * @return x, [n, d]
     */
    NumericArray windows(Model model, double[] parameters, NumericArray base) {
        Model same = inverse();
        Set<String> known = same.blocks().stream()
                .filter(Affine.class::isInstance).map(block -> block.name()).collect(Collectors.toSet());
        Map<String, Integer> widths = new HashMap<>();
        model.blocks().forEach(block -> {
            if (block instanceof Affine affine && known.contains(affine.name())) {
                widths.put(affine.name(), affine.width());
            }
        });
        Model back = same.withWidths(widths);
        return back.predict(back.layout().arrange(model.layout(), parameters), Samples.table(base, base));
    }

    /** Windows drawn from the flow, [count, d]. */
    NumericArray draw(Model model, double[] parameters, int count, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "flow");
        double[] base = IntStream.range(0, count * shape.size()).mapToDouble(i -> stream.gaussian()).toArray();
        return windows(model, parameters, NumericArray.owned(base, count, shape.size()));
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int t = 0; t < transforms.size(); t++) {
                String name = (transforms.get(t) instanceof CouplingTransform.Scaling ? "affine" : "spline") + (layer + 1);
                steps.add(new Step(name, layer % 2 == 1, transforms.get(t)));
            }
        }
        return steps;
    }

    private Coupling layer(Graph graph, Step step, Node x, boolean inverse) {
        return graph.couplingLayer(step.name(), x, step.odd(), step.transform(), inverse, (g, kept, parameters) -> {
            Node node = kept;
            for (int i = 0; i < hidden.size(); i++) {
                node = g.dense(step.name() + ".hidden" + (i + 1), node, hidden.get(i), TANH);
            }
            return g.dense(step.name() + ".parameters", node, parameters, IDENTITY);
        });
    }
}
