package org.paramscope.estimators.flow;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Arithmetic;
import org.paramscope.engine.graph.Coupling;
import org.paramscope.engine.graph.CouplingTransform;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

/**
 * The graphs of a flow over d values: coupling layers that take turns at the entries at even and at odd places (Dinh,
 * Sohl-Dickstein, Bengio 2017). A layer scales and shifts, and then, if there are bins, moves each entry along a rational-quadratic spline (Durkan, Bekasov, Murray, Papamakarios 2019). Before each pair of layers but the first
 * the entries are put into a random order, so that each meets all others.
 *
 * @param size d, at least 2
 * @param layers at least 2
 * @param hidden widths of the hidden layers of each conditioner
 * @param bins of a spline, at least 2; 0: affine couplings alone
 * @param reach splines reach from -reach to reach
 * @param bound of the log-scales of affine couplings
 * @param seed of the random orders
 */
record CouplingFlow(int size, int layers, List<Integer> hidden, int bins, double reach, double bound, long seed) {

    /** Head: the logarithm of the determinant of the output's Jacobian, [1]. */
    static final String LOG_DETERMINANT = "logDeterminant";
    /** Head: the output followed by the log-determinant, [d + 1]. */
    static final String BOTH = "outputAndLogDeterminant";
    /** Head of {@link #density}: log p(x), [1]. */
    static final String LOG_DENSITY = "logDensity";
    private static final String CONDITIONER = ".parameters";
    private static final String LOSS = "negativeLogDensity";

    CouplingFlow {
        hidden = List.copyOf(hidden);
        if (size < 2) {
            throw new SettingException("dimension", Integer.toString(size), "at least 2 are needed: a layer moves some by the others");
        }
    }

    /** The way from x to the base z, the output, with the log-density of x; the loss is the mean of -log p(x). */
    Model density() {
        Graph graph = new Graph(SampleShape.table(size, size));
        Coupling all = couplings(graph, false);
        graph.head(Model.OUTPUT, all.value());
        Node squares = graph.sum("norm", graph.apply("squares", Elementwise.Function.SQUARE, all.value()), 0);
        Node gaussian = graph.rescale("gaussian", squares, -0.5, -size * Math.log(2 * Math.PI) / 2);
        Node density = graph.head(LOG_DENSITY, graph.arithmetic("density", gaussian, Arithmetic.Operator.ADD, all.logDeterminant()));
        graph.head(LOSS, graph.apply("negative", Elementwise.Function.NEGATE, density));
        return graph.model(Loss.value(LOSS));
    }

    /** The layers in their own direction; a flow that is trained by its draws, not by its density, has z here as the input. */
    Model forward() {
        return transport(false);
    }

    /** The inverse layers in reverse order; the parameters are those of {@link #density} and {@link #forward} by name. */
    Model backward() {
        return transport(true);
    }

    private Model transport(boolean inverse) {
        Graph graph = new Graph(SampleShape.table(size, size));
        Coupling all = couplings(graph, inverse);
        graph.head(LOG_DETERMINANT, all.logDeterminant());
        graph.head(Model.OUTPUT, all.value());
        graph.head(BOTH, graph.concatenate("both", all.value(), all.logDeterminant()));
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** Random parameters of a model of this flow at which it is the identity but for the order of the entries. */
    double[] identity(Model model, long streamSeed) {
        double[] start = model.initial(RandomStream.of(streamSeed, 0, "flow start"));
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            if (entry.name().contains(CONDITIONER + ".")) {
                Arrays.fill(start, entry.offset(), entry.offset() + entry.size(), 0);
            }
        }
        return start;
    }

    /** A table of rows as these models read them: [n, d]. */
    static Samples table(NumericArray rows) {
        return Samples.table(rows, rows);
    }

    private Coupling couplings(Graph graph, boolean inverse) {
        Node x = graph.input();
        List<Node> determinants = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int layer = inverse ? layers - 1 - l : l;
            x = inverse ? x : reorder(graph, layer, x, false);
            x = layer(graph, layer, x, inverse, determinants);
            x = inverse ? reorder(graph, layer, x, true) : x;
        }
        return new Coupling(x, graph.sum("determinant", graph.concatenate("determinants", determinants.toArray(Node[]::new)), 0));
    }

    /** One conditioner for both transforms of a layer: they move the same entries. */
    private Node layer(Graph graph, int layer, Node x, boolean inverse, List<Node> determinants) {
        String name = "layer" + layer;
        int parity = layer % 2;
        Node kept = graph.select(name + ".kept", IntStream.range(0, size).filter(i -> i % 2 != parity).toArray(), x);
        Node moving = graph.select(name + ".moving", IntStream.range(0, size).filter(i -> i % 2 == parity).toArray(), x);
        int moved = moving.width();
        List<CouplingTransform> transforms = transforms();
        Node all = conditioner(graph, name, kept, transforms.stream().mapToInt(CouplingTransform::parameters).sum() * moved);
        int from = 0;
        List<Node> parameters = new ArrayList<>();
        for (CouplingTransform transform : transforms) {
            int to = from + transform.parameters() * moved;
            parameters.add(graph.slice(name + ".of" + parameters.size(), all, from, to));
            from = to;
        }
        for (int t = 0; t < transforms.size(); t++) {
            int k = inverse ? transforms.size() - 1 - t : t;
            Coupling coupling = graph.coupling(name + ".transform" + k, moving, parameters.get(k), transforms.get(k), inverse);
            moving = coupling.value();
            determinants.add(coupling.logDeterminant());
        }
        int[] places = IntStream.range(0, size).map(i -> i % 2 == parity ? i / 2 : moved + i / 2).toArray();
        return graph.select(name, places, moving, kept);
    }

    private List<CouplingTransform> transforms() {
        CouplingTransform scaling = new CouplingTransform.Scaling(bound);
        return bins == 0 ? List.of(scaling) : List.of(scaling, new CouplingTransform.Spline(bins, reach));
    }

    private Node conditioner(Graph graph, String name, Node kept, int parameters) {
        Node node = kept;
        for (int i = 0; i < hidden.size(); i++) {
            node = graph.dense(name + ".hidden" + (i + 1), node, hidden.get(i), TANH);
        }
        return graph.dense(name + CONDITIONER, node, parameters, IDENTITY);
    }

    /** Puts entries into a random order before every other layer; of two entries there is nothing to mix. */
    private Node reorder(Graph graph, int layer, Node x, boolean back) {
        if (size == 2 || layer == 0 || layer % 2 == 1) {
            return x;
        }
        int[] order = RandomStream.of(seed, layer, "flow order").permutation(size);
        int[] places = new int[size];
        IntStream.range(0, size).forEach(i -> places[back ? order[i] : i] = back ? i : order[i]);
        return graph.select("layer" + layer + ".order", places, x);
    }
}
