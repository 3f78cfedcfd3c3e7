package org.paramscope.geometry.metric;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.Svd;
import org.paramscope.engine.linalg.SymmetricEigen;
import org.paramscope.geometry.NamedArrays;
import org.paramscope.geometry.Neurons;

/**
 * Neurons in the plane. The directions are those of largest variance; the sign of each is fixed (its entry of
 * largest magnitude is positive), so that a picture does not flip from run to run.
 *
 * @param points   [u, 2]
 * @param ellipses [u, 2, 2] covariance of each neuron in the plane; zeros where the method has none
 * @param method   in words
 * @param axes     [2, d] directions of the plane in the neurons' parameters; [0, 0] where the method has none
 */
public record Embedding(NumericArray points, NumericArray ellipses, String method, NumericArray axes) {

    public Embedding {
        if (points.rank() != 2 || points.size(1) != 2 || ellipses.rank() != 3 || ellipses.size(0) != points.size(0)) {
            throw new ShapeException("points [u, 2] and ellipses [u, 2, 2] are needed, not "
                    + java.util.Arrays.toString(points.shape()) + " and " + java.util.Arrays.toString(ellipses.shape()));
        }
    }

    /** Principal directions of the means; the covariances are projected onto them. */
    public static Embedding pca(Neurons neurons) {
        int u = neurons.count();
        int d = neurons.size();
        double[] centred = neurons.means().toArray();
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int i = 0; i < u; i++) {
                mean += centred[i * d + j] / u;
            }
            for (int i = 0; i < u; i++) {
                centred[i * d + j] -= mean;
            }
        }
        Svd svd = Lapack.svd(NumericArray.of(centred, u, d));
        double[] axes = new double[2 * d];
        for (int a = 0; a < Math.min(2, svd.values().length()); a++) {
            for (int j = 0; j < d; j++) {
                axes[a * d + j] = svd.right().get(j, a);
            }
            fixSign(axes, a * d, d);
        }
        NumericArray plane = NumericArray.owned(axes, 2, d);
        double[] ellipses = new double[u * 4];
        for (int i = 0; i < u; i++) {
            NumericArray half = Lapack.multiply(plane, neurons.gaussians().get(i).covariance());
            Lapack.multiplyByTransposed(half, plane).copyTo(ellipses, i * 4);
        }
        return new Embedding(Lapack.multiplyByTransposed(NumericArray.owned(centred, u, d), plane),
                NumericArray.owned(ellipses, u, 2, 2), "principal directions of the means", plane);
    }

    /** Classical multidimensional scaling of distances (Torgerson 1952). */
    public static Embedding mds(Distances distances) {
        int u = distances.count();
        double[] inner = new double[u * u];
        double[] rows = new double[u];
        double total = 0;
        for (int i = 0; i < u; i++) {
            for (int j = 0; j < u; j++) {
                double squared = distances.matrix().at(i * u + j) * distances.matrix().at(i * u + j);
                inner[i * u + j] = squared;
                rows[i] += squared / u;
                total += squared / ((double) u * u);
            }
        }
        for (int i = 0; i < u; i++) {
            for (int j = 0; j < u; j++) {
                inner[i * u + j] = -0.5 * (inner[i * u + j] - rows[i] - rows[j] + total);
            }
        }
        SymmetricEigen eigen = Lapack.symmetricEigen(NumericArray.owned(inner, u, u));
        double[] points = new double[u * 2];
        for (int a = 0; a < Math.min(2, u); a++) {
            double scale = Math.sqrt(Math.max(0, eigen.values().at(a)));
            for (int i = 0; i < u; i++) {
                points[i * 2 + a] = scale * eigen.vectors().get(i, a);
            }
        }
        return new Embedding(NumericArray.owned(points, u, 2), NumericArray.zeros(u, 2, 2),
                "classical scaling of " + distances.metric(), NumericArray.zeros(0, 0));
    }

    private static void fixSign(double[] values, int offset, int count) {
        int largest = offset;
        for (int j = offset; j < offset + count; j++) {
            // a margin, so that rounding cannot change which of two equal entries leads
            if (Math.abs(values[j]) > Math.abs(values[largest]) * (1 + 1e-9)) {
                largest = j;
            }
        }
        if (count > 0 && values[largest] < 0) {
            for (int j = offset; j < offset + count; j++) {
                values[j] = -values[j];
            }
        }
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("points", points).put("ellipses", ellipses).put("axes", axes)
                .put("method", method).build();
    }

    /** The value from its {@link #named()} form. */
    public static Embedding of(NamedArrays named) {
        return new Embedding(named.array("points"), named.array("ellipses"), named.text("method"), named.array("axes"));
    }
}
