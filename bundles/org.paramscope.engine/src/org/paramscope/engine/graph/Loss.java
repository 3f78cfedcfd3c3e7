package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;

/**
 * What training minimises: sum over the samples n of w_n sum_k c_k l_k(n), a sum of terms. The weights w are scaled to
 * the sum 1, so that the loss is a weighted mean over samples.
 *
 * @param terms at least one
 */
public record Loss(List<Term> terms) {

    /** Name of the target that the samples of windows and tables have. */
    public static final String TARGET = "target";
    private static final String OUTPUT = "reconstruction";

    /** Mean over the entries j of (y_j - t_j)^2. */
    public static final Loss SQUARED_ERROR = squaredError(OUTPUT, TARGET);
    /** -sum_j t_j log softmax(y)_j; the targets t are class probabilities. */
    public static final Loss SOFTMAX_CROSS_ENTROPY = of(Kind.SOFTMAX_CROSS_ENTROPY, List.of(OUTPUT), TARGET);

    /** The functions l of heads y and a target t, a sum over entries unless said otherwise. */
    public enum Kind {
        /** Mean over the entries j of (y_j - t_j)^2. */
        SQUARED_ERROR(1, true),
        /** sum_j v_j (y_j - t_j)^2 / sum_j v_j with a second head v, which is not differentiated: 0 where a target is missing. */
        WEIGHTED_SQUARED_ERROR(2, true),
        /** -log N(t; y, exp(s)) with a second head s, the log-variance. */
        GAUSSIAN_LIKELIHOOD(2, true),
        /** -t log sigmoid(y) - (1 - t) log(1 - sigmoid(y)). */
        BERNOULLI_LIKELIHOOD(1, true),
        /** -t log softmax(y). */
        SOFTMAX_CROSS_ENTROPY(1, true),
        /** The sum of the head's own entries: whatever the graph computes, without a target. */
        VALUE(1, false),
        /** KL(q || p) of the weights' distributions q in all {@link StochasticAffine} blocks from their priors p; the same for all samples. */
        WEIGHT_DIVERGENCE(0, false);

        private final int heads;
        private final boolean target;

        Kind(int heads, boolean target) {
            this.heads = heads;
            this.target = target;
        }
    }

    /**
     * One term.
     *
     * @param heads of the model that it looks at
     * @param target of the samples; empty for kinds without one
     * @param factor c, finite
     */
    public record Term(Kind kind, List<String> heads, Optional<String> target, double factor) {

        public Term {
            heads = List.copyOf(heads);
            if (heads.size() != kind.heads || target.isPresent() != kind.target) {
                throw new ShapeException("a loss " + kind + " of the heads " + heads + " and the target " + target.orElse("none") + ": "
                        + kind.heads + (kind.target ? " and a target are" : " and no target are") + " needed");
            }
            if (!Double.isFinite(factor)) {
                throw new SettingException("factor", Double.toString(factor), "a finite number is needed");
            }
        }
    }

    public Loss {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new ShapeException("a loss without terms");
        }
    }

    /** Mean squared error between a head and a target. */
    public static Loss squaredError(String head, String target) {
        return of(Kind.SQUARED_ERROR, List.of(head), target);
    }

    /** Squared error with a weight for each entry: sum_j v_j (y_j - t_j)^2 / sum_j v_j. */
    public static Loss weightedSquaredError(String head, String weights, String target) {
        return of(Kind.WEIGHTED_SQUARED_ERROR, List.of(head, weights), target);
    }

    /** -log N(t; mean, exp(logVariance)), summed over entries. */
    public static Loss gaussian(String mean, String logVariance, String target) {
        return of(Kind.GAUSSIAN_LIKELIHOOD, List.of(mean, logVariance), target);
    }

    /** -log Bernoulli(t; sigmoid(logits)), summed over entries. */
    public static Loss bernoulli(String logits, String target) {
        return of(Kind.BERNOULLI_LIKELIHOOD, List.of(logits), target);
    }

    /** The sum of a head's entries: a loss that the graph itself computes, such as a divergence. */
    public static Loss value(String head) {
        return new Loss(List.of(new Term(Kind.VALUE, List.of(head), Optional.empty(), 1)));
    }

    /** The divergence of all stochastic weights from their priors; 1 / n of it belongs to a mean over n samples. */
    public static Loss weightDivergence() {
        return new Loss(List.of(new Term(Kind.WEIGHT_DIVERGENCE, List.of(), Optional.empty(), 1)));
    }

    private static Loss of(Kind kind, List<String> heads, String target) {
        return new Loss(List.of(new Term(kind, heads, Optional.of(target), 1)));
    }

    /** The terms that look at heads: all but divergences of weights. */
    public List<Term> headTerms() {
        return terms.stream().filter(term -> term.kind() != Kind.WEIGHT_DIVERGENCE).toList();
    }

    /** What the divergence of the weights is multiplied by; 0 without such a term. */
    public double weightDivergenceFactor() {
        return terms.stream().filter(term -> term.kind() == Kind.WEIGHT_DIVERGENCE).mapToDouble(Term::factor).sum();
    }

    /** Both losses together. */
    public Loss plus(Loss other) {
        List<Term> both = new ArrayList<>(terms);
        both.addAll(other.terms);
        return new Loss(both);
    }

    /** All terms times a number. */
    public Loss times(double factor) {
        return new Loss(terms.stream().map(t -> new Term(t.kind(), t.heads(), t.target(), factor * t.factor())).toList());
    }

    /** As in {@code squared error(reconstruction)}. */
    @Override
    public String toString() {
        return String.join(" + ", terms.stream().map(t -> (t.factor() == 1 ? "" : t.factor() + " ")
                + t.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "(" + String.join(", ", t.heads()) + ")").toList());
    }
}
