package org.paramscope.engine.internal.kernel;

/**
 * Arithmetic on dual numbers in float64: the values have the bits of plain arithmetic, the tangents are the exact derivatives of
 * what is computed, rounding apart. Products, sums and losses are put together here from those of plain arithmetic; elementwise
 * maps are derived from {@code kernels/}.
 */
abstract class DualLanes implements Lanes<Dual> {

    private final Lanes<double[]> plain;

    DualLanes(Lanes<double[]> plain) {
        this.plain = plain;
    }

    @Override
    public final int chunk() {
        return plain.chunk();
    }

    @Override
    public final int row() {
        return plain.row();
    }

    @Override
    public final int pad() {
        return plain.pad();
    }

    @Override
    public final Dual allocate(int length) {
        return Dual.zeros(length);
    }

    /** The value of one number. */
    @Override
    public final double get(Dual array, int i) {
        return array.value()[i];
    }

    /** Copies values; their tangents become 0. */
    @Override
    public final void load(double[] from, Dual to) {
        plain.load(from, to.value());
        plain.clear(to.tangent(), 0, from.length);
    }

    @Override
    public final void copyEntries(Dual from, Dual to, int count) {
        plain.copyEntries(from.value(), to.value(), count);
        plain.copyEntries(from.tangent(), to.tangent(), count);
    }

    @Override
    public final void exponentiate(Dual array, int from, int to) {
        plain.exponentiate(array.value(), from, to);
        plain.multiplyEntries(array.tangent(), array.value(), from, to);
    }

    @Override
    public final void multiplyEntries(Dual array, Dual by, int from, int to) {
        for (int i = from; i < to; i++) {
            array.tangent()[i] = array.tangent()[i] * by.value()[i] + array.value()[i] * by.tangent()[i];
        }
        plain.multiplyEntries(array.value(), by.value(), from, to);
    }

    @Override
    public final void addEntries(Dual x, int xAt, double factor, double offset, Dual to, int toAt, int count) {
        plain.addEntries(x.value(), xAt, factor, offset, to.value(), toAt, count);
        plain.addEntries(x.tangent(), xAt, factor, 0, to.tangent(), toAt, count);
    }

    /** Copies values. */
    @Override
    public final void store(Dual from, double[] to) {
        plain.store(from.value(), to);
    }

    @Override
    public final void clear(Dual array, int from, int to) {
        plain.clear(array.value(), from, to);
        plain.clear(array.tangent(), from, to);
    }

    @Override
    public final int virtualLanes() {
        return plain.virtualLanes();
    }

    @Override
    public final void pack(Dual parameters, Packing packing, Dual packed) {
        plain.pack(parameters.value(), packing, packed.value());
        plain.pack(parameters.tangent(), packing, packed.tangent());
    }

    /** Y' = M' X + b' + M X'. */
    @Override
    public final void affine(Dual packed, int packedAt, int outputs, int inputs, boolean accumulate, Dual x, int xAt, Dual y, int yAt,
            int lanes) {
        boolean inPlace = x == y && xAt == yAt;
        Dual from = inPlace ? copy(x, xAt, inputs * row()) : x;
        int fromAt = inPlace ? 0 : xAt;
        plain.affine(packed.tangent(), packedAt, outputs, inputs, accumulate, from.value(), fromAt, y.tangent(), yAt, lanes);
        plain.affine(packed.value(), packedAt, outputs, inputs, true, from.tangent(), fromAt, y.tangent(), yAt, lanes);
        plain.affine(packed.value(), packedAt, outputs, inputs, accumulate, from.value(), fromAt, y.value(), yAt, lanes);
    }

    private static Dual copy(Dual array, int at, int length) {
        Dual copy = Dual.zeros(length);
        System.arraycopy(array.value(), at, copy.value(), 0, length);
        System.arraycopy(array.tangent(), at, copy.tangent(), 0, length);
        return copy;
    }

    @Override
    public final void outer(Dual d, int dAt, int rows, Dual x, int xAt, int columns, Dual sums, int at, int rowStep, int columnStep,
            int lanes) {
        plain.outer(d.value(), dAt, rows, x.value(), xAt, columns, sums.value(), at, rowStep, columnStep, lanes);
        plain.outer(d.tangent(), dAt, rows, x.value(), xAt, columns, sums.tangent(), at, rowStep, columnStep, lanes);
        plain.outer(d.value(), dAt, rows, x.tangent(), xAt, columns, sums.tangent(), at, rowStep, columnStep, lanes);
    }

    @Override
    public final void sum(Dual d, int dAt, int rows, Dual sums, int at, int lanes) {
        plain.sum(d.value(), dAt, rows, sums.value(), at, lanes);
        plain.sum(d.tangent(), dAt, rows, sums.tangent(), at, lanes);
    }

