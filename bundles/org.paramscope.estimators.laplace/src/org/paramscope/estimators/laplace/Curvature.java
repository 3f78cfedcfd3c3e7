package org.paramscope.estimators.laplace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * The Gauss-Newton matrix of a problem's loss at a point, as much of it as a structure keeps, in its eigenvectors: from them the inverse
 * for every precision of the prior follows.
 */
final class Curvature {

    /** The largest matrix that is decomposed, in rows: two minutes and 600 MB. */
    static final int LARGEST = 5000;

    /** Parameters with a matrix of their own. */
    private record Part(int[] indices, SymmetricEigen eigen) { }

    private final int size;
    private final Partition partition;
    private final List<Part> parts;
    private final double[] alone;

    private Curvature(int size, Partition partition, List<Part> parts, double[] alone) {
        this.size = size;
        this.partition = partition;
        this.parts = parts;
        this.alone = alone;
    }

    /**
     * The curvature of the loss at parameters w.
     *
     * @param most samples that are looked at; of more, so many at equal distances stand for all
     * @throws SettingException when a matrix would be too large
     */
    static Curvature of(Problem problem, Structure structure, int most, double[] w, Evaluations evaluations, Progress progress) {
        Partition partition = Partition.of(structure, problem.model());
        refuseTooLarge(structure, partition);
        GaussNewtonRows rows = new GaussNewtonRows(problem, most, evaluations);
        Sums sums = new Sums(problem, rows, partition, w);
        rows.read(w, progress, sums);
        List<Part> parts = new ArrayList<>();
        for (int b = 0; b < partition.dense().size(); b++) {
            progress.check();
            int m = partition.dense().get(b).length;
            parts.add(new Part(partition.dense().get(b), Lapack.symmetricEigen(NumericArray.owned(sums.dense[b], m, m))));
        }
        for (Kronecker layer : sums.layers) {
            progress.check();
            parts.add(new Part(layer.layer().indices(), layer.eigen()));
        }
        return new Curvature(w.length, partition, parts, sums.alone);
    }

    private static void refuseTooLarge(Structure structure, Partition partition) {
        int largest = Stream.concat(partition.dense().stream().map(b -> b.length),
                partition.layers().stream().map(l -> l.outputs() * l.columns())).mapToInt(Integer::intValue).max().orElse(0);
        if (largest > LARGEST) {
            throw new SettingException("structure", structure.name().toLowerCase().replace('_', '-'), String.format(Locale.ROOT,
                    "a matrix of %d x %d parameters would be formed, %.1f GB and more to decompose, at most %d x %d are possible; %s",
                    largest, largest, 8e-9 * largest * largest, LARGEST, LARGEST,
                    structure == Structure.UNITS ? "diagonal fits" : "units or diagonal may fit"));
        }
    }

    /** Sums over the rows of R. */
    private static final class Sums implements GaussNewtonRows.Reader {

        private final ReplicaExecutor executor;
        private final Partition partition;
        private final double[][] dense;
        private final List<Kronecker> layers;
        private final double[] alone;

        Sums(Problem problem, GaussNewtonRows rows, Partition partition, double[] w) {
            this.executor = problem.executor();
            this.partition = partition;
            this.dense = partition.dense().stream().map(b -> new double[b.length * b.length]).toArray(double[][]::new);
            this.alone = new double[partition.alone().length];
            Model model = problem.model();
            Map<String, Integer> heads = new LinkedHashMap<>(model.heads());
            partition.layers().forEach(layer -> heads.put(layer.name() + " input", layer.source()));
            Model inputs = Model.of(model.shape(), model.blocks(), heads, model.loss());
            int outputs = rows.outputs(w);
            this.layers = partition.layers().stream().map(layer -> new Kronecker(layer, outputs,
                    inputs.head(layer.name() + " input", w, rows.samples()), rows.weights())).toList();
        }

        @Override
        public void read(int sample, NumericArray rows) {
            int p = rows.size(1);
            executor.run(dense.length, b -> GaussNewtonRows.add(gram(columns(rows, partition.dense().get(b))), dense[b]),
                    Progress.none());
            executor.run(layers.size(), k -> layers.get(k).read(sample, rows), Progress.none());
            for (int r = 0; r < rows.size(0); r++) {
                for (int k = 0; k < alone.length; k++) {
                    double value = rows.at(r * p + partition.alone()[k]);
                    alone[k] += value * value;
                }
            }
        }

        /** One matrix takes all threads; of many, each takes one. */
        private NumericArray gram(NumericArray columns) {
            return dense.length == 1 ? Lapack.gram(columns, executor) : Lapack.multiplyTransposed(columns, columns);
        }
    }

    /** Some columns of a matrix. */
    static NumericArray columns(NumericArray rows, int[] indices) {
        int p = rows.size(1);
        if (indices.length == p) {
            return rows;
        }
        double[] chosen = new double[Math.multiplyExact(rows.size(0), indices.length)];
        for (int r = 0; r < rows.size(0); r++) {
            for (int k = 0; k < indices.length; k++) {
                chosen[r * indices.length + k] = rows.at(r * p + indices[k]);
            }
        }
        return NumericArray.owned(chosen, rows.size(0), indices.length);
    }

    /** The parameters that are not taken as known, ascending. */
    int[] active() {
        return partition.active();
    }

    /** Layers for which a Kronecker product was asked and is not defined. */
    int unfactored() {
        return partition.unfactored();
    }

