package org.paramscope.estimators.laplace;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.graph.Loss;

/**
 * The generalised Gauss-Newton matrix G of a problem's loss (Schraudolph 2002) as R'R, some rows of R at a time: for each
 * sample i as many rows as the loss has outputs, S_i' J_i with S_i S_i' the Hessian of the weighted loss of the sample as a
 * function of these outputs and J_i their Jacobian. For a normal likelihood with a variance of its own the Hessian is replaced
 * by its expectation, Fisher's information, which unlike it is positive.
 */
final class GaussNewtonRows {

    /** Numbers of one part of R: 64 MB. */
    private static final int PART = 8_000_000;
    private static final int TASKS = 8;

    /** Takes part of R. */
    interface Reader {

        /**
         * @param sample the first of the samples to which the rows belong
         * @param rows   [samples x outputs, p], those of a sample beside each other
         */
        void read(int sample, NumericArray rows);
    }

    private final Problem problem;
    private final Model model;
    private final Loss.Term term;
    private final double[] weights;
    private final Evaluations evaluations;

    /**
     * @param most samples that are looked at; of more, so many at equal distances stand for all
     */
    GaussNewtonRows(Problem problem, int most, Evaluations evaluations) {
        int n = problem.samples().count();
        this.problem = n <= most ? problem : problem.withSamples(problem.samples().select(
                IntStream.range(0, most).map(k -> (int) ((2L * k + 1) * n / (2L * most))).toArray()), null);
        this.model = problem.model();
        this.term = model.loss().headTerms().stream().filter(t -> t.kind() != Loss.Kind.VALUE).findFirst().orElseThrow(
                () -> new SettingException("model", model.loss().toString(), "a loss that compares an output with a target is needed"));
        this.weights = this.problem.samples().weights().toArray();
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        this.evaluations = evaluations;
    }

    /** The samples that are looked at. */
    Samples samples() {
        return problem.samples();
    }

    /** Their weights, with the sum 1. */
    double[] weights() {
        return weights.clone();
    }

    /** All rows of R at parameters w, in the order of the samples. */
    void read(double[] w, Progress progress, Reader reader) {
        int n = problem.samples().count();
        int outputs = outputs(w);
        int part = Math.max(1, (int) Math.min(n, PART / Math.max(1, (long) outputs * w.length)));
        for (int from = 0; from < n; from += part) {
            progress.check();
            int to = Math.min(n, from + part);
            double[] rows = new double[Math.multiplyExact((to - from) * outputs, w.length)];
            int first = from;
            problem.executor().run(Math.min(TASKS, to - from), task -> {
                int tasks = Math.min(TASKS, to - first);
                int begin = first + (int) ((long) (to - first) * task / tasks);
                int end = first + (int) ((long) (to - first) * (task + 1) / tasks);
                rows(w, begin, end).copyTo(rows, (begin - first) * outputs * w.length);
            }, Progress.none());
            reader.read(from, NumericArray.owned(rows, (to - from) * outputs, w.length));
        }
        evaluations.add(outputs);
    }

