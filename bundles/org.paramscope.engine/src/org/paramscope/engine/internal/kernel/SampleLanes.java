package org.paramscope.engine.internal.kernel;

/**
 * Arithmetic that keeps the samples of a chunk apart: sums over samples have a lane for each, so that one reverse pass gives the
 * gradient of every sample's loss.
 */
final class SampleLanes extends DelegatedMaps {

    /** On chunks of another form whose rows leave no gap. */
    SampleLanes(Lanes<double[]> delegate) {
        super(delegate);
        if (delegate.row() != delegate.chunk()) {
            throw new IllegalArgumentException("rows of " + delegate.row() + " for " + delegate.chunk() + " samples");
        }
    }

    /** A lane for each sample. */
    @Override
    public int virtualLanes() {
        return row();
    }

    @Override
    public void outer(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at, int rowStep,
            int columnStep, int lanes) {
        int row = row();
        if (columnStep == 1) {
            for (int r = 0; r < rows; r++) {
                delegate.addProductWithRow(x, xAt, d, dAt + r * row, sums, (at + r * rowStep) * row, columns, lanes);
            }
        } else if (rowStep == 1) {
            // the product commutes
            outer(x, xAt, columns, d, dAt, rows, sums, at, columnStep, rowStep, lanes);
        } else {
            for (int c = 0; c < columns; c++) {
                outer(d, dAt, rows, x, xAt + c * row, 1, sums, at + c * columnStep, rowStep, 1, lanes);
            }
        }
    }

    @Override
    public void sum(double[] d, int dAt, int rows, double[] sums, int at, int lanes) {
        delegate.add(d, dAt, sums, at * row(), rows, lanes);
    }

    @Override
    public void squaredError(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt, double[] loss,
            int lanes) {
        double scale = 2 / (double) rows;
        int row = row();
        for (int n = 0; n < lanes; n++) {
            double squares = 0;
            for (int at = n; at < rows * row; at += row) {
                double error = y[yAt + at] - t[tAt + at];
                squares = Math.fma(error, error, squares);
                d[dAt + at] = error * (w[wAt + n] * scale);
            }
            loss[n] = Math.fma(w[wAt + n], squares, loss[n]);
        }
    }

    @Override
    public void crossEntropy(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt, double[] loss,
            int lanes) {
        int row = row();
        for (int n = 0; n < lanes; n++) {
            double largest = y[yAt + n];
            double mass = 0;
            for (int at = n; at < rows * row; at += row) {
                largest = Math.max(largest, y[yAt + at]);
                mass += t[tAt + at];
            }
            double total = 0;
            double product = 0;
            for (int at = n; at < rows * row; at += row) {
                double shifted = y[yAt + at] - largest;
                total += DoubleFunctions.exp(shifted);
                product = Math.fma(t[tAt + at], shifted, product);
            }
            for (int at = n; at < rows * row; at += row) {
                double share = DoubleFunctions.exp(y[yAt + at] - largest) / total;
                d[dAt + at] = w[wAt + n] * Math.fma(mass, share, -t[tAt + at]);
            }
            loss[n] = Math.fma(w[wAt + n], mass * StrictMath.log(total) - product, loss[n]);
        }
    }

    @Override
    public void fold(double[] sums, int count, double[] result) {
        int row = row();
        for (int i = 0; i < count; i++) {
            for (int half = row / 2; half > 0; half /= 2) {
                for (int k = i * row; k < i * row + half; k++) {
                    sums[k] += sums[k + half];
                }
            }
            result[i] = sums[i * row];
        }
    }

    @Override
    public int chunk() {
        return delegate.chunk();
    }

    @Override
    public int row() {
        return delegate.row();
    }

    @Override
    public int pad() {
        return delegate.pad();
    }

    @Override
    public double[] allocate(int length) {
        return delegate.allocate(length);
    }

    @Override
    public double get(double[] array, int i) {
        return delegate.get(array, i);
    }

    @Override
    public void copyEntries(double[] from, double[] to, int count) {
        delegate.copyEntries(from, to, count);
    }

    @Override
    public void exponentiate(double[] array, int from, int to) {
        delegate.exponentiate(array, from, to);
    }

    @Override
    public void multiplyEntries(double[] array, double[] by, int from, int to) {
        delegate.multiplyEntries(array, by, from, to);
    }

    @Override
    public void addEntries(double[] x, int xAt, double factor, double offset, double[] to, int toAt, int count) {
        delegate.addEntries(x, xAt, factor, offset, to, toAt, count);
    }

    @Override
    public void load(double[] from, double[] to) {
        delegate.load(from, to);
    }

    @Override
    public void store(double[] from, double[] to) {
        delegate.store(from, to);
    }

    @Override
    public void clear(double[] array, int from, int to) {
        delegate.clear(array, from, to);
    }

    @Override
    public void pack(double[] parameters, Packing packing, double[] packed) {
        delegate.pack(parameters, packing, packed);
    }

    @Override
    public void affine(double[] packed, int packedAt, int outputs, int inputs, boolean accumulate, double[] x, int xAt, double[] y,
            int yAt, int lanes) {
        delegate.affine(packed, packedAt, outputs, inputs, accumulate, x, xAt, y, yAt, lanes);
    }

    @Override
    public void gather(double[] from, int[] places, int first, int offset, double[] to, int toAt, int count) {
        delegate.gather(from, places, first, offset, to, toAt, count);
    }

    @Override
    public boolean finite(double[] array, int from, int to) {
        return delegate.finite(array, from, to);
    }
}
