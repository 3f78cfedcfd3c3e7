package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/** How a graph's values describe the covariance matrix of a normal distribution in d dimensions. */
public enum CovarianceForm {

    /** diag(exp(s)), s the log-variances: d values. */
    DIAGONAL(1),
    /**
     * L L', L a lower triangle given row by row: d (d + 1) / 2 values. Entries below the diagonal are taken as they are, L_ii
     * is the exponential of its entry: any values give a regular matrix, zeros the identity, and log det L is the sum of the
     * diagonal entries.
     */
    FULL(1),
    /** diag(exp(s)) + U U', s the log-variances: d values, and U: [d, k] values, row by row. */
    LOW_RANK(2);

    private final int nodes;

    CovarianceForm(int nodes) {
        this.nodes = nodes;
    }

    /** Number of columns of U; 0 in the other forms. */
    public int rank(Shape mean, List<Shape> spread) {
        return this == LOW_RANK ? spread.get(1).size() / mean.size() : 0;
    }

    /** Refuses shapes that do not fit, in the name of a block. */
    void require(String block, Shape mean, List<Shape> spread) {
        int d = mean.size();
        boolean fits = spread.size() == nodes && switch (this) {
            case DIAGONAL -> spread.getFirst().size() == d;
            case FULL -> spread.getFirst().size() == d * (d + 1) / 2;
            case LOW_RANK -> spread.getFirst().size() == d && spread.get(1).size() % d == 0;
        };
        if (!fits) {
            throw new ShapeException("block '" + block + "': a mean " + mean + " and a covariance " + name() + " by " + spread + ": "
                    + switch (this) {
                        case DIAGONAL -> "[" + d + "] log-variances are needed";
                        case FULL -> "the [" + d * (d + 1) / 2 + "] entries of a triangle are needed";
                        case LOW_RANK -> "[" + d + "] log-variances and a factor [" + d + ", k] are needed";
                    });
        }
    }

    /** The matrix in a phrase with the names of its sources. */
    String describe(List<String> names) {
        return switch (this) {
            case DIAGONAL -> "diag(exp(" + names.getFirst() + "))";
            case FULL -> "L L' of " + names.getFirst();
            case LOW_RANK -> "diag(exp(" + names.getFirst() + ")) + U U' of " + names.get(1);
        };
    }
}