    static void add(NumericArray values, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += values.at(i);
        }
    }

    /**
     * The residuals of squared error, output less target, with the factors of the rows of R: [n x outputs]. The gradient of the
     * loss is R' times them.
     */
    double[] residuals(double[] w) {
        if (term.kind() != Loss.Kind.SQUARED_ERROR && term.kind() != Loss.Kind.WEIGHTED_SQUARED_ERROR) {
            throw new SettingException("model", model.loss().toString(), "residuals need a loss of squared error");
        }
        Samples samples = problem.samples();
        NumericArray output = model.head(head(0), w, samples);
        NumericArray target = samples.targets().get(term.target().orElseThrow());
        double[] factors = factors(w, samples, output, 0);
        for (int k = 0; k < factors.length; k++) {
            factors[k] *= output.at(k) - target.at(k);
        }
        return factors;
    }

    /** Rows of R for each sample. */
    int outputs(double[] w) {
        int width = model.head(head(0), w, problem.samples().select(new int[] {0})).size(1);
        return term.kind() == Loss.Kind.GAUSSIAN_LIKELIHOOD ? 2 * width : width;
    }

    private String head(int i) {
        return term.heads().get(i);
    }

    private NumericArray rows(double[] w, int from, int to) {
        Samples samples = problem.samples().select(IntStream.range(from, to).toArray());
        int p = w.length;
        NumericArray output = model.head(head(0), w, samples);
        int width = output.size(1);
        if (term.kind() == Loss.Kind.SOFTMAX_CROSS_ENTROPY) {
            return softmax(jacobian(head(0), w, samples), output, samples.targets().get(term.target().orElseThrow()), from);
        }
        if (term.kind() != Loss.Kind.GAUSSIAN_LIKELIHOOD) {
            return scaled(jacobian(head(0), w, samples), factors(w, samples, output, from), p);
        }
        double[] means = scaled(jacobian(head(0), w, samples), factors(w, samples, output, from), p).toArray();
        double[] halves = new double[output.length()];
        for (int k = 0; k < halves.length; k++) {
            halves[k] = Math.sqrt(weights[from + k / width] * term.factor() / 2);
        }
        double[] variances = scaled(jacobian(head(1), w, samples), halves, p).toArray();
        double[] both = new double[2 * means.length];
        for (int i = 0; i < to - from; i++) {
            System.arraycopy(means, i * width * p, both, 2 * i * width * p, width * p);
            System.arraycopy(variances, i * width * p, both, (2 * i + 1) * width * p, width * p);
        }
        return NumericArray.owned(both, 2 * (to - from) * width, p);
    }

    private NumericArray jacobian(String head, double[] w, Samples samples) {
        NumericArray jacobian = problem.model().objective().jacobian(head, w, samples);
        return jacobian.reshape(jacobian.size(0) * jacobian.size(1), w.length);
    }

    private static NumericArray scaled(NumericArray jacobian, double[] factors, int p) {
        double[] rows = jacobian.toArray();
        for (int k = 0; k < rows.length; k++) {
            rows[k] *= factors[k / p];
        }
        return NumericArray.owned(rows, jacobian.shape());
    }

    /** Root of the second derivative of the weighted loss by each output; for all kinds whose Hessian is diagonal. */
    private double[] factors(double[] w, Samples samples, NumericArray output, int from) {
        int width = output.size(1);
        double[] factors = new double[output.length()];
        NumericArray second = term.heads().size() > 1 ? model.head(head(1), w, samples) : null;
        for (int i = 0; i < output.size(0); i++) {
            double sum = 0;
            for (int j = 0; j < width && term.kind() == Loss.Kind.WEIGHTED_SQUARED_ERROR; j++) {
                sum += second.at(i * width + j);
            }
            for (int j = 0; j < width; j++) {
                int k = i * width + j;
                double curvature = switch (term.kind()) {
                    case SQUARED_ERROR -> 2.0 / width;
                    case WEIGHTED_SQUARED_ERROR -> sum > 0 ? 2 * second.at(k) / sum : 0;
                    case GAUSSIAN_LIKELIHOOD -> Math.exp(-second.at(k));
                    case BERNOULLI_LIKELIHOOD -> 1 / (2 + Math.exp(output.at(k)) + Math.exp(-output.at(k)));
                    case SOFTMAX_CROSS_ENTROPY, VALUE, WEIGHT_DIVERGENCE -> throw new IllegalStateException(term.kind().name());
                };
                factors[k] = Math.sqrt(weights[from + i] * term.factor() * curvature);
            }
        }
        return factors;
    }

    /** diag(q) - q q' = S S' with S = diag(sqrt q) - q sqrt(q)', times the sum of the targets. */
    private NumericArray softmax(NumericArray jacobian, NumericArray logits, NumericArray targets, int from) {
        int width = logits.size(1);
        int p = jacobian.size(1);
        double[] rows = new double[jacobian.length()];
        for (int i = 0; i < logits.size(0); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < width; j++) {
                largest = Math.max(largest, logits.at(i * width + j));
            }
            double[] q = new double[width];
            double sum = 0;
            double whole = 0;
            for (int j = 0; j < width; j++) {
                whole += targets.at(i * width + j);
                q[j] = Math.exp(logits.at(i * width + j) - largest);
                sum += q[j];
            }
            double factor = Math.sqrt(weights[from + i] * term.factor() * whole);
            for (int k = 0; k < p; k++) {
                double mean = 0;
                for (int j = 0; j < width; j++) {
                    mean += q[j] / sum * jacobian.at((i * width + j) * p + k);
                }
                for (int j = 0; j < width; j++) {
                    int at = (i * width + j) * p + k;
                    rows[at] = factor * Math.sqrt(q[j] / sum) * (jacobian.at(at) - mean);
                }
            }
        }
        return NumericArray.owned(rows, jacobian.shape());
    }
}
