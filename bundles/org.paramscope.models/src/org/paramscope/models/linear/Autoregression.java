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
import org.paramscope.data.SettingException;
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
import org.paramscope.engine.graph.Node;
import org.paramscope.models.spectral.LinearRecurrence;

/**
 * Autoregression AR(p), x_t = b + a_1 x_(t - 1) + ... + a_p x_(t - p) (Yule 1927; Brockwell &amp; Davis 1991, chapter 8): each
 * channel by itself, or all channels by one recurrence. Its graph is a convolution over past and window, so the output holds the
 * one-step predictions; a forecast iterates the recurrence.
 */
public final class Autoregression implements ModelType<Autoregression.Settings> {

    /** How coefficients are estimated. */
    public enum Method {
        /** From biased autocovariances; always stable (Yule 1927, Walker 1931). */
        YULE_WALKER,
        /** By least squares of the one-step errors. */
        LEAST_SQUARES,
        /** By least squares with a penalty of squared coefficients (Hoerl &amp; Kennard 1970). */
        RIDGE
    }

    /**
     * @param order p; 0 lets the criterion choose
     * @param maximum largest order that the criterion may choose
     * @param penalty of ridge, in the units of the mean squared error for coefficients of size 1
     * @param pooled whether one recurrence serves all channels
     */
    public record Settings(
            @Setting(label = "Order", min = 0, max = 4096, unit = "samples", help = "0: chosen by the criterion, up to the maximum",
                    search = {"2", "4", "8", "16", "32"}) int order,
            @Setting(label = "Largest order", min = 1, max = 128, unit = "samples",
                    help = "of those that the criterion compares") int maximum,
            @Setting(label = "Method", search = {"least-squares", "yule-walker", "ridge"}) Method method,
            @Setting(label = "Penalty", min = 0, max = 1e6, help = "of squared coefficients, for ridge; data have variance 1") double penalty,
            @Setting(label = "Criterion", help = "that chooses the order") Criterion criterion,
            @Setting(label = "Pooled", help = "one recurrence for all channels") boolean pooled) {
        public Settings() {
            this(0, 8, Method.LEAST_SQUARES, 0.01, Criterion.BIC, false);
        }

        int taps() {
            return order == 0 ? maximum : order;
        }
    }

    private static final int MOST_CHANNELS = 64;

    @Override
    public Model build(Settings settings, SampleShape shape) {
        int order = settings.taps();
        requirePast(settings.order() == 0 ? "maximum" : "order", order, shape);
        Graph graph = new Graph(shape);
        if (settings.pooled()) {
            Node steps = known(graph, order, shape, shape.channels(), 1);
            graph.head(Model.OUTPUT, graph.convolve("recurrence", steps, 1, true, Activation.IDENTITY, KernelAxis.of(order),
                    KernelAxis.of(1)));
        } else {
            separate(graph, known(graph, order, shape, shape.channels()), order, shape.channels());
        }
        return graph.model(Loss.SQUARED_ERROR).asPredictor()
                .withFitter((model, samples, weights, start, budget) -> new AutoregressionFit(settings, samples, weights).parameters())
                .withForecaster(Autoregression::forecast);
    }

