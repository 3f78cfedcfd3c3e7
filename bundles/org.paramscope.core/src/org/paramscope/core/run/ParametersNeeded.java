package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.front.Interval;

/**
 * How many parameters continuous-time models need at equal error against the others. The networks compared are the trials of the
 * searches; the error at which they are compared is the least that both sides reach, on each resampling of the test windows anew, so
 * that the interval covers the choice of that error, too.
 */
final class ParametersNeeded {

    private static final String FAMILY = "continuous-time";

    private ParametersNeeded() {
    }

    private record Network(int parameters, NumericArray errors) {
    }

    /**
     * The sentences, one for models that reconstruct and one for those that forecast whole windows; none of a kind unless both sides
     * were searched and have test errors of it.
     */
    static List<String> of(List<ModelResult> models) {
        List<String> sentences = new ArrayList<>();
        sentence(models.stream().filter(m -> m.learned().output() == Output.RECONSTRUCTION).toList(), SearchResult.Trial::testDraws,
                "test NRMSE", "reconstruct").ifPresent(sentences::add);
        sentence(models, SearchResult.Trial::forecastDraws, "forecast NRMSE", "forecast").ifPresent(sentences::add);
        return sentences;
    }

    private static Optional<String> sentence(List<ModelResult> models, Function<SearchResult.Trial, NumericArray> errorsOf, String error, String what) {
        List<Network> continuous = new ArrayList<>();
        List<Network> others = new ArrayList<>();
        for (ModelResult model : models) {
            List<Network> side = model.family().equals(FAMILY) ? continuous : others;
            model.search().ifPresent(search -> search.trials().stream().filter(t -> errorsOf.apply(t).length() > 0)
                    .forEach(t -> side.add(new Network(t.parameters(), errorsOf.apply(t)))));
        }
        if (continuous.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        int draws = continuous.getFirst().errors().length();
        double[] ratios = new double[draws];
        double[] errors = new double[draws];
        for (int b = 0; b < draws; b++) {
            errors[b] = Math.max(least(continuous, b), least(others, b));
            ratios[b] = (double) needed(continuous, b, errors[b]) / needed(others, b, errors[b]);
        }
        Interval ratio = Interval.ofDraws(ratios);
        return Optional.of(String.format(Locale.ROOT, "At the least %s that both reach, %.3f, continuous-time models need %.2f times "
                + "[%.2f, %.2f] as many parameters as the other models that %s (%d and %d networks of the searches): %s.", error,
                median(errors), median(ratios), ratio.low(), ratio.high(), what, continuous.size(), others.size(), verdict(ratio)));
    }

    private static String verdict(Interval ratio) {
        if (ratio.high() < 1) {
            return "they are simpler";
        }
        return ratio.low() > 1 ? "the claim that they are simpler did not beat its control" : "no claim from the test stretch either way";
    }

    private static double least(List<Network> networks, int draw) {
        return networks.stream().mapToDouble(n -> n.errors().at(draw)).min().orElse(Double.POSITIVE_INFINITY);
    }

    private static int needed(List<Network> networks, int draw, double error) {
        return networks.stream().filter(n -> n.errors().at(draw) <= error).mapToInt(n -> Math.max(1, n.parameters())).min().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
