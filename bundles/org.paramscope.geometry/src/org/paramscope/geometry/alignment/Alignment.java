package org.paramscope.geometry.alignment;

import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Replicas;

/**
 * Replicas made comparable: each is changed by the symmetries of its model, which leave its function as
 * it is, so that its units correspond to those of a reference replica.
 *
 * <p>Replicas with starts of their own are aligned by weight matching over all layers (Ainsworth, Hayase,
 * Srinivasa 2023) to the replica of least total squared distance. Replicas that a gradient led away from a
 * common start already correspond by index and keep their order and signs; only what no index fixes is aligned,
 * the codes of linear bottlenecks and the scales of rectified units. Starts undergo the operations of their
 * replicas.
 */
public final class Alignment {

    private final Replicas replicas;
    private final NumericArray aligned;
    private final NumericArray alignedStarts;
    private final int reference;
    private final boolean byIndex;
    private final double moved;

    private Alignment(Replicas replicas, NumericArray aligned, NumericArray alignedStarts, int reference, boolean byIndex,
            double moved) {
        this.replicas = replicas;
        this.aligned = aligned;
        this.alignedStarts = alignedStarts;
        this.reference = reference;
        this.byIndex = byIndex;
        this.moved = moved;
    }

    /** Aligns replicas on all cores. */
    public static Alignment of(Replicas replicas) {
        return of(replicas, Progress.none());
    }

    /**
     * Aligns replicas on all cores; the result does not depend on their number.
     *
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    public static Alignment of(Replicas replicas, Progress progress) {
        Model model = replicas.model();
        int count = replicas.count();
        if (count < 1) {
            throw new ShapeException("there are no replicas to align");
        }
        boolean byIndex = byIndex(replicas);
        List<LayerEntries> layers = LayerEntries.of(model.units(), model.parameters());
        CanonicalGauge gauge = new CanonicalGauge(model, layers, replicas.samples());
        boolean fixed = byIndex && !gauge.needed() && layers.stream().noneMatch(LayerEntries::continuous);
        double[][] starts = new double[count][];
        for (int b = 0; b < count; b++) {
            starts[b] = replicas.starts().slice(replicas.commonStart() ? 0 : b).toArray();
        }
        ReplicaSet set = new ReplicaSet(layers, replicas.parameters().toRows(), starts);
        ReplicaExecutor executor = ReplicaExecutor.threads(Runtime.getRuntime().availableProcessors());
        set.alignToCentral(gauge, byIndex, executor, progress);
        double[] moved = new double[count];
        if (byIndex) {
            WeightMatching matching = new WeightMatching(layers, set.parameters()[set.reference()], false);
            executor.run(count, b -> moved[b] = matching.moved(set.parameters()[b]) / count, Progress.none());
        }
        return new Alignment(replicas, NumericArray.ofRows(set.parameters()),
                fixed ? replicas.starts() : NumericArray.ofRows(set.starts()), set.reference(), byIndex,
                java.util.Arrays.stream(moved).sum());
    }

    /** A common start fixes the numbers of units only where training departs from it; a closed form does not. */
    static boolean byIndex(Replicas replicas) {
        return replicas.commonStart() && replicas.model().fitter() == Fitter.GRADIENT;
    }

    /**
     * One network aligned to a parameter vector, as to the mean of a distribution: what {@link #of} does to a
     * replica.
     *
     * @param network  [p] of the replicas' model
     * @param onto     [p]
     * @param replicas whose model, samples and kind of start say how
     */
    public static double[] onto(double[] network, NumericArray onto, Replicas replicas) {
        Model model = replicas.model();
        List<LayerEntries> layers = LayerEntries.of(model.units(), model.parameters());
        double[] w = network.clone();
        new CanonicalGauge(model, layers, replicas.samples()).apply(w, null);
        new WeightMatching(layers, onto.toArray(), byIndex(replicas)).align(w, null, true);
        return w;
    }

    /** The replicas as they were trained. */
    public Replicas replicas() {
        return replicas;
    }

    /** The aligned parameters, [B, p]. */
    public NumericArray aligned() {
        return aligned;
    }

    /** The starts after the same operations: [B, p], or [1, p] where nothing was done to a common start. */
    public NumericArray alignedStarts() {
        return alignedStarts;
    }

    /** Number of the replica to which the others were aligned. */
    public int reference() {
        return reference;
    }

    /** Whether units correspond by index, as after a common start. */
    public boolean byIndex() {
        return byIndex;
    }

    /**
     * The share of units of a common start that weight matching would have paired otherwise than by index: 0
     * where every unit stayed nearest to itself.
     */
    public double moved() {
        return moved;
    }

    /** Mean and sample covariance of the aligned replicas; at least 2. */
    public ParameterDistribution distribution() {
        return distribution(1.0 / Math.max(1, replicas.count() - 1));
    }

    /**
     * Mean and covariance of the aligned replicas.
     *
     * @param scale multiplies the sum of (w - mean)(w - mean)', as (g - 1)/g for a jackknife of g replicas
     */
    public ParameterDistribution distribution(double scale) {
        int count = aligned.size(0);
        int p = aligned.size(1);
        if (count < 2) {
            throw new ShapeException("a covariance needs at least 2 replicas, there is " + count);
        }
        double[] mean = new double[p];
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < p; j++) {
                mean[j] += aligned.at(b * p + j) / count;
            }
        }
        NumericArray center = NumericArray.owned(mean);
        return ParameterDistribution.of(replicas.model(), center, Covariance.ofSamples(aligned, center, scale))
                .withSamples(aligned, alignedStarts, byIndex).withReplicas(replicas)
                .withDiagnostic("reference replica", reference).withDiagnostic("units moved from their index", moved)
                .withDiagnostic("replicas", count).withDiagnostic("failed replicas", replicas.failures().size());
    }
}
