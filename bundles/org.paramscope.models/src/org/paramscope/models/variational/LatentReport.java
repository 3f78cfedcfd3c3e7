package org.paramscope.models.variational;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.models.density.WindowCurves;

/** What a fitted variational autoencoder says and shows of itself; both kinds do it alike. */
final class LatentReport {

    /** A code unit is active when the variance over windows of its posterior mean is above this (Burda et al. 2016). */
    private static final double ACTIVE = 0.01;
    /** Bounds are means over so many windows, evenly spaced, at most. */
    private static final int WINDOWS = 100;
    private static final int DRAWN = 4;
    /** The decoder is shown at codes from -2 to 2: all but a twentieth of the prior in each direction. */
    private static final double REACH = 2;
    private static final int GRID_COLUMNS = 5;
    private static final int GRID_ROWS = 9;

    private LatentReport() {
    }

    /** Parts of the bound, the tighter bound, units in use, and whether the posterior has collapsed. */
    static List<Fact> facts(FittedModel fitted) {
        Samples shown = fitted.shown();
        if (shown.count() == 0) {
            return List.of();
        }
        Model model = fitted.model();
        int count = Math.min(WINDOWS, shown.count());
        Samples some = shown.select(IntStream.range(0, count).map(i -> (int) ((long) i * shown.count() / count)).toArray());
        EvidenceBound bound = EvidenceBound.of(model, fitted.parameters(), some, EvidenceBound.DRAWS, fitted.seed());
        String over = "mean over " + count + " windows, in the units of standardised values";
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("evidence lower bound [nats per window]", mean(bound.bound()), over));
        facts.add(Fact.of("reconstruction part of the bound [nats per window]", mean(bound.reconstruction()), "mean of log p(x|z)"));
        facts.add(Fact.of("divergence part of the bound [nats per window]", mean(bound.divergence()),
                "KL(q(z|x) || p(z)), to be subtracted"));
        facts.add(Fact.of("importance-weighted bound of " + EvidenceBound.DRAWS + " samples [nats per window]", mean(bound.weighted()),
                "between the evidence lower bound and the log-density"));
        facts.add(active(variances(model.head(LatentGaussian.MEAN, fitted.parameters(), shown))));
        return facts;
    }

    private static Fact active(double[] variances) {
        long active = IntStream.range(0, variances.length).filter(j -> variances[j] > ACTIVE).count();
        String rule = active + " of " + variances.length + " code units have a posterior mean whose variance over windows is above "
                + ACTIVE;
        return active > 0 ? Fact.of("active units", active, rule)
                : Fact.warning("active units", 0, "the posterior has collapsed: " + rule
                        + ", so that the decoder's output is the same for all windows; a smaller weight of the divergence may help");
    }

    /** Codes in the plane of the two most active units, windows drawn from the prior, the decoder over that plane. */
    static List<Picture> pictures(FittedModel fitted) {
        if (fitted.shown().count() == 0) {
            return List.of();
        }
        Decoder decoder = Decoder.of(fitted.model(), fitted.parameters());
        NumericArray codes = fitted.model().head(LatentGaussian.MEAN, fitted.parameters(), fitted.shown());
        int[] units = mostActive(variances(codes));
        List<Picture> pictures = new ArrayList<>();
        pictures.addAll(units.length < 2 ? Picture.ofCodes(fitted) : List.of(plane(codes, units)));
        Map<String, NumericArray> drawn = new LinkedHashMap<>();
        NumericArray windows = decoder.draw(DRAWN, fitted.seed());
        IntStream.range(0, DRAWN).forEach(i -> drawn.put("sample " + (i + 1), windows.slice(i)));
        pictures.addAll(WindowCurves.of("Windows drawn from the prior", fitted.model().shape(), drawn));
        pictures.add(grid(decoder, fitted.model().shape(), units));
        return pictures;
    }

    private static Picture plane(NumericArray codes, int[] units) {
        double[] points = new double[2 * codes.size(0)];
        for (int n = 0; n < codes.size(0); n++) {
            points[2 * n] = codes.at(n * codes.size(1) + units[0]);
            points[2 * n + 1] = codes.at(n * codes.size(1) + units[1]);
        }
        return new Picture.Points("Posterior means of held-out windows", code(units[0]), code(units[1]),
                NumericArray.owned(points, codes.size(0), 2), true);
    }

    /** Tiles [channels, length], the first code unit growing to the right and the second, if there is one, upwards. */
    private static Picture grid(Decoder decoder, SampleShape shape, int[] units) {
        int rows = units.length > 1 ? GRID_ROWS : 1;
        double[] codes = new double[rows * GRID_COLUMNS * decoder.width()];
        for (int tile = 0; tile < rows * GRID_COLUMNS; tile++) {
            codes[tile * decoder.width() + units[0]] = REACH * (2.0 * (tile % GRID_COLUMNS) / (GRID_COLUMNS - 1) - 1);
            if (rows > 1) {
                codes[tile * decoder.width() + units[1]] = REACH * (1 - 2.0 * (tile / GRID_COLUMNS) / (rows - 1));
            }
        }
        NumericArray windows = decoder.means(NumericArray.owned(codes, rows * GRID_COLUMNS, decoder.width()));
        double[][] image = new double[rows * shape.channels()][GRID_COLUMNS * shape.length()];
        for (int i = 0; i < windows.length(); i++) {
            int tile = i / shape.size();
            int step = i % shape.size() / shape.channels();
            int row = tile / GRID_COLUMNS * shape.channels() + i % shape.channels();
            image[row][tile % GRID_COLUMNS * shape.length() + step] = windows.at(i);
        }
        String span = " from -" + (int) REACH + " to " + (int) REACH;
        return new Picture.Image("Decoded windows over the plane of codes", code(units[0]) + span + ", a window each",
                units.length > 1 ? code(units[1]) + span + ", upwards" : "channel", NumericArray.ofRows(image), true);
    }

    private static String code(int unit) {
        return "code " + (unit + 1);
    }

    /** The one or two units of the largest variances, the largest first. */
    private static int[] mostActive(double[] variances) {
        return IntStream.range(0, variances.length).boxed().sorted((a, b) -> Double.compare(variances[b], variances[a])).limit(2)
                .mapToInt(Integer::intValue).toArray();
    }

    /** Variance of each column [n, k]. */
    private static double[] variances(NumericArray codes) {
        double[] variances = new double[codes.size(1)];
        for (int j = 0; j < variances.length; j++) {
            double mean = mean(codes.column(j));
            for (int n = 0; n < codes.size(0); n++) {
                double error = codes.at(n * variances.length + j) - mean;
                variances[j] += error * error / codes.size(0);
            }
        }
        return variances;
    }

    private static double mean(NumericArray values) {
        double sum = 0;
        for (int i = 0; i < values.length(); i++) {
            sum += values.at(i);
        }
        return sum / values.length();
    }
}
