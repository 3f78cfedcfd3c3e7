package org.paramscope.models.spectral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Picture;
import org.paramscope.models.internal.Overlap;
import org.paramscope.models.internal.WindowPictures;

/** What a fitted {@link Ssa} says of the training signal. */
final class SsaReport {

    /** Components whose elementary series are correlated by at least so much belong together. */
    private static final double TOGETHER = 0.5;

    private final FittedModel fitted;
    private final double[][] basis;
    private final SignalSubspace subspace;

    SsaReport(FittedModel fitted) {
        this.fitted = fitted;
        this.basis = Ssa.basis(fitted.model(), fitted.parameters());
        this.subspace = SignalSubspace.of(basis, new double[basis[0].length], fitted.model().shape().channels());
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        double verticality = subspace.verticality();
        if (verticality > 1 - 1e-10) {
            facts.add(Fact.warning("verticality", verticality,
                    "the last values of a window cannot be told from the others: no recurrence and no forecast; take fewer components"));
            return facts;
        }
        facts.add(Fact.of("verticality", verticality, "below 1: the subspace has a recurrence"));
        List<Mode> modes = subspace.modes();
        for (int i = 0; i < modes.size(); i++) {
            Mode mode = modes.get(i);
            facts.add(Fact.of("period of mode " + (i + 1) + " [samples]", mode.period(),
                    Double.isInfinite(mode.period()) ? "a trend" : ""));
            facts.add(damping("damping of mode " + (i + 1) + " [1/sample]", mode));
        }
        List<int[]> groups = WCorrelation.groups(wCorrelations(), TOGETHER);
        for (int g = 0; g < groups.size(); g++) {
            facts.add(Fact.of("components of group " + (g + 1), groups.get(g).length, "together by w-correlation: "
                    + Arrays.stream(groups.get(g)).mapToObj(i -> Integer.toString(i + 1)).collect(Collectors.joining(", "))));
        }
        return facts;
    }

    /** Grows by more than a half over a window's length: a forecast soon leaves the range of the data. */
    private Fact damping(String name, Mode mode) {
        return mode.damping() * subspace.window() > 0.5
                ? Fact.warning(name, mode.damping(), "explosive: grows " + String.format(Locale.ROOT, "%.3g",
                        Math.exp(mode.damping() * subspace.window())) + "-fold over a window, and so do forecasts")
                : Fact.of(name, mode.damping(), mode.damping() < 0 ? "decays" : "lasts or grows");
    }

    List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>(WindowPictures.shapes("Eigenvectors", "component", basis,
                fitted.model().shape().channels()));
        pictures.add(WindowPictures.spectrum("Singular spectrum of the training windows", fitted, new double[basis[0].length]));
        pictures.add(new Picture.Image("w-correlations of the components", "component", "component", wCorrelations(), true));
        pictures.addAll(Picture.ofCodes(fitted));
        return pictures;
    }

    /** Correlations of the elementary series of the training stretch, an instant counting as often as windows hold it. */
    private NumericArray wCorrelations() {
        Overlap overlap = new Overlap(fitted.training());
        NumericArray codes = fitted.model().head("latent", fitted.parameters(), fitted.training());
        int channels = fitted.model().shape().channels();
        double[][] elementary = IntStream.range(0, basis.length).mapToObj(i -> overlap.average(windows(codes, i))).toArray(double[][]::new);
        double[] ones = new double[codes.size(0)];
        Arrays.fill(ones, 1);
        double[] cover = overlap.cover(ones);
        double[] weights = IntStream.range(0, cover.length * channels).mapToDouble(i -> cover[i / channels]).toArray();
        return WCorrelation.matrix(elementary, weights);
    }

    private NumericArray windows(NumericArray codes, int component) {
        double[] u = basis[component];
        double[] windows = new double[codes.size(0) * u.length];
        for (int n = 0; n < codes.size(0); n++) {
            double code = codes.at(n * basis.length + component);
            for (int i = 0; i < u.length; i++) {
                windows[n * u.length + i] = code * u[i];
            }
        }
        return NumericArray.owned(windows, codes.size(0), u.length);
    }
}
