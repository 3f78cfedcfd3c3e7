package org.paramscope.geometry.alignment;

import java.util.List;

import org.paramscope.data.Progress;
import org.paramscope.engine.ReplicaExecutor;

/**
 * Replicas under alignment: each into its canonical gauge, then all to one of them. The same for real replicas
 * and for surrogates.
 */
final class ReplicaSet {

    private final List<LayerEntries> layers;
    private final double[][] parameters;
    private final double[][] starts;
    private int reference;

    /**
     * Takes replicas over, to change them.
     *
     * @param parameters [B][p]
     * @param starts     [B][p], or null
     */
    ReplicaSet(List<LayerEntries> layers, double[][] parameters, double[][] starts) {
        this.layers = layers;
        this.parameters = parameters;
        this.starts = starts;
    }

    double[][] parameters() {
        return parameters;
    }

    double[][] starts() {
        return starts;
    }

    int reference() {
        return reference;
    }

    /** Aligns all to the first. */
    void alignToFirst(CanonicalGauge gauge, boolean byIndex, ReplicaExecutor executor, Progress progress) {
        if (gauge.needed()) {
            executor.run(parameters.length, b -> gauge.apply(parameters[b], start(b)), progress.part(0, 0.3));
        }
        matchTo(0, byIndex, true, executor, progress.part(0.3, 1));
    }

    /** Aligns all to the first, and then to the replica of least total squared distance to the others. */
    void alignToCentral(CanonicalGauge gauge, boolean byIndex, ReplicaExecutor executor, Progress progress) {
        alignToFirst(gauge, byIndex, executor, progress.part(0, 0.6));
        reference = central();
        if (reference != 0) {
            matchTo(reference, byIndex, false, executor, progress.part(0.6, 1));
        }
    }

    /** The unbiased between-unit share of the incoming vectors of a layer, the reference held out. */
    double share(int layer) {
        LayerEntries entries = layers.get(layer);
        int width = entries.units() * entries.incoming();
        double[] units = new double[parameters.length * width];
        for (int b = 0; b < parameters.length; b++) {
            entries.gatherIncoming(parameters[b], units, b * width);
        }
        return IntraclassCorrelation.of(units, parameters.length, entries.units(), entries.incoming(), reference);
    }

    private void matchTo(int target, boolean byIndex, boolean fresh, ReplicaExecutor executor, Progress progress) {
        WeightMatching matching = new WeightMatching(layers, parameters[target].clone(), byIndex);
        executor.run(parameters.length, b -> {
            if (b != target) {
                matching.align(parameters[b], start(b), fresh);
            }
        }, progress);
    }

    private double[] start(int b) {
        return starts == null ? null : starts[b];
    }

    /** The replica nearest to the mean, which is the one of least total squared distance. */
    private int central() {
        int p = parameters[0].length;
        double[] mean = new double[p];
        for (double[] replica : parameters) {
            for (int j = 0; j < p; j++) {
                mean[j] += replica[j] / parameters.length;
            }
        }
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int b = 0; b < parameters.length; b++) {
            double distance = 0;
            for (int j = 0; j < p; j++) {
                distance += (parameters[b][j] - mean[j]) * (parameters[b][j] - mean[j]);
            }
            if (distance < least) {
                least = distance;
                nearest = b;
            }
        }
        return nearest;
    }
}
