package org.paramscope.engine.internal;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * Eigenvectors of F'F [p, p] from those of the Gram matrix F F' [r, r], r at most p, which has the same eigenvalues above zero:
 * the method of snapshots (Sirovich 1987).
 */
public final class GramEigen {

    private GramEigen() { }

    /**
     * The eigenvalues of F'F above rounding, k of them, and their eigenvectors [p, k].
     *
     * @param factor F, [r, p]
     */
    public static SymmetricEigen of(NumericArray factor) {
        SymmetricEigen gram = Lapack.symmetricEigen(Lapack.multiplyByTransposed(factor, factor));
        int r = factor.size(0);
        int k = rank(gram.values(), factor.size(1));
        double[] scaled = new double[r * k];
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < k; j++) {
                scaled[i * k + j] = gram.vectors().get(i, j) / Math.sqrt(gram.values().at(j));
            }
        }
        NumericArray rows = Lapack.multiplyTransposed(NumericArray.owned(scaled, r, k), factor);
        NumericArray vectors = orthonormal(rows);
        return new SymmetricEigen(NumericArray.owned(Arrays.copyOf(gram.values().toArray(), k)), vectors);
    }

    /** V diag(f) V' as the product of a factor, diag(sqrt f) V' [k, p], with itself; f is the square root of the values. */
    public static NumericArray rootFactor(SymmetricEigen eigen) {
        int p = eigen.vectors().size(0);
        int k = eigen.values().length();
        double[] factor = new double[k * p];
        for (int j = 0; j < k; j++) {
            double scale = Math.sqrt(Math.sqrt(Math.max(0, eigen.values().at(j))));
            for (int i = 0; i < p; i++) {
                factor[j * p + i] = scale * eigen.vectors().at(i * k + j);
            }
        }
        return NumericArray.owned(factor, k, p);
    }

    private static int rank(NumericArray descending, int p) {
        int rank = 0;
        while (rank < descending.length() && descending.at(rank) > p * Math.ulp(descending.at(0))) {
            rank++;
        }
        return rank;
    }

    /**
     * Rows that are nearly orthonormal, the less so the smaller their eigenvalue, as exactly orthonormal columns,
     * by the Cholesky factor of their products (Stathopoulos and Wu 2002).
     */
    private static NumericArray orthonormal(NumericArray rows) {
        if (rows.length() == 0) {
            return rows.transpose();
        }
        NumericArray lower = Lapack.cholesky(Lapack.multiplyByTransposed(rows, rows));
        double[] solved = Lapack.solve(lower, rows).toArray();
        int k = rows.size(0);
        int p = rows.size(1);
        double[] vectors = new double[p * k];
        for (int j = 0; j < k; j++) {
            double largest = 0;
            for (int i = 0; i < p; i++) {
                double entry = solved[j * p + i];
                largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
            }
            for (int i = 0; i < p; i++) {
                vectors[i * k + j] = largest < 0 ? -solved[j * p + i] : solved[j * p + i];
            }
        }
        return NumericArray.owned(vectors, p, k);
    }
}
