package org.paramscope.models;

import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;

/**
 * Baseline without parameters: each sample of a window is predicted by the one a period before it, taken from the
 * window itself or, for its first period, from the values that precede it: from the past alone, while models such as
 * {@link Ssa} reconstruct a window that they see.
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
        return lagged(settings.period() == 0 ? shape.past() : settings.period(), "period", shape);
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.past(Math.max(1, settings.period()));
    }

    /** The graph that answers with the sample {@code lag} steps earlier, of the same channel. */
    static Model lagged(int lag, String setting, SampleShape shape) {
        if (lag < 1 || lag > shape.past()) {
            throw new SettingException(setting, Integer.toString(lag), shape.past() == 0
                    ? "a baseline needs windows that keep at least " + Math.max(1, lag) + " values before them"
                    : "1 to " + shape.past() + " is allowed, the number of values kept before each window");
        }
        int[] source = new int[shape.size()];
        for (int i = 0; i < source.length; i++) {
            source[i] = (shape.past() - lag) * shape.channels() + i;
        }
        Graph graph = new Graph(shape);
        graph.head("reconstruction", graph.select("earlier", source, graph.past(), graph.input()));
        return graph.model(SQUARED_ERROR);
    }
}
