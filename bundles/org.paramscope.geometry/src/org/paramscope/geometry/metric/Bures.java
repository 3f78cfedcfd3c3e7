package org.paramscope.geometry.metric;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.ReplicaExecutor;
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
        Root[] roots = new Root[n];
        ReplicaExecutor executor = ReplicaExecutor.threads(Runtime.getRuntime().availableProcessors());
        executor.run(n, i -> roots[i] = root(covariances.get(i)), progress.part(0, 0.1));
        double[][] parts = new double[n][n];
        executor.run(n, i -> {
            for (int j = i + 1; j < n; j++) {
                parts[i][j] = between(roots[i], roots[j]);
            }
        }, progress.part(0.1, 0.9));
        Distances distances = Distances.pairs(neurons.labels(), name(), progress.part(0.9, 1), (i, j) -> {
            double part = parts[Math.min(kind[i], kind[j])][Math.max(kind[i], kind[j])];
            return Math.sqrt(part + Euclid.squared(neurons.gaussians().get(i).mean(), neurons.gaussians().get(j).mean()));
        });
        int clipped = 0;
        for (Root root : roots) {
            clipped += root.clipped();
        }
        return new Distances(distances.matrix(), distances.labels(), name(), clipped);
    }

    private static Root root(NumericArray covariance) {
        SymmetricEigen eigen = Lapack.symmetricEigen(covariance);
        int d = covariance.size(0);
        double[] scaled = eigen.vectors().toArray();
        double trace = 0;
        int clipped = 0;
        // rounding makes zeros negative: those are no fault of the covariance
        double noise = d * Math.ulp(Math.max(1e-300, Math.abs(eigen.values().length() > 0 ? eigen.values().at(0) : 0)));
        for (int j = 0; j < d; j++) {
            double value = eigen.values().at(j);
            if (value < -noise) {
                clipped++;
            }
            double kept = Math.max(0, value);
            trace += kept;
            double factor = Math.sqrt(Math.sqrt(kept));
            for (int i = 0; i < d; i++) {
                scaled[i * d + j] *= factor;
            }
        }
        NumericArray half = NumericArray.owned(scaled, d, d);
        NumericArray root = Lapack.multiplyByTransposed(half, half);
        return new Root(clipped == 0 ? covariance : Lapack.multiply(root, root), root, trace, clipped);
    }

    /** tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2), at least 0. */
    private static double between(Root a, Root b) {
        NumericArray inner = Lapack.multiply(Lapack.multiply(a.root(), b.covariance()), a.root());
        NumericArray values = Lapack.symmetricEigenvalues(inner);
        double cross = 0;
        for (int i = 0; i < values.length(); i++) {
            cross += Math.sqrt(Math.max(0, values.at(i)));
        }
        return Math.max(0, a.trace() + b.trace() - 2 * cross);
    }
}
