package org.paramscope.geometry.alignment;

import java.util.Arrays;

/**
 * The assignment of units that read one another: rows and columns of their mutual weights move together, so that the inner product
 * with the reference is quadratic in the assignment (Koopmans, Beckmann 1957). The quadratic problem is hard; from several starts a
 * sequence of linearised assignments climbs to a local optimum (as in Vogelstein et al. 2015), and exchanges of two units and of signs
 * climb further. Nothing lowers the inner product.
 */
final class RecurrentMatching {

    /** Exchanges are tried up to this number of units: each that is made costs its square, and there may be many. */
    private static final int EXCHANGED = 64;
    private static final int ROUNDS = 30;

    private final Problem problem;
    private final int n;
    private final boolean signed;
    private final double[] flipping;
    private final double[] fixed;
    private final double[][] reference;
    private final double[][] mine;
    private final boolean[] odd;

    /**
     * What is to be matched.
     *
     * @param n         number of units
     * @param flipping  [n, n] inner products of the reference's units (rows) with the replica's, over entries that change with its sign
     * @param fixed     [n, n] the same over entries that do not
     * @param reference [slots][n, n] mutual weights of the reference: row i leads to unit i
     * @param mine      [slots][n, n] those of the replica
     * @param odd       [slots] whether a row changes its sign with its unit; a column always does
     * @param signed    whether units may change their signs
     */
    record Problem(int n, double[] flipping, double[] fixed, double[][] reference, double[][] mine, boolean[] odd, boolean signed) {
    }

    /** A signed order of units: unit i is sign[i] times what order[i] was. */
    record Assignment(int[] order, double[] sign, double value) {
    }

    RecurrentMatching(Problem problem) {
        this.problem = problem;
        this.n = problem.n();
        this.flipping = problem.flipping();
        this.fixed = problem.fixed();
        this.reference = problem.reference();
        this.mine = problem.mine();
        this.odd = problem.odd();
        this.signed = problem.signed();
    }

    /** The nearest optimum that linearised assignments reach from the units as they are. */
    Assignment improve() {
        return climbed(identity());
    }

    /** The best optimum that linearised assignments reach from several starts. */
    Assignment search() {
        Assignment best = improve();
        for (boolean profiles : new boolean[] {false, true}) {
            Assignment other = climbed(linear(profiles));
            // equal optima must not be exchanged for ever
            if (other.value() > best.value() + slack(best)) {
                best = other;
            }
        }
        return best;
    }

    /** What exchanges reach from the units as they are, where linearised assignments have come to their end. */
    Assignment exhaust() {
        return n <= EXCHANGED ? exchanged(identity()) : identity();
    }

    /** Each unit in its place. */
    Assignment identity() {
        int[] order = new int[n];
        double[] sign = new double[n];
        Arrays.setAll(order, i -> i);
        Arrays.fill(sign, 1);
        return valued(order, sign);
    }

    private static double slack(Assignment assignment) {
        return 1e-12 * (1 + Math.abs(assignment.value()));
    }

    private Assignment valued(int[] order, double[] sign) {
        double value = 0;
        for (int i = 0; i < n; i++) {
            value += single(i, order[i], sign[i]);
            for (int j = 0; j < n; j++) {
                value += pair(i, j, order, sign);
            }
        }
        return new Assignment(order, sign, value);
    }

    private double single(int i, int from, double sign) {
        return sign * flipping[i * n + from] + fixed[i * n + from];
    }

    /** What the weights from unit j to unit i contribute. */
    private double pair(int i, int j, int[] order, double[] sign) {
        double sum = 0;
        int at = i * n + j;
        int from = order[i] * n + order[j];
        for (int slot = 0; slot < odd.length; slot++) {
            sum += (odd[slot] ? sign[i] : 1) * reference[slot][at] * mine[slot][from];
        }
        return sign[j] * sum;
    }

