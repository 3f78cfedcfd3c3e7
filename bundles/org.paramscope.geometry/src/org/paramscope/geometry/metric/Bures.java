package org.paramscope.geometry.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.linalg.BatchedRoots;
import org.paramscope.engine.linalg.BatchedSymmetric;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;
import org.paramscope.geometry.Gaussian;
import org.paramscope.geometry.Neurons;

/**
 * The 2-Wasserstein distance between Gaussians: W^2 = |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2)
 * (Dowson and Landau 1982; its part for covariances is Bures' distance). Negative eigenvalues of
 * covariances are set to zero and counted.
 */
public final class Bures implements Metric<Bures.Settings> {

    /** Pairs at a time. */
    private static final int BATCH = 64;

    /** Nothing to set. */
    public record Settings() {
    }

    /** A covariance with what all its pairs need: [d, d] root, trace, number of clipped eigenvalues. */
    private record Root(NumericArray covariance, NumericArray root, double trace, int clipped) {
    }

    @Override
    public double distance(Gaussian a, Gaussian b, Settings settings) {
        double means = Euclid.squared(a.mean(), b.mean());
        return Math.sqrt(means + (a.covariance() == b.covariance() ? 0 : between(root(a.covariance()), root(b.covariance()))));
    }

    @Override
    public String tensor() {
        return "means and covariances";
    }

    @Override
    public String name() {
        return "Bures (2-Wasserstein)";
    }

    @Override
    public Distances distances(Neurons neurons, Settings settings, Progress progress) {
        // neurons that share a covariance (a neuron and its mirror image) share the work
        Map<NumericArray, Integer> numbers = new IdentityHashMap<>();
        List<NumericArray> covariances = new ArrayList<>();
        int[] kind = new int[neurons.count()];
        for (int i = 0; i < kind.length; i++) {
            NumericArray covariance = neurons.gaussians().get(i).covariance();
            kind[i] = numbers.computeIfAbsent(covariance, c -> {
                covariances.add(c);
                return covariances.size() - 1;
            });
        }
        int n = covariances.size();
        ReplicaExecutor executor = ReplicaExecutor.threads(Runtime.getRuntime().availableProcessors());
        boolean small = n > 0 && covariances.get(0).size(0) <= BatchedSymmetric.LARGEST;
        Root[] roots = small ? batchedRoots(covariances, executor) : new Root[n];
        double[][] parts = new double[n][];
        if (small) {
            NumericArray batch = batch(Arrays.stream(roots).map(Root::covariance).toList());
            executor.run(n, i -> parts[i] = between(roots, i, batch), progress.part(0, 0.9));
        } else {
            executor.run(n, i -> roots[i] = root(covariances.get(i)), progress.part(0, 0.1));
            executor.run(n, i -> {
                parts[i] = new double[n - i];
                for (int j = i + 1; j < n; j++) {
                    parts[i][j - i] = between(roots[i], roots[j]);
                }
            }, progress.part(0.1, 0.9));
        }
        Distances distances = Distances.pairs(neurons.labels(), name(), progress.part(0.9, 1), (i, j) -> {
            double part = parts[Math.min(kind[i], kind[j])][Math.abs(kind[i] - kind[j])];
            return Math.sqrt(part + Euclid.squared(neurons.gaussians().get(i).mean(), neurons.gaussians().get(j).mean()));
        });
        int clipped = 0;
        for (Root root : roots) {
            clipped += root.clipped();
        }
        return new Distances(distances.matrix(), distances.labels(), name(), clipped);
    }

    /** The covariances as one array [n, d, d]. */
    private static NumericArray batch(List<NumericArray> covariances) {
        int d = covariances.get(0).size(0);
        double[] all = new double[Math.multiplyExact(covariances.size(), d * d)];
        for (int i = 0; i < covariances.size(); i++) {
            covariances.get(i).copyTo(all, i * d * d);
        }
        return NumericArray.owned(all, covariances.size(), d, d);
    }

    private static Root[] batchedRoots(List<NumericArray> covariances, ReplicaExecutor executor) {
        BatchedRoots batched = BatchedSymmetric.on(executor).squareRoots(batch(covariances));
        Root[] roots = new Root[covariances.size()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = root(covariances.get(i), batched.values().slice(i), batched.roots().slice(i));
        }
        return roots;
    }

    private static Root root(NumericArray covariance) {
        SymmetricEigen eigen = Lapack.symmetricEigen(covariance);
        int d = covariance.size(0);
        double[] scaled = eigen.vectors().toArray();
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] *= Math.sqrt(Math.sqrt(Math.max(0, eigen.values().at(k % d))));
        }
        NumericArray half = NumericArray.owned(scaled, d, d);
        return root(covariance, eigen.values(), Lapack.multiplyByTransposed(half, half));
    }

    /** A root of clipped eigenvalues is that of another covariance, which takes the place of the first. */
    private static Root root(NumericArray covariance, NumericArray values, NumericArray root) {
        double largest = 1e-300;
        double trace = 0;
        for (double value : values.toArray()) {
            largest = Math.max(largest, Math.abs(value));
            trace += Math.max(0, value);
        }
        // rounding makes zeros negative: those are no fault of the covariance
        double noise = values.length() * Math.ulp(largest);
        int clipped = (int) Arrays.stream(values.toArray()).filter(value -> value < -noise).count();
        return new Root(clipped == 0 ? covariance : Lapack.multiply(root, root), root, trace, clipped);
    }

    /** The parts of covariance i with itself, 0, and with those that follow; some at a time, for the memory's sake. */
    private static double[] between(Root[] roots, int i, NumericArray covariances) {
        BatchedSymmetric batched = BatchedSymmetric.on(ReplicaExecutor.threads(1));
        double[] parts = new double[roots.length - i];
        for (int from = i + 1; from < roots.length; from += BATCH) {
            int to = Math.min(roots.length, from + BATCH);
            NumericArray values = batched.eigenvalues(batched.congruences(roots[i].root(), covariances.rows(from, to)));
            for (int j = from; j < to; j++) {
                parts[j - i] = part(roots[i], roots[j], values.slice(j - from));
            }
        }
        return parts;
    }

    private static double between(Root a, Root b) {
        NumericArray inner = Lapack.multiply(Lapack.multiply(a.root(), b.covariance()), a.root());
        return part(a, b, Lapack.symmetricEigenvalues(inner));
    }

    /** tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2), at least 0, from the eigenvalues of S1^1/2 S2 S1^1/2. */
    private static double part(Root a, Root b, NumericArray values) {
        double cross = 0;
        for (int i = 0; i < values.length(); i++) {
            cross += Math.sqrt(Math.max(0, values.at(i)));
        }
        return Math.max(0, a.trace() + b.trace() - 2 * cross);
    }
}
