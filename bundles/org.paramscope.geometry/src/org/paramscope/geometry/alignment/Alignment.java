package org.paramscope.geometry.alignment;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

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

    private final Given given;
    private final NumericArray aligned;
    private final NumericArray alignedStarts;
    private final int reference;
    private final boolean byIndex;
    private final double moved;

    /**
     * Networks before alignment.
     *
     * @param parameters [B, p]
     * @param starts     [B, p], [1, p] or, unless known, [0, p]
     * @param distribution from its mean and covariance
     * @param replicas   absent for networks of which no model is known
     */
    private record Given(NumericArray parameters, NumericArray starts, boolean byIndex, List<LayerEntries> layers, CanonicalGauge gauge,
            BiFunction<NumericArray, Covariance, ParameterDistribution> distribution, Optional<Replicas> replicas) {

        int count() {
            return parameters.size(0);
        }

        /** The starts of all networks, one each; null where they are not known. */
        double[][] eachStart() {
            if (starts.size(0) == 0) {
                return null;
            }
            double[][] each = new double[count()][];
            for (int b = 0; b < each.length; b++) {
                each[b] = starts.slice(starts.size(0) == 1 ? 0 : b).toArray();
            }
            return each;
        }
    }

    private Alignment(Given given, NumericArray aligned, NumericArray alignedStarts, int reference, boolean byIndex,
            double moved) {
        this.given = given;
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
        List<LayerEntries> layers = LayerEntries.of(model.units(), model.parameters());
        return of(new Given(replicas.parameters(), replicas.starts(), byIndex(replicas), layers,
                new CanonicalGauge(model, layers, replicas.samples()), (mean, covariance) ->
                ParameterDistribution.of(model, mean, covariance).withReplicas(replicas), Optional.of(replicas)), progress);
    }

    /**
     * Aligns the samples of a distribution of which no model is known, as networks of an archive; nothing is known of their starts.
     *
     * @param networks with layers of units, whose symmetries say what may be done
     * @throws ShapeException when there are no samples, or what needs the model would be needed: a layer is a linear code
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    public static Alignment of(ParameterDistribution networks, Progress progress) {
        int p = networks.layout().size();
        List<LayerEntries> layers = LayerEntries.of(networks.units(), p);
        return of(new Given(networks.samples(), NumericArray.zeros(0, p), false, layers, new CanonicalGauge(layers),
                (mean, covariance) -> ParameterDistribution.of(networks.layout(), networks.units(), mean, covariance), Optional.empty()), progress);
    }

    private static Alignment of(Given given, Progress progress) {
        int count = given.count();
        if (count < 1) {
            throw new ShapeException("there are no replicas to align");
        }
        boolean byIndex = given.byIndex();
        List<LayerEntries> layers = given.layers();
        CanonicalGauge gauge = given.gauge();
        boolean fixed = byIndex && !gauge.needed() && layers.stream().noneMatch(LayerEntries::continuous);
        ReplicaSet set = new ReplicaSet(layers, given.parameters().toRows(), given.eachStart());
        ReplicaExecutor executor = ReplicaExecutor.threads(Runtime.getRuntime().availableProcessors());
        set.alignToCentral(gauge, byIndex, executor, progress);
        double[] moved = new double[count];
        if (byIndex) {
            WeightMatching matching = new WeightMatching(layers, set.parameters()[set.reference()], false);
            executor.run(count, b -> moved[b] = matching.moved(set.parameters()[b]) / count, Progress.none());
        }
        return new Alignment(given, NumericArray.ofRows(set.parameters()),
                fixed || set.starts() == null ? given.starts() : NumericArray.ofRows(set.starts()), set.reference(), byIndex,
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

    /** The replicas as they were trained; absent for networks of which no model is known. */
    public Optional<Replicas> replicas() {
        return given.replicas();
    }

    /** The parameters before alignment, [B, p]. */
    public NumericArray parameters() {
        return given.parameters();
    }

    List<LayerEntries> layers() {
        return given.layers();
    }

    CanonicalGauge gauge() {
        return given.gauge();
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
        return distribution(1.0 / Math.max(1, given.count() - 1));
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
        ParameterDistribution distribution = given.distribution().apply(center, Covariance.ofSamples(aligned, center, scale))
                .withSamples(aligned, alignedStarts, byIndex)
                .withDiagnostic("reference replica", reference).withDiagnostic("units moved from their index", moved)
                .withDiagnostic("replicas", count);
        // of networks that were trained elsewhere nobody knows how many failed
        return given.replicas().map(r -> distribution.withDiagnostic("failed replicas", r.failures().size())).orElse(distribution);
    }
}