    @Override
    public final void squaredError(Dual y, int yAt, Dual t, int tAt, int rows, Dual w, int wAt, Dual d, int dAt, Dual loss, int lanes) {
        double[] squares = new double[lanes];
        double[] products = new double[lanes];
        double scale = 2 / (double) rows;
        // before the values, which may overwrite y
        for (int at = 0; at < rows * row(); at += row()) {
            for (int n = 0; n < lanes; n++) {
                double error = y.value()[yAt + at + n] - t.value()[tAt + at + n];
                double change = y.tangent()[yAt + at + n] - t.tangent()[tAt + at + n];
                squares[n] = Math.fma(error, error, squares[n]);
                products[n] = Math.fma(error, change, products[n]);
                d.tangent()[dAt + at + n] = scale * Math.fma(w.value()[wAt + n], change, w.tangent()[wAt + n] * error);
            }
        }
        plain.squaredError(y.value(), yAt, t.value(), tAt, rows, w.value(), wAt, d.value(), dAt, loss.value(), lanes);
        for (int n = 0; n < lanes; n++) {
            loss.tangent()[n % virtualLanes()] += Math.fma(2 * w.value()[wAt + n], products[n], w.tangent()[wAt + n] * squares[n]);
        }
    }

    /** With p = softmax(y) and m = sum_j p_j y_j' the tangent of p_j is p_j (y_j' - m). */
    @Override
    public final void crossEntropy(Dual y, int yAt, Dual t, int tAt, int rows, Dual w, int wAt, Dual d, int dAt, Dual loss, int lanes) {
        int row = row();
        Dual logits = copy(y, yAt, rows * row);
        plain.crossEntropy(y.value(), yAt, t.value(), tAt, rows, w.value(), wAt, d.value(), dAt, loss.value(), lanes);
        double[] probabilities = new double[rows];
        for (int n = 0; n < lanes; n++) {
            double logarithm = softmax(logits.value(), n, probabilities);
            double mass = 0;
            double massChange = 0;
            double mean = 0;
            for (int j = 0; j < rows; j++) {
                mass += t.value()[tAt + j * row + n];
                massChange += t.tangent()[tAt + j * row + n];
                mean = Math.fma(probabilities[j], logits.tangent()[j * row + n], mean);
            }
            double weight = w.value()[wAt + n];
            double weightChange = w.tangent()[wAt + n];
            double entropy = 0;
            double entropyChange = 0;
            for (int j = 0; j < rows; j++) {
                int at = j * row + n;
                double target = t.value()[tAt + at];
                double targetChange = t.tangent()[tAt + at];
                double surprise = logarithm - logits.value()[at];
                double difference = mass * probabilities[j] - target;
                double differenceChange = massChange * probabilities[j] + mass * probabilities[j] * (logits.tangent()[at] - mean) - targetChange;
                entropy = Math.fma(target, surprise, entropy);
                entropyChange += Math.fma(target, mean - logits.tangent()[at], targetChange * surprise);
                d.tangent()[dAt + at] = Math.fma(weight, differenceChange, weightChange * difference);
            }
            loss.tangent()[n % virtualLanes()] += Math.fma(weight, entropyChange, weightChange * entropy);
        }
    }

    /** Softmax of lane n, and the logarithm of the sum of exponentials. */
    private double softmax(double[] logits, int n, double[] probabilities) {
        double largest = logits[n];
        for (int j = 1; j < probabilities.length; j++) {
            largest = Math.max(largest, logits[j * row() + n]);
        }
        double total = 0;
        for (int j = 0; j < probabilities.length; j++) {
            probabilities[j] = DoubleFunctions.exp(logits[j * row() + n] - largest);
            total += probabilities[j];
        }
        for (int j = 0; j < probabilities.length; j++) {
            probabilities[j] /= total;
        }
        return largest + StrictMath.log(total);
    }

    @Override
    public final void fold(Dual sums, int count, Dual result) {
        plain.fold(sums.value(), count, result.value());
        plain.fold(sums.tangent(), count, result.tangent());
    }

    @Override
    public final void gather(Dual from, int[] places, int first, int offset, Dual to, int toAt, int count) {
        plain.gather(from.value(), places, first, offset, to.value(), toAt, count);
        plain.gather(from.tangent(), places, first, offset, to.tangent(), toAt, count);
    }

    /** Whether all values and tangents are finite. */
    @Override
    public final boolean finite(Dual array, int from, int to) {
        return plain.finite(array.value(), from, to) && plain.finite(array.tangent(), from, to);
    }
}
