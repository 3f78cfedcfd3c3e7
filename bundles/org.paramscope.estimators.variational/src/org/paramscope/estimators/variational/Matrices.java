package org.paramscope.estimators.variational;

/** Products of small dense matrices that are made anew at every step: for them a call of LAPACK costs more than it saves. */
final class Matrices {

    private Matrices() {
    }

    /** A B. */
    static double[][] multiply(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                double factor = a[i][k];
                for (int j = 0; j < product[i].length; j++) {
                    product[i][j] += factor * b[k][j];
                }
            }
        }
        return product;
    }

    /** A B'. */
    static double[][] multiplyByTransposed(double[][] a, double[][] b) {
        double[][] product = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            product[i] = times(b, a[i]);
        }
        return product;
    }

    /** A' B. */
    static double[][] multiplyTransposed(double[][] a, double[][] b) {
        return multiply(transpose(a), b);
    }

    /** A v. */
    static double[] times(double[][] a, double[] v) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            double sum = 0;
            for (int j = 0; j < v.length; j++) {
                sum += a[i][j] * v[j];
            }
            product[i] = sum;
        }
        return product;
    }

    static double[][] transpose(double[][] a) {
        double[][] turned = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < turned.length; j++) {
                turned[j][i] = a[i][j];
            }
        }
        return turned;
    }
}