    /** By what does not depend on the other units: all other weights, and a unit's weight to itself. */
    private Assignment linear(boolean profiles) {
        double[][] plus = new double[2][n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int s = 0; s < 2; s++) {
                    plus[s][i * n + j] = single(i, j, 1 - 2 * s);
                    for (int slot = 0; slot < odd.length; slot++) {
                        plus[s][i * n + j] += (odd[slot] ? 1 : 1 - 2 * s) * reference[slot][i * n + i] * mine[slot][j * n + j];
                    }
                }
            }
        }
        for (int slot = 0; profiles && slot < odd.length; slot++) {
            for (boolean rows : new boolean[] {true, false}) {
                double[] products = Products.of(profile(reference[slot], rows), transposed(profile(mine[slot], rows)), n, n, n);
                for (int k = 0; k < products.length; k++) {
                    plus[0][k] += products[k];
                    plus[1][k] += products[k];
                }
            }
        }
        return assigned(plus);
    }

    /** The absolute weights of each row, or column, without those of units to themselves, in ascending order: no order changes them. */
    private double[] profile(double[] weights, boolean rows) {
        double[] profile = new double[n * n];
        double[] line = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                line[j] = i == j ? 0 : Math.abs(weights[rows ? i * n + j : j * n + i]);
            }
            Arrays.sort(line);
            System.arraycopy(line, 0, profile, i * n, n);
        }
        return profile;
    }

    private double[] transposed(double[] matrix) {
        double[] transposed = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transposed[j * n + i] = matrix[i * n + j];
            }
        }
        return transposed;
    }

    /** The best assignment by what each pairing gains, with the sign + or, where that is free, the better one. */
    private Assignment assigned(double[][] gains) {
        double[] costs = new double[n * n];
        for (int k = 0; k < costs.length; k++) {
            costs[k] = -(signed ? Math.max(gains[0][k], gains[1][k]) : gains[0][k]);
        }
        int[] order = LinearAssignment.columns(costs, n);
        double[] sign = new double[n];
        for (int i = 0; i < n; i++) {
            int k = i * n + order[i];
            sign[i] = signed && gains[1][k] > gains[0][k] ? -1 : 1;
        }
        return valued(order, sign);
    }

    private Assignment climbed(Assignment from) {
        Assignment best = from;
        for (int round = 0; round < ROUNDS; round++) {
            Assignment next = assigned(gradient(best));
            if (next.value() <= best.value() + slack(best)) {
                return best;
            }
            best = next;
        }
        return best;
    }

    /** What pairing unit i with the replica's unit j would gain if all others stayed where the assignment puts them, for either sign. */
    private double[][] gradient(Assignment at) {
        double[][] gains = new double[2][n * n];
        for (int slot = 0; slot < odd.length; slot++) {
            double[] rows = new double[n * n];
            double[] columns = new double[n * n];
            for (int c = 0; c < n; c++) {
                for (int j = 0; j < n; j++) {
                    rows[c * n + j] = at.sign()[c] * mine[slot][j * n + at.order()[c]];
                    columns[c * n + j] = (odd[slot] ? at.sign()[c] : 1) * mine[slot][at.order()[c] * n + j];
                }
            }
            double[] in = Products.of(reference[slot], rows, n, n, n);
            double[] out = Products.of(transposed(reference[slot]), columns, n, n, n);
            for (int k = 0; k < n * n; k++) {
                gains[0][k] += in[k] + out[k];
                gains[1][k] += (odd[slot] ? -in[k] : in[k]) - out[k];
            }
        }
        for (int k = 0; k < n * n; k++) {
            gains[0][k] += flipping[k] + fixed[k];
            gains[1][k] += fixed[k] - flipping[k];
        }
        return gains;
    }

    private Assignment exchanged(Assignment from) {
        int[] order = from.order().clone();
        double[] sign = from.sign().clone();
        new UnitExchanges(problem, order, sign).exhaust(ROUNDS, slack(from));
        return valued(order, sign);
    }
}
