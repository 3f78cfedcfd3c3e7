package org.paramscope.models.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Loss;
import org.paramscope.models.spectral.LinearRecurrence;

/**
 * Vector autoregression VAR(p), x_t = b + A_1 x_(t - 1) + ... + A_p x_(t - p) with x of all channels (Luetkepohl 2005, chapters 2 and
 * 3), by least squares or ridge. Its graph is a convolution over past and window, so the output holds the one-step predictions; a
 * forecast iterates the recurrence.
 */
public final class VectorAutoregression implements ModelType<VectorAutoregression.Settings> {

    /**
     * @param order p
     * @param penalty of squared coefficients in the units of the mean squared error; 0 is least squares
     */
    public record Settings(
            @Setting(label = "Order", min = 1, max = 512, unit = "samples", search = {"1", "2", "4", "8"}) int order,
            @Setting(label = "Penalty", min = 0, max = 1e6,
                    help = "of squared coefficients (ridge); 0: least squares; data have variance 1",
                    search = {"0", "0.001", "0.01", "0.1"}) double penalty) {
        public Settings() {
            this(2, 0);
        }
    }

    /** Roots of a recurrence that is larger than this take too long to be worth the wait. */
    private static final int MOST_ROOTS = 1000;
    private static final int MOST_CURVES = 8;
    private static final int MOST_CHANNELS = 256;

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Autoregression.requirePast("order", settings.order(), shape);
        Graph graph = new Graph(shape);
        graph.head(Model.OUTPUT, graph.convolve("recurrence", Autoregression.known(graph, settings.order(), shape, shape.channels()),
                shape.channels(), true, Activation.IDENTITY, KernelAxis.of(settings.order())));
        double penalty = settings.penalty();
        return graph.model(Loss.SQUARED_ERROR).asPredictor().withForecaster(VectorAutoregression::forecast)
                .withFitter((model, samples, weights, start, budget) -> fit(model, samples, weights, settings.order(), penalty));
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.past(settings.order()).withChannels(MOST_CHANNELS);
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        LinearRecurrence recurrence = recurrence(fitted.model(), fitted.parameters());
        List<Fact> facts = new ArrayList<>();
        if (recurrence.coefficients().size(1) <= MOST_ROOTS) {
            facts.addAll(Recurrences.modes("", recurrence, Recurrences.MOST_MODES));
        }
        facts.addAll(Recurrences.residuals(fitted));
        return facts;
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        LinearRecurrence recurrence = recurrence(fitted.model(), fitted.parameters());
        int channels = recurrence.channels();
        Map<String, double[]> own = new LinkedHashMap<>();
        for (int c = 0; c < Math.min(channels, MOST_CURVES); c++) {
            int channel = c;
            own.put("channel " + (c + 1), IntStream.range(0, recurrence.order())
                    .mapToDouble(k -> recurrence.coefficients().get(channel, k * channels + channel)).toArray());
        }
        List<Picture> pictures = new ArrayList<>(List.of(Recurrences.coefficients(own)));
        for (int k = 1; k <= Math.min(recurrence.order(), MOST_CURVES); k++) {
            pictures.add(new Picture.Image("Coefficients at lag " + k, "from channel", "to channel",
                    matrix(recurrence, recurrence.order() - k), true));
        }
        return pictures;
    }

    private static NumericArray matrix(LinearRecurrence recurrence, int block) {
        int channels = recurrence.channels();
        double[] values = new double[channels * channels];
        for (int c = 0; c < channels; c++) {
            recurrence.coefficients().copyTo((c * recurrence.order() + block) * channels, values, c * channels, channels);
        }
        return NumericArray.owned(values, channels, channels);
    }

    static LinearRecurrence recurrence(Model model, double[] parameters) {
        ParameterLayout.Entry weight = model.layout().entry("recurrence.weight");
        ParameterLayout.Entry bias = model.layout().entry("recurrence.bias");
        return new LinearRecurrence(
                NumericArray.owned(Arrays.copyOfRange(parameters, weight.offset(), weight.offset() + weight.size()), weight.rows(),
                        weight.columns()),
                NumericArray.owned(Arrays.copyOfRange(parameters, bias.offset(), bias.offset() + bias.size())));
    }

    private static double[] fit(Model model, Samples samples, double[] weights, int order, double penalty) {
        LagMoments moments = LagMoments.of(WeightedStretches.of(samples, weights), order);
        NumericArray solution = moments.solve(order, penalty);
        double[] parameters = new double[model.parameters()];
        ParameterLayout.Entry weight = model.layout().entry("recurrence.weight");
        NumericArray coefficients = solution.rows(1, solution.size(0)).transpose();
        coefficients.copyTo(parameters, weight.offset());
        solution.slice(0).copyTo(parameters, model.layout().entry("recurrence.bias").offset());
        return parameters;
    }

    private static NumericArray forecast(Model model, double[] parameters, Samples origins, int steps) {
        LinearRecurrence recurrence = recurrence(model, parameters);
        int width = steps * origins.shape().channels();
        double[] values = new double[origins.count() * width];
        for (int n = 0; n < origins.count(); n++) {
            System.arraycopy(recurrence.forecast(origins.past().slice(n).toArray(), steps), 0, values, n * width, width);
        }
        return NumericArray.owned(values, origins.count(), width);
    }
}
