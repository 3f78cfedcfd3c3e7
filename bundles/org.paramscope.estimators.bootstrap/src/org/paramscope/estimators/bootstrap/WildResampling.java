package org.paramscope.estimators.bootstrap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.random.RandomStream;

/**
 * Residuals of the fit put back on its predictions with random signs (wild bootstrap: Wu 1986; Rademacher's signs, Mammen 1993, Davidson,
 * Flachaire 2008): y* = f(x) + v (y - f(x)). Inputs stay what they are (fixed design; Goncalves, Kilian 2004), but of a model that
 * reconstructs its input, whose input is the target: there the perturbed window is both.
 *
 * <p>A sign holds for a block of time, for all channels and for all windows that cover it, so that what residuals within a block have
 * in common stays (Shao 2010 smooths the signs instead).
 */
final class WildResampling {

    /** Residuals below this share of the targets' deviation are rounding. */
    private static final double ROUNDING = 1e-10;

    private final Samples samples;
    private final boolean reconstructs;
    private final NumericArray predicted;
    private final int block;
    private final long seed;
    private final Map<Integer, Integer> beginnings = new HashMap<>();
    /** By group the number of blocks; signs are drawn in the order of groups, whatever the order of rows. */
    private final Map<Integer, Integer> blocks = new TreeMap<>();

    private WildResampling(Problem problem, NumericArray predicted, int block) {
        this.samples = problem.samples();
        this.reconstructs = reconstructs(problem);
        this.predicted = predicted;
        this.block = block;
        this.seed = problem.seed();
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        for (int i = 0; i < starts.length; i++) {
            beginnings.merge(groups[i], starts[i], Math::min);
        }
        for (int i = 0; i < starts.length; i++) {
            blocks.merge(groups[i], Math.ceilDiv(starts[i] - beginnings.get(groups[i]) + steps(), block), Math::max);
        }
    }

    private static boolean reconstructs(Problem problem) {
        return problem.samples().target() == problem.samples().input() && !problem.model().predicting();
    }

    /**
     * Fits the model and prepares the replicas.
     *
     * @param block length in samples
     * @throws SettingException when the model has no residuals that can change their signs
     */
    static Resampling of(Problem problem, int block, int replicas, Progress progress) {
        requireResiduals(problem);
        Samples samples = problem.samples();
        NumericArray predicted = problem.model().predict(problem.fit(progress), samples);
        double residual = 0;
        double size = 0;
        for (int i = 0; i < predicted.length(); i++) {
            residual = Math.max(residual, Math.abs(samples.target().at(i) - predicted.at(i)));
            size = Math.max(size, Math.abs(samples.target().at(i)));
        }
        if (!(residual > ROUNDING * size)) {
            throw new SettingException("scheme", "WILD", "a model that leaves residuals is needed; this one reproduces its samples");
        }
        WildResampling wild = new WildResampling(problem, predicted, block);
        return Resampling.perturbed(samples, replicas, "residuals with random signs in blocks of " + block + " samples", wild::samples);
    }

    private static void requireResiduals(Problem problem) {
        if (problem.model().loss().headTerms().stream().anyMatch(term -> term.kind() == Loss.Kind.SOFTMAX_CROSS_ENTROPY
                || term.kind() == Loss.Kind.BERNOULLI_LIKELIHOOD)) {
            throw new SettingException("scheme", "WILD", "targets that are real numbers are needed; those of this model are classes");
        }
        boolean ownTarget = problem.samples().target() != problem.samples().input();
        if (problem.model().fitter() != Fitter.GRADIENT && !ownTarget && problem.model().predicting()) {
            // closed forms take what they predict from the inputs themselves and would not see a perturbed target
            throw new SettingException("scheme", "WILD", "another scheme is needed: this model's closed form predicts its own inputs");
        }
    }

    private Samples samples(int b) {
        RandomStream stream = RandomStream.of(seed, b, "wild signs");
        Map<Integer, double[]> signs = new HashMap<>();
        blocks.forEach((group, count) -> {
            double[] own = new double[count];
            Arrays.setAll(own, k -> stream.below(2) * 2 - 1);
            signs.put(group, own);
        });
        NumericArray target = NumericArray.owned(perturbed(signs), samples.target().shape());
        Map<String, NumericArray> inputs = new LinkedHashMap<>(samples.inputs());
        Map<String, NumericArray> targets = new LinkedHashMap<>(samples.targets());
        targets.put(Samples.TARGET, target);
        if (reconstructs) {
            inputs.put(Samples.WINDOW, target);
        }
        return new Samples(samples.shape(), inputs, targets, samples.weights(), samples.starts(), samples.groups(), samples.distinct());
    }

    /** Time steps of a target: those of the window, or 1 where the target is something else. */
    private int steps() {
        return samples.shape().targets() == samples.shape().size() && samples.target() == samples.input() ? samples.shape().length() : 1;
    }

    private double[] perturbed(Map<Integer, double[]> signs) {
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        int width = samples.shape().targets();
        int channels = width / steps();
        double[] values = samples.target().toArray();
        for (int i = 0; i < starts.length; i++) {
            double[] own = signs.get(groups[i]);
            int from = starts[i] - beginnings.get(groups[i]);
            for (int j = 0; j < width; j++) {
                int at = i * width + j;
                // what was not observed says nothing and stays
                if (steps() == 1 || samples.observed(i, j)) {
                    values[at] = predicted.at(at) + own[(from + j / channels) / block] * (values[at] - predicted.at(at));
                }
            }
        }
        return values;
    }
}
