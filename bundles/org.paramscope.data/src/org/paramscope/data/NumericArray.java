package org.paramscope.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An immutable array of float64 numbers in C order: a shape and its values. The one array type at
 * the API; it converts to and from ND4J. An array of rank 0 is a scalar; an axis may have length 0.
 *
 * <p>Wrong shapes and indices raise {@link ShapeException}.
 */
public final class NumericArray {

    private final double[] values;
    private final int[] shape;

    private NumericArray(double[] values, int[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /** The values, copied, in C order; without a shape the array has one axis. */
    public static NumericArray of(double[] values, int... shape) {
        return owned(values.clone(), shape);
    }

    /** As {@link #of(double[], int...)} but without a copy: the caller must not write to {@code values} any more. */
    public static NumericArray owned(double[] values, int... shape) {
        int[] axes = shape.length == 0 ? new int[] {values.length} : shape.clone();
        if (product(axes) != values.length) {
            throw new ShapeException(values.length + " values do not fill the shape " + Arrays.toString(axes));
        }
        return new NumericArray(values, axes);
    }

    /** The rows of a matrix, copied: shape [rows, columns]. No rows give the shape [0, 0]. */
    public static NumericArray ofRows(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] all = new double[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new ShapeException("row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, all, i * columns, columns);
        }
        return new NumericArray(all, new int[] {rows.length, columns});
    }

    /** One number, rank 0. */
    public static NumericArray scalar(double value) {
        return new NumericArray(new double[] {value}, new int[0]);
    }

    /** Zeros of the shape; without a shape the scalar 0. */
    public static NumericArray zeros(int... shape) {
        return new NumericArray(new double[Math.toIntExact(product(shape))], shape.clone());
    }

    /** A copy of an ND4J array of any type and order. */
    public static NumericArray of(INDArray array) {
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        if (product(shape) == 0) {
            return zeros(shape);
        }
        // dup('c') first: the buffer of a view or of an 'f'-ordered array is not in C order
        double[] values = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        return new NumericArray(values, shape);
    }

    /** A copy as an ND4J array of type DOUBLE in 'c' order; the caller owns its memory. */
    public INDArray toNd4j() {
        if (values.length == 0) {
            return Nd4j.empty(DataType.DOUBLE);
        }
        long[] axes = Arrays.stream(shape).asLongStream().toArray();
        return shape.length == 0 ? Nd4j.scalar(values[0]) : Nd4j.create(values.clone(), axes, 'c');
    }

    /** A copy of the lengths of the axes. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of axes. */
    public int rank() {
        return shape.length;
    }

    /** The length of one axis, counted from 0. */
    public int size(int axis) {
        if (axis < 0 || axis >= shape.length) {
            throw new ShapeException("axis " + axis + " of an array of shape " + Arrays.toString(shape));
        }
        return shape[axis];
    }

    /** The number of values. */
    public int length() {
        return values.length;
    }

    /** The value at a position in C order. */
    public double at(int flat) {
        return values[flat];
    }

    /** The value at one index per axis. */
    public double get(int... index) {
        if (index.length != shape.length) {
            throw new ShapeException("index " + Arrays.toString(index) + " for shape " + Arrays.toString(shape));
        }
        int flat = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new ShapeException("index " + Arrays.toString(index) + " for shape " + Arrays.toString(shape));
            }
            flat = flat * shape[axis] + index[axis];
        }
        return values[flat];
    }

    /** A copy of the values in C order. */
    public double[] toArray() {
        return values.clone();
    }

