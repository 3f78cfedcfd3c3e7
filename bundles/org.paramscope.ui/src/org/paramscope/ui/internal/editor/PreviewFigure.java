package org.paramscope.ui.internal.editor;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.paramscope.core.run.Preparation;
import org.paramscope.core.run.SignalSummary;
import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Signal;
import org.paramscope.data.Split;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;

/** The picture of a signal and its split, and the words below it. */
final class PreviewFigure {

    /** More points than this cannot be told apart on a screen: a minimum and a maximum of each stretch are drawn. */
    private static final int MOST_POINTS = 6000;

    private PreviewFigure() {
    }

    static Figure of(Preparation data) {
        Clock clock = data.signal().clock();
        Split.Ranges r = data.split().ranges();
        NumericArray[] xy = thinned(clock, first(data));
        String unit = data.signal().unit().isEmpty() ? "" : " (" + data.signal().unit() + ")";
        String name = data.summary().spatial().isPresent() ? "component 1" : data.signal().channels().get(0);
        int channels = data.signal().channelCount();
        Plot plot = Figure.plot().x("time (" + clock.unit().time() + ")").y(name + unit + (channels == 1 ? "" : ", of " + channels + " channels"));
        plot = plot.series("", xy[0], xy[1], Style.LINE.ink(Ink.series(0)).width(0.8));
        plot = span(plot, clock, r.trainFrom(), r.trainTo(), "train");
        plot = span(plot, clock, r.validationFrom(), r.validationTo(), "validation");
        return span(plot, clock, r.testFrom(), r.testTo(), "test");
    }

    /** The first channel, NaN where it is missing; of a signal that is seen by its components, the first of these. */
    private static double[] first(Preparation data) {
        Signal signal = data.signal();
        if (data.summary().spatial().isPresent()) {
            return data.split().transform().apply(signal.values()).column(0).toArray();
        }
        double[] values = signal.values().column(0).toArray();
        for (int t = 0; t < values.length; t++) {
            values[t] = signal.observed(t, 0) ? values[t] : Double.NaN;
        }
        return values;
    }

    private static Plot span(Plot plot, Clock clock, int from, int to, String name) {
        return to > from ? plot.span(clock.time(from), clock.time(to - 1), name) : plot;
    }

    private static NumericArray[] thinned(Clock clock, double[] values) {
        int stretch = Math.max(1, 2 * values.length / MOST_POINTS);
        int n = stretch == 1 ? values.length : 2 * ((values.length + stretch - 1) / stretch);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0, from = 0; from < values.length; from += stretch) {
            if (stretch == 1) {
                x[i] = clock.time(from);
                y[i++] = values[from];
            } else {
                int low = from;
                int high = from;
                for (int j = from; j < Math.min(values.length, from + stretch); j++) {
                    low = values[j] < values[low] ? j : low;
                    high = values[j] > values[high] ? j : high;
                }
                x[i] = clock.time(Math.min(low, high));
                y[i++] = values[Math.min(low, high)];
                x[i] = clock.time(Math.max(low, high));
                y[i++] = values[Math.max(low, high)];
            }
        }
        return new NumericArray[] {NumericArray.owned(x), NumericArray.owned(y)};
    }

    static String words(SignalSummary s) {
        String period = s.period().map(p -> String.format("period %d samples (r = %.2f)", p.samples(), p.correlation()))
                .orElse("no period dominates");
        String windows = String.format("windows of %d, stride %d: %d train, %d validation, %d test", s.windows().length(),
                s.windows().stride(), s.trainWindows(), s.validationWindows(), s.testWindows());
        return Stream.of(String.format("%,d samples at %s", s.length(), s.rate()), period, windows,
                s.origin().simulated() ? "simulated" : "").filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }
}
