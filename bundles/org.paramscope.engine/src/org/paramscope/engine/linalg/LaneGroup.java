package org.paramscope.engine.linalg;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.MatrixLanes;

/** Moves [rows, columns] matrices between an array, one after the other, and lanes, side by side. */
final class LaneGroup {

    private final MatrixLanes lanes;
    private final int width;
    private final int rows;
    private final int columns;
    private final int step;
    private final double[] raw;
    /** Rows are {@code step} entries apart. */
    final double[] packed;
    /** Of the powers of two that the matrices were divided by. */
    final int[] exponents;

    LaneGroup(MatrixLanes lanes, int rows, int columns, int step) {
        this.lanes = lanes;
        this.width = lanes.width();
        this.rows = rows;
        this.columns = columns;
        this.step = step;
        this.raw = new double[width * rows * columns];
        this.packed = new double[width * rows * step];
        this.exponents = new int[width];
    }

    /**
     * Matrices {@code first} to {@code first + count - 1}; the last one fills lanes that are left over. A matrix with
     * an entry that is not finite gets a fault.
     */
    void load(NumericArray from, int first, int count, String[] faults) {
        fetch(from, first, count, faults);
        for (int i = 0; i < rows; i++) {
            for (int w = 0; w < width; w++) {
                pack(i, w, columns, 1);
            }
        }
    }

    /** As {@link #load}, but of square matrices the lower triangle only. */
    void loadLower(NumericArray from, int first, int count, String[] faults) {
        fetch(from, first, count, faults);
        for (int i = 0; i < rows; i++) {
            for (int w = 0; w < width; w++) {
                pack(i, w, i + 1, 1);
            }
        }
    }

    /** As {@link #loadLower}, mirrored. */
    void loadSymmetric(NumericArray from, int first, int count, String[] faults) {
        loadLower(from, first, count, faults);
        lanes.mirror(packed, rows);
    }

    /** The lower triangle of one matrix, mirrored, in all lanes; a fault of it counts as one of matrix {@code first}. */
    void loadShared(NumericArray matrix, int first, String[] faults) {
        String[] own = new String[1];
        loadSymmetric(matrix, 0, 1, own);
        faults[first] = own[0] == null ? faults[first] : "has a factor that " + own[0];
    }

    /** As {@link #loadSymmetric}, divided by powers of two so that the largest magnitude is about 1. */
    void loadScaled(NumericArray from, int first, int count, String[] faults) {
        fetch(from, first, count, faults);
        for (int w = 0; w < width; w++) {
            double largest = 0;
            for (int i = 0; i < rows; i++) {
                for (int at = (w * rows + i) * rows; at <= (w * rows + i) * rows + i; at++) {
                    double magnitude = Math.abs(raw[at]);
                    largest = magnitude > largest ? magnitude : largest;
                }
            }
            // below the bound the inverse of the power of two would be no finite number
            exponents[w] = largest == 0 ? 0 : Math.max(-1000, Math.getExponent(largest));
        }
        for (int i = 0; i < rows; i++) {
            for (int w = 0; w < width; w++) {
                pack(i, w, i + 1, Math.scalb(1.0, -exponents[w]));
            }
        }
        lanes.mirror(packed, rows);
    }

    private void fetch(NumericArray from, int first, int count, String[] faults) {
        int size = rows * columns;
        from.copyTo(first * size, raw, 0, count * size);
        for (int w = 0; w < count; w++) {
            if (!Arithmetic.float64().finite(raw, w * size, (w + 1) * size)) {
                faults[first + w] = "holds a number that is not finite";
                // a matrix that every routine can finish with
                Arrays.fill(raw, w * size, (w + 1) * size, 0);
            }
        }
        for (int w = count; w < width; w++) {
            System.arraycopy(raw, (count - 1) * size, raw, w * size, size);
        }
    }

    /** The first entries of a row of the fetched matrix of a lane. */
    private void pack(int row, int lane, int count, double factor) {
        int from = (lane * rows + row) * columns;
        int to = row * step * width + lane;
        for (int j = 0; j < count; j++) {
            packed[to + j * width] = raw[from + j] * factor;
        }
    }

    /** Writes to {@code scaled} the columns times factors [columns, width]. */
    void scaleColumns(double[] factors, double[] scaled) {
        for (int i = 0; i < rows; i++) {
            int at = i * step * width;
            for (int k = 0; k < columns * width; k++) {
                scaled[at + k] = packed[at + k] * factors[k];
            }
        }
    }

    /** Writes the first {@code count} lanes to matrices {@code first} and following. Zeros lose their sign. */
    void store(double[] to, int first, int count) {
        for (int i = 0; i < rows; i++) {
            for (int w = 0; w < count; w++) {
                unpack(i, w, columns, to, first + w);
            }
        }
    }

    /** As {@link #store}, but the lower triangle only. */
    void storeLower(double[] to, int first, int count) {
        for (int i = 0; i < rows; i++) {
            for (int w = 0; w < count; w++) {
                unpack(i, w, i + 1, to, first + w);
            }
        }
    }

    private void unpack(int row, int lane, int count, double[] to, int matrix) {
        int from = row * step * width + lane;
        int at = (matrix * rows + row) * columns;
        for (int j = 0; j < count; j++) {
            to[at + j] = packed[from + j * width] + 0.0;
        }
    }

    /** Writes one lane with its columns in another order, each with its entry of largest magnitude positive. */
    void storeColumns(double[] to, int matrix, int lane, int[] order) {
        double[] largest = new double[columns];
        for (int i = 0; i < rows; i++) {
            int from = i * step * width + lane;
            for (int j = 0; j < columns; j++) {
                double value = packed[from + j * width];
                largest[j] = Math.abs(value) > Math.abs(largest[j]) ? value : largest[j];
            }
        }
        for (int i = 0; i < rows; i++) {
            int from = i * step * width + lane;
            int at = (matrix * rows + i) * columns;
            for (int j = 0; j < columns; j++) {
                double value = packed[from + order[j] * width];
                to[at + j] = (largest[order[j]] < 0 ? -value : value) + 0.0;
            }
        }
    }
}
