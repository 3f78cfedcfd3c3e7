package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.internal.kernel.Lanes;

/** One term of the loss: compares results with a target and begins the reverse pass. */
final class LossTerm {

    private final Loss.Kind kind;
    private final String target;
    private final double factor;
    private final int rows;
    private final Place first;
    private final Place firstDerivative;
    private final Place second;
    private final Place secondDerivative;
    private final boolean shared;
    private final Place scratch;

    private LossTerm(Compiler compiler, Map<String, Integer> heads, Loss.Term term, boolean shared) {
        this.kind = term.kind();
        this.target = term.target().orElse(null);
        this.factor = term.factor();
        int position = heads.get(term.heads().getFirst());
        this.rows = compiler.rows(position);
        this.first = compiler.value(position);
        this.firstDerivative = compiler.derivative(position);
        int other = term.heads().size() > 1 ? heads.get(term.heads().get(1)) : -1;
        this.second = other < 0 ? null : compiler.value(other);
        this.secondDerivative = other < 0 || kind == Loss.Kind.WEIGHTED_SQUARED_ERROR ? null : compiler.derivative(other);
        this.shared = shared;
        this.scratch = compiler.end();
    }

    /** The terms of a loss that look at heads. */
    static List<LossTerm> of(Compiler compiler, Map<String, Integer> heads, Loss loss) {
        List<LossTerm> terms = new ArrayList<>();
        for (Loss.Term term : loss.headTerms()) {
            terms.add(new LossTerm(compiler, heads, term, loss.headTerms().size() > 1));
        }
        return terms;
    }

    /** Whether derivatives of results are cleared and added to: several terms may look at one, and weights have none from their term. */
    static boolean shared(Loss loss) {
        return loss.terms().size() > 1 || loss.terms().getFirst().kind() == Loss.Kind.WEIGHTED_SQUARED_ERROR;
    }

    boolean shared() {
        return shared;
    }

    String target() {
        return target;
    }

    /** Number of entries of the compared head. */
    int rows() {
        return rows;
    }

    /** Rows that the comparison needs behind the program's own: a derivative for each head, and two for sums over entries. */
    int scratchRows() {
        return 2 * rows + 2;
    }

    /** The term from the weighted sum over samples that {@link #compare} left. */
    double value(double sum) {
        return factor * (kind == Loss.Kind.SQUARED_ERROR ? sum / rows : sum);
    }

    /**
     * Adds the weighted loss of each sample to {@code sums}, and writes or adds the derivatives of the results, which
     * may lie where the results lie.
     */
    <A> void compare(Run<A> run, Frame<A> frame, A t, int tAt, A weights, int wAt, A sums) {
        Lanes<A> lanes = run.lanes;
        boolean direct = !shared && firstDerivative != null;
        Place d = direct ? firstDerivative : scratch;
        Place e = !shared && secondDerivative != null ? secondDerivative : scratch.plus(rows);
        A y = frame.array(first);
        int yAt = frame.at(first);
        switch (kind) {
            case SQUARED_ERROR -> lanes.squaredError(y, yAt, t, tAt, rows, weights, wAt, frame.array(d), frame.at(d), sums, run.used);
            case SOFTMAX_CROSS_ENTROPY -> lanes.crossEntropy(y, yAt, t, tAt, rows, weights, wAt, frame.array(d), frame.at(d), sums,
                    run.used);
            case WEIGHTED_SQUARED_ERROR -> weighted(run, frame, t, tAt, weights, wAt, d, sums);
            case GAUSSIAN_LIKELIHOOD -> {
                A s = frame.array(second);
                lanes.gaussianLikelihood(y, yAt, s, frame.at(second), t, tAt, weights, wAt, frame.array(d), frame.at(d), frame.array(e),
                        frame.at(e), loss(run, frame), lossAt(frame), rows, run.used);
                weigh(run, frame, weights, wAt, sums);
            }
            case BERNOULLI_LIKELIHOOD -> {
                lanes.bernoulliLikelihood(y, yAt, t, tAt, weights, wAt, frame.array(d), frame.at(d), loss(run, frame), lossAt(frame),
                        rows, run.used);
                weigh(run, frame, weights, wAt, sums);
            }
            case WEIGHT_DIVERGENCE -> throw new IllegalStateException("the divergence of weights looks at no head");
            case VALUE -> {
                lanes.valueLoss(y, yAt, weights, wAt, frame.array(d), frame.at(d), loss(run, frame), lossAt(frame), rows, run.used);
                weigh(run, frame, weights, wAt, sums);
            }
        }
        finish(run, frame, d, firstDerivative);
        if (secondDerivative != null) {
            finish(run, frame, e, secondDerivative);
        }
    }

    /** The row in which a sample's loss is summed over entries, cleared. */
    private <A> A loss(Run<A> run, Frame<A> frame) {
        Place place = scratch.plus(2 * rows);
        Step.clear(place, 2, run, frame);
        return frame.array(place);
    }

    private <A> int lossAt(Frame<A> frame) {
        return frame.at(scratch.plus(2 * rows));
    }

    private <A> void weigh(Run<A> run, Frame<A> frame, A weights, int wAt, A sums) {
        Place loss = scratch.plus(2 * rows);
        run.lanes.outer(weights, wAt, 1, frame.array(loss), frame.at(loss), 1, sums, 0, 1, 1, run.used);
    }

    private <A> void weighted(Run<A> run, Frame<A> frame, A t, int tAt, A weights, int wAt, Place d, A sums) {
        Lanes<A> lanes = run.lanes;
        A total = loss(run, frame);
        int lossAt = lossAt(frame);
        int totalAt = lossAt + lanes.row();
        lanes.accumulate(frame.array(second), frame.at(second), total, totalAt, rows, run.used);
        lanes.weightedSquaredError(frame.array(first), frame.at(first), frame.array(second), frame.at(second), t, tAt, weights, wAt, total,
                totalAt, frame.array(d), frame.at(d), total, lossAt, rows, run.used);
        weigh(run, frame, weights, wAt, sums);
    }

    private <A> void finish(Run<A> run, Frame<A> frame, Place written, Place derivative) {
        if (derivative == null) {
            return;
        }
        A from = frame.array(written);
        if (factor != 1) {
            run.lanes.scale(from, frame.at(written), from, frame.at(written), factor, rows, run.used);
        }
        if (!written.equals(derivative)) {
            run.lanes.add(from, frame.at(written), frame.array(derivative), frame.at(derivative), rows, run.used);
        }
    }
}
