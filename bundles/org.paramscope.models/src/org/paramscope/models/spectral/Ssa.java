package org.paramscope.models.spectral;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Arithmetic.Operator.ADD;
import static org.paramscope.engine.graph.Arithmetic.Operator.MULTIPLY;
import static org.paramscope.engine.graph.Arithmetic.Operator.SUBTRACT;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.models.internal.Observed;
import org.paramscope.models.internal.PrincipalSubspace;
import org.paramscope.models.internal.SubspaceForecaster;

/**
 * Singular spectrum analysis as a model of windows [n, d] of one or several channels: projection onto the r leading left
 * singular vectors of the trajectory matrix, x = U'U x with U [r, d]. The parameters are the basis, counted once; it is
 * determined up to a rotation within the subspace. It reconstructs the window that it sees, and forecasts by the recurrence of
 * the subspace. The fit is closed: eigenvectors of the weighted, uncentred second moment of the windows. For the analysis of a
 * whole series see {@link SingularSpectrum} and {@link MultivariateSpectrum}.
 */
public final class Ssa implements ModelType<Ssa.Settings> {

    /** Of which matrix the basis are the eigenvectors. */
    public enum Variant {
        /** The second moment of the windows (Broomhead &amp; King 1986). */
        BASIC,
        /** Its average over equal lags (Vautard &amp; Ghil 1989), for stationary series. */
        TOEPLITZ
    }

    /** How a series goes on within the subspace. */
    public enum Forecast {
        /** By the linear recurrence of minimum norm. */
        RECURRENT,
        /** By whole windows, averaged where they overlap. */
        VECTOR
    }

    /** @param components number of components r, at most the size of a window */
    public record Settings(
            @Setting(label = "Components", min = 1, max = 1024, help = "dimension of the signal subspace",
                    search = {"2", "4", "6", "8", "12"}) int components,
            @Setting(label = "Variant", help = "basic: any series; toeplitz: stationary series",
                    search = {"basic", "toeplitz"}) Variant variant,
            @Setting(label = "Forecast", help = "recurrent: value by value; vector: window by window") Forecast forecast) {
        public Settings() {
            this(4, Variant.BASIC, Forecast.RECURRENT);
        }
    }

    /** Steps of the projection onto windows with gaps; what they leave open shrinks by the share of the window that is missing, or more. */
    private static final int PROJECTIONS = 64;

    @Override
    public Model build(Settings settings, SampleShape shape) {
        checkComponents(settings.components(), shape);
        Graph graph = new Graph(shape);
        Model model = shape.gaps() ? withGaps(graph, settings.components(), shape) : complete(graph, settings.components());
        return model.withFitter((fitted, samples, weights, start, budget) -> fit(fitted, samples, weights, settings.variant()))
                .withForecaster(new SubspaceForecaster(Ssa::subspace, settings.forecast() == Forecast.VECTOR));
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.NONE.withGaps();
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        return new SsaReport(fitted).facts();
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        return new SsaReport(fitted).pictures();
    }

    /** Refuses more components than a window has values. */
    public static void checkComponents(int components, SampleShape shape) {
        if (components > shape.size()) {
            throw new SettingException("components", Integer.toString(components),
                    "1 to " + shape.size() + " is allowed, the size of a window");
        }
    }

    /** The rows of the basis of a model of this type at parameters: [r][d]. */
    static double[][] basis(Model model, double[] parameters) {
        ParameterLayout.Entry weight = weight(model);
        return NumericArray.of(Arrays.copyOfRange(parameters, weight.offset(), weight.offset() + weight.size()),
                weight.rows(), weight.columns()).toRows();
    }

    private static SignalSubspace subspace(Model model, double[] parameters) {
        return SignalSubspace.of(basis(model, parameters), new double[model.shape().size()], model.shape().channels());
    }

    private static ParameterLayout.Entry weight(Model model) {
        return model.layout().entries().getFirst();
    }

    private static Model complete(Graph graph, int components) {
        Node code = graph.head("latent", graph.linear("encoder", graph.input(), components));
        graph.head(Model.OUTPUT, graph.transposed("decoder", code, "encoder", false, IDENTITY));
        return graph.model(SQUARED_ERROR);
    }

    /**
     * The code of the observed values m of a window by least squares, through the iteration z + U (m (x - U'z)), which begins at 0:
     * the projection of the window whose missing values stand as the projection before gave them.
     */
    private static Model withGaps(Graph graph, int components, SampleShape shape) {
        int d = shape.size();
        Node observed = Observed.window(graph, shape);
        Node origin = graph.rescale("origin", graph.select("any", new int[components + d], graph.input()), 0, 0);
        Node clock = graph.reshape("projections", graph.select("repeated", new int[PROJECTIONS], observed), PROJECTIONS, 1);
        Node states = graph.scan("subspace", clock, origin, (body, step, state, contexts) -> {
            Node missed = body.arithmetic("missed", contexts.get(0), SUBTRACT, body.slice("known", state, components, components + d));
            Node seen = body.arithmetic("seen", contexts.get(1), MULTIPLY, missed);
            Node code = body.arithmetic("code", body.slice("before", state, 0, components), ADD, body.linear("encoder", seen, components));
            Node decoded = body.transposed("decoder", code, "encoder", false, IDENTITY);
            return body.select("both", IntStream.range(0, components + d).toArray(), code, decoded);
        }, graph.input(), observed);
        Node state = graph.last("rest", states);
        graph.head("latent", graph.slice("latent", state, 0, components));
        graph.head(Model.OUTPUT, graph.slice("reconstruction", state, components, components + d));
        return graph.model(Observed.loss(graph, observed));
    }

    private static double[] fit(Model model, Samples samples, double[] weights, Variant variant) {
        int channels = samples.shape().channels();
        int components = weight(model).rows();
        if (samples.shape().gaps()) {
            return new GappyWindows(samples, weights, variant == Variant.TOEPLITZ).axes(components);
        }
        return axes(samples.input(), weights, components, variant == Variant.TOEPLITZ, channels);
    }

    /** Leading eigenvectors of the second moment of complete windows, or of its average over lags: [r x d]. */
    static double[] axes(NumericArray windows, double[] weights, int components, boolean toeplitz, int channels) {
        NumericArray moment = PrincipalSubspace.moment(windows, weights, new double[windows.size(1)]);
        return PrincipalSubspace.axes(toeplitz ? PrincipalSubspace.averagedOverLags(moment, channels) : moment, components);
    }
}