    /** A copy as rows; a vector is one row. Rank 1 or 2. */
    public double[][] toRows() {
        if (shape.length == 1) {
            return new double[][] {values.clone()};
        }
        requireRank(2);
        double[][] rows = new double[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    /** Writes all values in C order into {@code destination} from {@code offset} on. */
    public void copyTo(double[] destination, int offset) {
        System.arraycopy(values, 0, destination, offset, values.length);
    }

    /** Writes {@code count} values from position {@code from} in C order into {@code destination} from {@code offset} on. */
    public void copyTo(int from, double[] destination, int offset, int count) {
        System.arraycopy(values, from, destination, offset, count);
    }

    /** Element {@code i} along the first axis: a row of a matrix, one rank less. */
    public NumericArray slice(int i) {
        int step = step();
        if (i < 0 || i >= shape[0]) {
            throw new ShapeException("slice " + i + " of an array of shape " + Arrays.toString(shape));
        }
        return new NumericArray(Arrays.copyOfRange(values, i * step, (i + 1) * step), Arrays.copyOfRange(shape, 1, shape.length));
    }

    /** Column {@code j} of a matrix, as a vector. */
    public NumericArray column(int j) {
        requireRank(2);
        if (j < 0 || j >= shape[1]) {
            throw new ShapeException("column " + j + " of an array of shape " + Arrays.toString(shape));
        }
        double[] column = new double[shape[0]];
        for (int i = 0; i < column.length; i++) {
            column[i] = values[i * shape[1] + j];
        }
        return new NumericArray(column, new int[] {column.length});
    }

    /** Elements {@code from} (included) to {@code to} (excluded) along the first axis. */
    public NumericArray rows(int from, int to) {
        int step = step();
        if (from < 0 || to < from || to > shape[0]) {
            throw new ShapeException("rows " + from + " to " + to + " of an array of shape " + Arrays.toString(shape));
        }
        return new NumericArray(Arrays.copyOfRange(values, from * step, to * step), withFirst(to - from));
    }

    /** The named elements along the first axis, in that order; repetitions are allowed. */
    public NumericArray select(int[] rows) {
        int step = step();
        double[] chosen = new double[Math.multiplyExact(rows.length, step)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= shape[0]) {
                throw new ShapeException("row " + rows[i] + " of an array of shape " + Arrays.toString(shape));
            }
            System.arraycopy(values, rows[i] * step, chosen, i * step, step);
        }
        return new NumericArray(chosen, withFirst(rows.length));
    }

    /** The same values under another shape of the same length; memory is shared, which immutability allows. */
    public NumericArray reshape(int... newShape) {
        if (product(newShape) != values.length) {
            throw new ShapeException("shape " + Arrays.toString(shape) + " cannot become " + Arrays.toString(newShape));
        }
        return new NumericArray(values, newShape.clone());
    }

    /** The transpose of a matrix. */
    public NumericArray transpose() {
        requireRank(2);
        int rows = shape[0];
        int columns = shape[1];
        double[] turned = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return new NumericArray(turned, new int[] {columns, rows});
    }

    /** SHA-256 (lower-case hexadecimal) of the shape and of the values as little-endian float64. */
    public String sha256() {
        MessageDigest digest = Hashes.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(shape.length);
        for (int size : shape) {
            buffer.putInt(size);
        }
        for (double value : values) {
            if (buffer.remaining() < Double.BYTES) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            buffer.putDouble(value);
        }
        digest.update(buffer.flip());
        return Hashes.hexadecimal(digest);
    }

    /** Equal shape and equal bits (so NaN equals NaN, and 0 differs from -0). */
    @Override
    public boolean equals(Object other) {
        return other instanceof NumericArray that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    /** The shape and the first values. */
    @Override
    public String toString() {
        double[] head = Arrays.copyOf(values, Math.min(6, values.length));
        String shown = Arrays.toString(head);
        return Arrays.toString(shape) + (values.length > head.length ? shown.replace("]", ", ...]") : shown);
    }

    private int step() {
        if (shape.length == 0) {
            throw new ShapeException("a scalar has no axis");
        }
        int step = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            step *= shape[axis];
        }
        return step;
    }

    private int[] withFirst(int first) {
        int[] changed = shape.clone();
        changed[0] = first;
        return changed;
    }

    private void requireRank(int rank) {
        if (shape.length != rank) {
            throw new ShapeException("an array of rank " + rank + " is needed, this one has shape " + Arrays.toString(shape));
        }
    }

    private static long product(int[] shape) {
        long product = 1;
        for (int size : shape) {
            if (size < 0) {
                throw new ShapeException("a negative length in shape " + Arrays.toString(shape));
            }
            product = Math.multiplyExact(product, (long) size);
        }
        return product;
    }
}
