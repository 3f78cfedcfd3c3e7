package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Reconstruction;
import org.paramscope.data.Split;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;

/**
 * A measured signal in grey with what the models make of it in colours; stretches of training, validation and test are
 * shaded. Of a long signal a second panel shows the beginning of the test stretch; of many models those are shown that
 * err least on the validation stretch.
 */
public final class SignalViewer implements Viewer<Reconstruction> {

    /** Longer signals get a panel of detail. */
    private static final int LONG = 900;
    private static final int DETAIL = 400;
    private static final int MOST_CHANNELS = 6;
    private static final int MOST_MODELS = 4;
    private static final double MARGIN = 0.05;
    private static final double HEADROOM = 0.16;

    @Override
    public Figure draw(Reconstruction r, Selection selection, Theme theme) {
        int n = r.measured().size(0);
        int channels = r.measured().rank() == 1 ? 1 : r.measured().size(1);
        List<Figure> panels = new ArrayList<>();
        for (int c = 0; c < Math.min(channels, MOST_CHANNELS); c++) {
            String name = channels == 1 ? r.signal() : r.signal() + ", " + r.channels().get(c);
            panels.add(stretch(r, c, 0, n, name + ": measured and reconstructed"));
        }
        if (channels == 1 && n > LONG) {
            int from = Math.clamp(r.ranges().testFrom() - (long) r.from(), 0, n - DETAIL);
            panels.add(stretch(r, 0, from, from + DETAIL, "Beginning of the test stretch"));
        }
        Figure all = panels.size() == 1 ? panels.get(0) : Figure.grid(1, panels.toArray(Figure[]::new));
        Figure figure = channels > MOST_CHANNELS ? all.note("The first " + MOST_CHANNELS + " of " + channels + " channels.") : all;
        return r.models().size() > MOST_MODELS ? figure.note("Shown are the " + MOST_MODELS + " of " + r.models().size()
                + " models that err least on the validation stretch.") : figure;
    }

    /** The models that err least on the validation stretch, in their own order. */
    private static Map<String, NumericArray> shown(Reconstruction r) {
        Map<String, Double> errors = new LinkedHashMap<>();
        r.models().forEach((name, values) -> errors.put(name, squaredError(r, values)));
        List<String> best = errors.keySet().stream().sorted(Comparator.comparingDouble(errors::get)).limit(MOST_MODELS).toList();
        Map<String, NumericArray> shown = new LinkedHashMap<>(r.models());
        shown.keySet().retainAll(best);
        return shown;
    }

    /** Mean over the validation samples, or over all when none is in view; NaN sorts last. */
    private static double squaredError(Reconstruction r, NumericArray values) {
        int n = r.measured().size(0);
        int channels = r.measured().length() / n;
        int from = Math.clamp(r.ranges().validationFrom() - (long) r.from(), 0, n);
        int to = Math.clamp(r.ranges().validationTo() - (long) r.from(), from, n);
        boolean inView = to > from;
        double sum = 0;
        int count = 0;
        for (int i = (inView ? from : 0) * channels; i < (inView ? to : n) * channels; i++) {
            double difference = values.at(i) - r.measured().at(i);
            if (Double.isFinite(difference)) {
                sum += difference * difference;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static Plot stretch(Reconstruction r, int channel, int from, int to, String title) {
        NumericArray time = NumericArray.of(IntStream.range(from, to).mapToDouble(i -> r.clock().time(r.from() + i)).toArray());
        Plot plot = Figure.plot().title(title).x(timeLabel(r.clock().unit())).y(quantity(r.signal(), r.unit()));
        Split.Ranges s = r.ranges();
        plot = shade(plot, r, s.trainFrom(), s.trainTo(), from, to, "train", 0.45);
        plot = shade(plot, r, s.validationFrom(), s.validationTo(), from, to, "validation", 0.7);
        plot = shade(plot, r, s.testFrom(), s.testTo(), from, to, "test", 0.95);
        plot = plot.series("measured", time, values(r.measured(), channel, from, to), Style.LINE.ink(Ink.MUTED).width(0.9).opacity(0.85));
        int k = 0;
        for (Map.Entry<String, NumericArray> model : shown(r).entrySet()) {
            plot = plot.series(model.getKey(), time, values(model.getValue(), channel, from, to),
                    Style.LINE.ink(Ink.series(k)).width(1).opacity(0.9));
            k++;
        }
        return withHeadroom(plot);
    }

    /** Room above the curves, where the names of the stretches cover nothing. */
    private static Plot withHeadroom(Plot plot) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (Item item : plot.items()) {
            if (item instanceof Item.Series s) {
                Arrays.stream(s.y().toArray()).filter(Double::isFinite).forEach(v -> {
                    range[0] = Math.min(range[0], v);
                    range[1] = Math.max(range[1], v);
                });
            }
        }
        double span = range[1] - range[0];
        return span > 0 ? plot.y(a -> a.range(range[0] - MARGIN * span, range[1] + HEADROOM * span)) : plot;
    }

    private static NumericArray values(NumericArray all, int channel, int from, int to) {
        NumericArray stretch = all.rows(from, to);
        return stretch.rank() == 1 ? stretch : stretch.column(channel);
    }

    /** Shades what a range of sample numbers and the shown stretch have in common. */
    private static Plot shade(Plot plot, Reconstruction r, int rangeFrom, int rangeTo, int from, int to, String name, double opacity) {
        int first = Math.max(rangeFrom, r.from() + from);
        int last = Math.min(rangeTo, r.from() + to) - 1;
        return last <= first ? plot : plot.add(new Item.Span(name, r.clock().time(first), r.clock().time(last),
                Style.LINE.ink(Ink.FAINT).opacity(opacity)));
    }

    private static String timeLabel(RateUnit unit) {
        return unit == RateUnit.PER_SAMPLE ? "sample" : "time (" + unit.time() + ")";
    }

    private static String quantity(String name, String unit) {
        return unit.isBlank() || unit.equals("1") ? name : name + " (" + unit + ")";
    }
}
