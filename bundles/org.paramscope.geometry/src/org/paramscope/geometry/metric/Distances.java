package org.paramscope.geometry.metric;

import java.util.Arrays;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.geometry.NamedArrays;

/**
 * Distances between neurons.
 *
 * @param matrix  [u, u], symmetric, zeros on the diagonal
 * @param labels  [u] of the neurons
 * @param metric  name of the metric
 * @param clipped number of negative eigenvalues of covariances that were set to zero
 */
public record Distances(NumericArray matrix, List<String> labels, String metric, int clipped) {

    public Distances {
        labels = List.copyOf(labels);
        if (matrix.rank() != 2 || matrix.size(0) != matrix.size(1) || matrix.size(0) != labels.size()) {
            throw new ShapeException("distances " + Arrays.toString(matrix.shape()) + " between " + labels.size()
                    + " neurons");
        }
    }

    /** Distances of which nothing was clipped. */
    public Distances(NumericArray matrix, List<String> labels, String metric) {
        this(matrix, labels, metric, 0);
    }

    /** The distance between two neurons by number; called from several threads. */
    @FunctionalInterface
    public interface Pair {
        /** The distance between neurons i and j, i below j. */
        double distance(int i, int j);
    }

    /** All pairs, on all cores; a symmetric matrix. */
    public static Distances pairs(List<String> labels, String metric, Progress progress, Pair pair) {
        int n = labels.size();
        double[] matrix = new double[n * n];
        ReplicaExecutor.threads(Runtime.getRuntime().availableProcessors()).run(n, i -> {
            for (int j = i + 1; j < n; j++) {
                double distance = pair.distance(i, j);
                matrix[i * n + j] = distance;
                matrix[j * n + i] = distance;
            }
        }, progress);
        return new Distances(NumericArray.owned(matrix, n, n), labels, metric);
    }

    /** The number of neurons u. */
    public int count() {
        return labels.size();
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("matrix", matrix).put("labels", String.join("\n", labels))
                .put("metric", metric).put("clipped", (double) clipped).build();
    }

    /** The value from its {@link #named()} form. */
    public static Distances of(NamedArrays named) {
        return new Distances(named.array("matrix"), named.text("labels").lines().toList(), named.text("metric"),
                (int) named.number("clipped"));
    }
}
