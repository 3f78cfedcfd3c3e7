package org.paramscope.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;

/** Figures of every kind, with awkward contents: the same for all tests of layout and painting. */
public final class Specimens {

    private Specimens() {
    }

    /** All specimens by name. */
    public static Map<String, Figure> all() {
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("empty", Figure.plot().x("x").y("y"));
        all.put("spectrum", Figure.lines(values(200, i -> i < 180 ? Math.exp(-0.05 * i) : 0)).logY().x("index").y("eigenvalue")
                .title("Spectrum of the covariance of the parameters"));
        all.put("signal", signal());
        all.put("space", space());
        all.put("selected", space().select(Selection.of("encoder", 3, 17)));
        all.put("front", front());
        all.put("identity", identity());
        all.put("map", map());
        all.put("bars", Figure.bars(values(12, i -> Math.sin(i) + 0.5)).x("component").y("weight"));
        all.put("image", Figure.image(NumericArray.of(values(60, i -> i / 60.0).toArray(), 6, 10)).title("Image"));
        all.put("crowded", crowded());
        all.put("refusal", refusal());
        all.put("grid", Figure.grid(2, identity(), space(), front(), refusal()).title("All together").note("A remark below."));
        all.put("column", Figure.grid(1, signal(), map()));
        return all;
    }

    /** n values of a function. */
    public static NumericArray values(int n, IntToDoubleFunction f) {
        return NumericArray.of(IntStream.range(0, n).mapToDouble(f).toArray());
    }

    /** A signal with shaded stretches and a model that begins late. */
    public static Plot signal() {
        NumericArray t = values(3000, i -> i / 100.0);
        return Figure.plot().title("A signal, measured and reconstructed").span(0, 20, "train").span(20.57, 21.5, "validation")
                .span(22, 30, "test").series("measured", t, values(3000, i -> 3 * Math.sin(0.11 * i) + 0.3 * Math.cos(i * i)),
                        Style.LINE.ink(Ink.MUTED))
                .line("autoencoder", t, values(3000, i -> i < 500 ? Double.NaN : 3 * Math.sin(0.11 * i)))
                .x("time (s)").y("angular rate (rad/s)").note("Data are simulated.");
    }

    /** Neurons with ellipses in two groups. */
    public static Plot space() {
        Random random = new Random(5);
        Plot plot = Figure.plot().title("Neurons").x("first").y("second").withEqualAspect();
        for (int g = 0; g < 2; g++) {
            int from = 15 * g;
            double[] centres = new double[30];
            double[] covariances = new double[60];
            List<Pick> picks = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                centres[2 * i] = random.nextGaussian() + g;
                centres[2 * i + 1] = random.nextGaussian();
                covariances[4 * i] = 0.02 + 0.05 * random.nextDouble();
                covariances[4 * i + 3] = 0.03;
                covariances[4 * i + 1] = 0.01;
                covariances[4 * i + 2] = 0.01;
                picks.add(new Pick.Unit("encoder", from + i));
                labels.add(Integer.toString(from + i));
            }
            NumericArray points = NumericArray.of(centres, 15, 2);
            Style style = Style.POINTS.ink(Ink.series(g));
            plot = plot.add(new Item.Ellipses("group " + g, points, NumericArray.of(covariances, 15, 2, 2), 0.95,
                    new Item.Tags(picks, List.of(), List.of()), style))
                    .add(new Item.Series("group " + g, points.column(0), points.column(1), Optional.empty(),
                            new Item.Tags(picks, labels, labels), style));
        }
        return plot;
    }

    /** Joined points on logarithmic axes, a band, baselines close to each other, a label. */
    public static Plot front() {
        NumericArray x = values(8, i -> 57 * Math.pow(2, i));
        Plot plot = Figure.plot().title("Error against complexity").logX().logY().x("parameters").y("test NRMSE")
                .band("random merge", x, values(8, i -> 0.5 * Math.pow(0.75, i)), values(8, i -> 0.9 * Math.pow(0.78, i)));
        for (String name : List.of("means + covariance", "means", "own weights", "PCA", "SSA")) {
            double factor = 0.5 + 0.01 * name.length();
            NumericArray y = values(8, i -> factor * Math.pow(0.74, i));
            plot = plot.errorBars(name, x, y, values(8, i -> 0.9 * y.at(i)), values(8, i -> 1.1 * y.at(i)));
        }
        return plot.horizontal(0.83, "seasonal naive").horizontal(0.85, "persistence").label(912, 0.16, "smallest acceptable")
                .vertical(200, "chosen");
    }

    /** Categories with dots and many ticks. */
    public static Plot identity() {
        return Figure.plot().title("Do the neurons have an identity?").x("share of variance between neurons")
                .x(a -> a.range(0, 1)).y(a -> a.categories(List.of("encoder, displacements from the common start", "encoder, weights")))
                .series("surrogates", values(100, i -> 0.3 + 0.0005 * i), values(100, i -> 1), Style.POINTS.ink(Ink.MUTED).marker(Style.Marker.TICK))
                .points("neurons", values(2, i -> 0.96 - 0.6 * i), values(2, i -> i)).label(0.96, 0, "excess 0.96").label(0.36, 1, "excess 0.08");
    }

    /** A matrix of signed values with words at both axes. */
    public static Plot map() {
        List<Axis.Tick> words = List.of(new Axis.Tick(10, "encoder.weight"), new Axis.Tick(21, "encoder.bias"),
                new Axis.Tick(22, "very long name of another array of parameters"), new Axis.Tick(35, "decoder.weight"));
        return Figure.plot().title("Correlations").heatMap(NumericArray.of(values(1600, i -> Math.sin(0.1 * i)).toArray(), 40, 40),
                "correlation", ColourMap.DIVERGING, -1, 1, List.of(20.0, 22.0)).withEqualAspect()
                .x(a -> a.ticks(words)).y(a -> a.ticks(words));
    }

    /** Many labels in little room, tiny and huge numbers, a long title. */
    public static Plot crowded() {
        Random random = new Random(9);
        Plot plot = Figure.plot().title("A title that is far too long for a single line of a small figure and therefore has to be broken")
                .x("a rather long description of the horizontal quantity (unit of measurement)").y("value (1)");
        for (int k = 0; k < 12; k++) {
            double x = 1e-7 * random.nextDouble();
            double y = 1e8 * random.nextGaussian();
            plot = plot.points("series number " + k, NumericArray.of(new double[] {x}), NumericArray.of(new double[] {y}))
                    .label(x, y, "label " + k);
        }
        return plot;
    }

    /** A refusal. */
    public static TextPanel refusal() {
        return Figure.text("No picture of single neurons", "The share of variance does not exceed the 95 % quantile of surrogates <&>.",
                "A picture would show the alignment, not the network.").asRefusal();
    }
}
