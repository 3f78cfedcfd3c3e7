package org.paramscope.geometry.alignment;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * The linear assignment problem: the one-to-one pairing of rows and columns of the smallest total cost,
 * by column reduction, reduction transfer, augmenting row reduction and shortest augmenting paths
 * (Jonker and Volgenant 1987), O(n^3). Among equal optima the choice is deterministic.
 */
public final class LinearAssignment {

    private final int n;
    private final double[] cost;
    private final int[] columnOf;
    private final int[] rowOf;
    private final double[] v;
    private final int[] free;
    private int freeCount;

    private LinearAssignment(double[] cost, int n) {
        this.n = n;
        this.cost = cost;
        columnOf = new int[n];
        rowOf = new int[n];
        v = new double[n];
        free = new int[n];
    }

    /**
     * A solution with the dual variables that prove it: u_i + v_j at most cost_ij everywhere, with equality on
     * the pairs.
     *
     * @param columns          [n] the column of each row
     * @param rowPotentials    [n] u
     * @param columnPotentials [n] v
     * @param cost             the total
     */
    public record Solution(int[] columns, double[] rowPotentials, double[] columnPotentials, double cost) {
    }

    /** The optimum of a finite cost matrix [n, n]. */
    public static Solution minimize(NumericArray cost) {
        if (cost.rank() != 2 || cost.size(0) != cost.size(1)) {
            throw new ShapeException("costs of an assignment are [n, n], not " + Arrays.toString(cost.shape()));
        }
        int n = cost.size(0);
        double[] c = cost.toArray();
        int[] columns = columns(c, n);
        LinearAssignment solved = new LinearAssignment(c, n);
        solved.solve();
        double[] u = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += c[i * n + columns[i]];
            u[i] = c[i * n + columns[i]] - solved.v[columns[i]];
        }
        return new Solution(columns, u, solved.v, total);
    }

    /** The column of each row; costs row by row, finite. */
    static int[] columns(double[] cost, int n) {
        LinearAssignment problem = new LinearAssignment(cost, n);
        problem.solve();
        return problem.columnOf;
    }

    private void solve() {
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
        reduceColumns();
        for (int pass = 0; pass < 2 && freeCount > 0; pass++) {
            reduceRows();
        }
        for (int f = 0; f < freeCount; f++) {
            augment(free[f]);
        }
    }

    private void reduceColumns() {
        int[] matches = new int[n];
        for (int j = n - 1; j >= 0; j--) {
            int best = 0;
            for (int i = 1; i < n; i++) {
                if (cost[i * n + j] < cost[best * n + j]) {
                    best = i;
                }
            }
            v[j] = cost[best * n + j];
            if (++matches[best] == 1) {
                columnOf[best] = j;
                rowOf[j] = best;
            }
        }
        for (int i = 0; i < n; i++) {
            if (matches[i] == 0) {
                free[freeCount++] = i;
            } else if (matches[i] == 1) {
                transfer(i);
            }
        }
    }

    private void transfer(int i) {
        int own = columnOf[i];
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if (j != own) {
                least = Math.min(least, cost[i * n + j] - v[j]);
            }
        }
        if (least < Double.POSITIVE_INFINITY) {
            v[own] -= least - (cost[i * n + own] - v[own]);
        }
    }

    private void reduceRows() {
        int waiting = freeCount;
        int next = 0;
        int limit = n * (waiting + 1);
        freeCount = 0;
        for (int visits = 0; next < waiting; visits++) {
            int i = free[next++];
            int first = -1;
            int second = -1;
            double lowest = Double.POSITIVE_INFINITY;
            double runnerUp = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                double reduced = cost[i * n + j] - v[j];
                if (reduced < runnerUp) {
                    if (reduced < lowest) {
                        runnerUp = lowest;
                        second = first;
                        lowest = reduced;
                        first = j;
                    } else {
                        runnerUp = reduced;
                        second = j;
                    }
                }
            }
            double lowered = v[first] - (runnerUp - lowest);
            // rounding may swallow the reduction: then the price did not fall and the chain must end
            boolean falls = lowered < v[first] && runnerUp < Double.POSITIVE_INFINITY;
            int displaced = rowOf[first];
            if (falls) {
                v[first] = lowered;
            } else if (displaced >= 0 && second >= 0) {
                first = second;
                displaced = rowOf[first];
                falls = false;
            }
            columnOf[i] = first;
            rowOf[first] = i;
            if (displaced >= 0) {
                columnOf[displaced] = -1;
                if (falls && visits < limit) {
                    free[--next] = displaced;
                } else {
                    free[freeCount++] = displaced;
                }
            }
        }
    }

    /** Dijkstra's shortest augmenting path from a free row, in reduced costs. */
    private void augment(int start) {
        double[] distance = new double[n];
        int[] from = new int[n];
        boolean[] done = new boolean[n];
        int[] ready = new int[n];
        int readyCount = 0;
        for (int j = 0; j < n; j++) {
            distance[j] = cost[start * n + j] - v[j];
            from[j] = start;
        }
        int end = -1;
        double reached = 0;
        while (end < 0) {
            int nearest = -1;
            for (int j = 0; j < n; j++) {
                if (!done[j] && (nearest < 0 || distance[j] < distance[nearest])) {
                    nearest = j;
                }
            }
            reached = distance[nearest];
            if (rowOf[nearest] < 0) {
                end = nearest;
            } else {
                done[nearest] = true;
                ready[readyCount++] = nearest;
                relax(nearest, reached, distance, from, done);
            }
        }
        for (int k = 0; k < readyCount; k++) {
            v[ready[k]] += distance[ready[k]] - reached;
        }
        int row;
        do {
            row = from[end];
            rowOf[end] = row;
            int previous = columnOf[row];
            columnOf[row] = end;
            end = previous;
        } while (row != start);
    }

    private void relax(int column, double reached, double[] distance, int[] from, boolean[] done) {
        int i = rowOf[column];
        double base = cost[i * n + column] - v[column] - reached;
        for (int j = 0; j < n; j++) {
            double through = cost[i * n + j] - v[j] - base;
            if (!done[j] && through < distance[j]) {
                distance[j] = through;
                from[j] = i;
            }
        }
    }
}