    @Override
    public Requirements requirements(Settings settings) {
        Requirements past = Requirements.past(settings.taps());
        return settings.pooled() ? past : past.withChannels(MOST_CHANNELS);
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        List<LinearRecurrence> recurrences = recurrences(fitted.model(), fitted.parameters());
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < recurrences.size(); i++) {
            String suffix = Recurrences.suffix(i, recurrences.size());
            LinearRecurrence recurrence = recurrences.get(i);
            int unused = 0;
            while (unused < recurrence.order() && recurrence.coefficients().at(unused) == 0) {
                unused++;
            }
            facts.add(Fact.of("order" + suffix, recurrence.order() - unused,
                    settings.order() == 0 ? "chosen by " + settings.criterion() + " among 0 to " + settings.maximum() : ""));
            facts.addAll(Recurrences.modes(suffix, recurrence, Math.max(1, Recurrences.MOST_MODES / recurrences.size())));
        }
        facts.addAll(Recurrences.residuals(fitted));
        return facts;
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        List<LinearRecurrence> recurrences = recurrences(fitted.model(), fitted.parameters());
        double[] residuals = Recurrences.residualVariances(fitted);
        double[] variances = recurrences.size() == 1 ? new double[] {Arrays.stream(residuals).average().orElse(0)} : residuals;
        Map<String, double[]> coefficients = new LinkedHashMap<>();
        Map<String, LinearRecurrence> named = new LinkedHashMap<>();
        for (int i = 0; i < recurrences.size(); i++) {
            String name = recurrences.size() == 1 ? "recurrence" : "channel " + (i + 1);
            coefficients.put(name, recurrences.get(i).coefficients().toArray());
            named.put(name, recurrences.get(i));
        }
        return List.of(Recurrences.coefficients(coefficients), Recurrences.spectrum(named, variances));
    }

    /** Refuses an order that reaches before the values kept ahead of each window. */
    static void requirePast(String setting, int order, SampleShape shape) {
        if (order > shape.past()) {
            throw new SettingException(setting, Integer.toString(order), shape.past() == 0
                    ? "an autoregression needs windows that keep at least " + order + " values before them"
                    : "1 to " + shape.past() + " is allowed, the number of values kept before each window");
        }
    }

    /** The values from which a window is predicted one step ahead: [order + length - 1, ...axes]. */
    static Node known(Graph graph, int order, SampleShape shape, int... axes) {
        int from = (shape.past() - order) * shape.channels();
        int steps = order + shape.length() - 1;
        Node values = graph.select("known", IntStream.range(from, from + steps * shape.channels()).toArray(), graph.past(), graph.input());
        return graph.reshape("steps", values, IntStream.concat(IntStream.of(steps), IntStream.of(axes)).toArray());
    }

    private static void separate(Graph graph, Node steps, int order, int channels) {
        Node[] predicted = new Node[channels];
        for (int c = 0; c < channels; c++) {
            String name = channels == 1 ? "recurrence" : "channel" + (c + 1);
            Node own = channels == 1 ? steps : graph.features(name + ".values", steps, c, c + 1);
            predicted[c] = graph.convolve(name, own, 1, true, Activation.IDENTITY, KernelAxis.of(order));
        }
        graph.head(Model.OUTPUT, channels == 1 ? predicted[0] : graph.concatenate("predicted", predicted));
    }

    /** One recurrence for all channels, or one for each, at parameters. */
    static List<LinearRecurrence> recurrences(Model model, double[] parameters) {
        List<ParameterLayout.Entry> entries = model.layout().entries();
        List<LinearRecurrence> recurrences = new ArrayList<>();
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            ParameterLayout.Entry weight = entries.get(i);
            recurrences.add(new LinearRecurrence(NumericArray.of(
                    Arrays.copyOfRange(parameters, weight.offset(), weight.offset() + weight.size()), 1, weight.size()),
                    NumericArray.owned(new double[] {parameters[entries.get(i + 1).offset()]})));
        }
        return recurrences;
    }

    private static NumericArray forecast(Model model, double[] parameters, Samples origins, int steps) {
        List<LinearRecurrence> recurrences = recurrences(model, parameters);
        int channels = origins.shape().channels();
        int before = origins.shape().past();
        double[] values = new double[origins.count() * steps * channels];
        double[] past = new double[before];
        for (int n = 0; n < origins.count(); n++) {
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < before; t++) {
                    past[t] = origins.past().at((n * before + t) * channels + c);
                }
                double[] continued = recurrences.get(recurrences.size() == 1 ? 0 : c).forecast(past, steps);
                for (int step = 0; step < steps; step++) {
                    values[(n * steps + step) * channels + c] = continued[step];
                }
            }
        }
        return NumericArray.owned(values, origins.count(), steps * channels);
    }
}