    /** One eigenvalue for each active parameter, not negative, in no order. */
    double[] eigenvalues() {
        double[] values = new double[partition.active().length];
        int k = 0;
        for (Part part : parts) {
            for (int i = 0; i < part.indices().length; i++) {
                values[k++] = Math.max(0, part.eigen().values().at(i));
            }
        }
        for (double value : alone) {
            values[k++] = value;
        }
        return values;
    }

    /** (scale G + precision I)^-1 on the active parameters, 0 elsewhere. */
    Covariance covariance(double scale, double precision) {
        List<Covariance.Block> blocks = parts.stream().map(part ->
                new Covariance.Block(part.indices(), inverse(part.eigen(), scale, precision))).toList();
        if (blocks.size() == 1 && blocks.getFirst().indices().length == size) {
            return new Covariance.Dense(inOrder(blocks.getFirst()));
        }
        double[] variances = new double[size];
        for (int k = 0; k < alone.length; k++) {
            variances[partition.alone()[k]] = 1 / (scale * alone[k] + precision);
        }
        return blocks.isEmpty() && alone.length == size ? new Covariance.Diagonal(NumericArray.owned(variances))
                : new Covariance.Blocks(blocks, NumericArray.owned(variances));
    }

    private static NumericArray inOrder(Covariance.Block block) {
        int[] indices = block.indices();
        int m = indices.length;
        double[] matrix = new double[m * m];
        for (int k = 0; k < m * m; k++) {
            matrix[indices[k / m] * m + indices[k % m]] = block.matrix().at(k);
        }
        return NumericArray.owned(matrix, m, m);
    }

    private static NumericArray inverse(SymmetricEigen eigen, double scale, double precision) {
        int m = eigen.values().length();
        double[] half = eigen.vectors().toArray();
        for (int k = 0; k < half.length; k++) {
            half[k] /= Math.sqrt(scale * Math.max(0, eigen.values().at(k % m)) + precision);
        }
        NumericArray factor = NumericArray.owned(half, m, m);
        return Lapack.multiplyByTransposed(factor, factor);
    }

    /**
     * A layer's matrix as the product of the mean of x x', x what goes in with a 1 for the bias, and the sum of d d', d the
     * derivatives of the outputs of the loss by what comes out of W (Martens, Grosse 2015, equation 1).
     */
    private static final class Kronecker {

        private final Partition.DenseLayer layer;
        private final int rowsPerSample;
        private final NumericArray inputs;
        private final double[] outer;
        private final double[] inner;

        Kronecker(Partition.DenseLayer layer, int rowsPerSample, NumericArray inputs, double[] weights) {
            this.layer = layer;
            this.rowsPerSample = rowsPerSample;
            this.inputs = inputs;
            this.outer = new double[layer.outputs() * layer.outputs()];
            this.inner = new double[layer.columns() * layer.columns()];
            int c = layer.columns();
            for (int i = 0; i < weights.length; i++) {
                for (int j = 0; j < c; j++) {
                    for (int k = 0; k < c; k++) {
                        inner[j * c + k] += weights[i] * input(i, j) * input(i, k);
                    }
                }
            }
        }

        Partition.DenseLayer layer() {
            return layer;
        }

        private double input(int sample, int column) {
            return column < layer.inputs() ? inputs.at(sample * layer.inputs() + column) : 1;
        }

        void read(int sample, NumericArray rows) {
            int p = rows.size(1);
            int u = layer.outputs();
            double[] back = new double[u];
            for (int r = 0; r < rows.size(0); r++) {
                derivatives(rows, r * p, sample + r / rowsPerSample, back);
                for (int j = 0; j < u; j++) {
                    for (int k = 0; k < u; k++) {
                        outer[j * u + k] += back[j] * back[k];
                    }
                }
            }
        }

        /** A row of R is d x' for the weight and d for the bias. */
        private void derivatives(NumericArray rows, int at, int sample, double[] back) {
            Optional<Integer> bias = layer.bias();
            double square = 0;
            for (int j = 0; j < layer.inputs() && bias.isEmpty(); j++) {
                square += input(sample, j) * input(sample, j);
            }
            for (int o = 0; o < back.length; o++) {
                if (bias.isPresent()) {
                    back[o] = rows.at(at + bias.get() + o);
                    continue;
                }
                double sum = 0;
                for (int j = 0; j < layer.inputs(); j++) {
                    sum += rows.at(at + layer.weight() + o * layer.inputs() + j) * input(sample, j);
                }
                back[o] = square > 0 ? sum / square : 0;
            }
        }

        /** Eigenvectors of a product are the products of the eigenvectors. */
        SymmetricEigen eigen() {
            int u = layer.outputs();
            int c = layer.columns();
            SymmetricEigen left = Lapack.symmetricEigen(NumericArray.owned(outer, u, u));
            SymmetricEigen right = Lapack.symmetricEigen(NumericArray.owned(inner, c, c));
            int m = u * c;
            double[] values = new double[m];
            double[] vectors = new double[m * m];
            for (int k = 0; k < m; k++) {
                values[k] = Math.max(0, left.values().at(k / c)) * Math.max(0, right.values().at(k % c));
            }
            for (int i = 0; i < m; i++) {
                for (int k = 0; k < m; k++) {
                    vectors[i * m + k] = left.vectors().at(i / c * u + k / c) * right.vectors().at(i % c * c + k % c);
                }
            }
            return new SymmetricEigen(NumericArray.owned(values), NumericArray.owned(vectors, m, m));
        }
    }
}
