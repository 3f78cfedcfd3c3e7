package org.paramscope.models.baseline;

import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Baseline without parameters: each sample of a window is predicted by the one a period before it, taken from the
 * window itself or, for its first period, from the values that precede it; a forecast repeats the last period of the past
 * (Hyndman &amp; Athanasopoulos 2021, section 5.2).
 */
public final class SeasonalNaive implements ModelType<SeasonalNaive.Settings> {

    /** @param period in samples; 0 stands for the number of values that precede a window */
    public record Settings(
            @Setting(label = "Period", min = 0, max = 1_000_000, unit = "samples",
                    help = "0: the number of values kept before each window") int period) {
        public Settings() {
            this(0);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        int period = settings.period() == 0 ? shape.past() : settings.period();
        checkLag(period, "period", shape);
        Graph graph = new Graph(shape);
        graph.head("reconstruction", earlier(graph, period, shape));
        return graph.model(SQUARED_ERROR).asPredictor()
                .withForecaster((model, parameters, origins, steps) -> forecast(period, origins, steps));
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.past(Math.max(1, settings.period()));
    }

    /** Refuses a lag that reaches before the values kept ahead of each window. */
    static void checkLag(int lag, String setting, SampleShape shape) {
        if (lag < 1 || lag > shape.past()) {
            throw new SettingException(setting, Integer.toString(lag), shape.past() == 0
                    ? "a baseline needs windows that keep at least " + Math.max(1, lag) + " values before them"
                    : "1 to " + shape.past() + " is allowed, the number of values kept before each window");
        }
    }

    /** For each sample of the window the one {@code lag} steps earlier, of the same channel. */
    static Node earlier(Graph graph, int lag, SampleShape shape) {
        int first = (shape.past() - lag) * shape.channels();
        return graph.select("earlier", IntStream.range(first, first + shape.size()).toArray(), graph.past(), graph.input());
    }

    /** The past and the window as one stretch of (past + length) x channels values. */
    static Node known(Graph graph, SampleShape shape) {
        return graph.select("known", IntStream.range(0, shape.before() + shape.size()).toArray(), graph.past(), graph.input());
    }

    private static NumericArray forecast(int period, Samples origins, int steps) {
        int channels = origins.shape().channels();
        int last = origins.shape().before() - period * channels;
        double[] values = new double[origins.count() * steps * channels];
        for (int n = 0; n < origins.count(); n++) {
            for (int i = 0; i < steps * channels; i++) {
                values[n * steps * channels + i] = origins.past().at(n * origins.shape().before() + last + i % (period * channels));
            }
        }
        return NumericArray.owned(values, origins.count(), steps * channels);
    }
}
