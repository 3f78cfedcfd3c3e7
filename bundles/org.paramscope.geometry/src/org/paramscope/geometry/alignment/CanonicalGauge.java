package org.paramscope.geometry.alignment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Recurrence;

/**
 * Fixes what a network's function leaves free within one replica: the code of a linear bottleneck is
 * shifted and multiplied so that it is white on the training samples, and rectified units are scaled so that
 * their incoming and outgoing weights have the same norm. The function stays what it was.
 */
final class CanonicalGauge {

    /** Rows of the samples on which a code is whitened; overlapping windows make more of them idle. */
    private static final int ROWS = 128;
    private static final int SWEEPS = 200;

    private final List<LayerEntries> layers;
    private final Map<LayerEntries, Code> codes = new LinkedHashMap<>();
    private final Samples samples;

    /** A linear bottleneck: a model that ends in its code, and the biases by which a shift is made up for. */
    private record Code(Model model, int[] biases, int[][] readers) {
    }

    CanonicalGauge(Model model, List<LayerEntries> layers, Samples samples) {
        this.layers = layers;
        this.samples = thinned(samples);
        for (LayerEntries layer : layers) {
            if (layer.symmetry() == Symmetry.GENERAL_LINEAR && this.samples.count() > 1) {
                codes.put(layer, code(model, layer));
            }
        }
    }

    /**
     * For networks of which no model is known: rectified units are scaled.
     *
     * @throws ShapeException when a layer is a linear code, which is whitened on samples that a model maps to it
     */
    CanonicalGauge(List<LayerEntries> layers) {
        this.layers = layers;
        this.samples = null;
        layers.stream().filter(LayerEntries::continuous).findFirst().ifPresent(code -> {
            throw new ShapeException("layer '" + code.name() + "' is linear, so that its units may be mixed: it is aligned on samples, for "
                    + "which the model is needed; without a model layers with an activation can be aligned");
        });
    }

    /** Whether there is anything to fix. */
    boolean needed() {
        return !codes.isEmpty() || layers.stream().anyMatch(l -> l.symmetry() == Symmetry.SCALED_PERMUTATION);
    }

    /** Changes a replica in place, and its start (or null) by the same operations. */
    void apply(double[] w, double[] start) {
        codes.forEach((layer, code) -> whiten(layer, code, w, start));
        balance(w, start);
    }

    private void whiten(LayerEntries layer, Code code, double[] w, double[] start) {
        NumericArray values = code.model().head("code", w, samples);
        int n = values.size(0);
        int k = layer.units();
        double[] mean = new double[k];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                mean[a] += values.at(i * k + a) / n;
            }
        }
        double[] covariance = new double[k * k];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    covariance[a * k + b] += (values.at(i * k + a) - mean[a]) * (values.at(i * k + b) - mean[b]) / n;
                }
            }
        }
        JacobiSvd eigen = JacobiSvd.of(covariance, k);
        double[] variances = eigen.values();
        double largest = java.util.Arrays.stream(variances).max().orElse(0);
        if (!(largest > 0)) {
            return;
        }
        double[] matrix = new double[k * k];
        double[] inverse = new double[k * k];
        for (int a = 0; a < k; a++) {
            // a code direction that hardly varies is stretched no further than this
            double deviation = Math.sqrt(Math.max(variances[a], 1e-12 * largest));
            for (int b = 0; b < k; b++) {
                matrix[a * k + b] = eigen.right()[b * k + a] / deviation;
                inverse[b * k + a] = eigen.right()[b * k + a] * deviation;
            }
        }
        for (double[] vector : start == null ? new double[][] {w} : new double[][] {w, start}) {
            shift(layer, code, vector, mean);
            layer.multiply(vector, matrix, inverse);
        }
    }

    /** z becomes z - m: the code's bias falls by m, the bias of a reader with weights V rises by V m. */
    private static void shift(LayerEntries layer, Code code, double[] w, double[] mean) {
        if (code.biases().length == 0) {
            return;
        }
        for (int i = 0; i < layer.units(); i++) {
            w[code.biases()[i]] -= mean[i];
        }
        for (int k = 0; k < code.readers()[0].length; k++) {
            double sum = 0;
            for (int i = 0; i < layer.units(); i++) {
                sum += w[layer.entry(i, layer.incoming() + k)] * mean[i];
            }
            w[code.readers()[0][k]] += sum;
        }
    }

    private static Code code(Model model, LayerEntries layer) {
        int position = 0;
        while (!model.blocks().get(position).name().equals(layer.name())) {
            position++;
        }
        Map<String, Integer> heads = new LinkedHashMap<>(model.heads());
        heads.put("code", position);
        Model probe = Model.of(model.shape(), model.blocks(), heads, model.loss());
        int[] biases = new int[layer.units()];
        boolean shiftable = model.blocks().get(position) instanceof Affine affine && affine.bias();
        List<Integer> readers = new ArrayList<>();
        for (int k = layer.incoming(); shiftable && k < layer.width(); k++) {
            readers.add(biasOfRow(model, layer.entry(0, k)));
        }
        shiftable &= readers.stream().allMatch(r -> r >= 0);
        if (!shiftable) {
            return new Code(probe, new int[0], new int[][] {{}});
        }
        ParameterLayout.Entry bias = model.layout().entry(layer.name() + ".bias");
        for (int i = 0; i < biases.length; i++) {
            biases[i] = bias.offset() + i;
        }
        return new Code(probe, biases, new int[][] {readers.stream().mapToInt(Integer::intValue).toArray()});
    }

    /** Position of the bias that belongs to the row of a weight; -1 if there is none, or if the weight is read transposed. */
    private static int biasOfRow(Model model, int entry) {
        ParameterLayout.Entry weight = model.layout().entryAt(entry);
        String block = weight.name().substring(0, weight.name().lastIndexOf('.'));
        int owner = -1;
        for (int i = 0; i < model.blocks().size(); i++) {
            owner = model.blocks().get(i).name().equals(block) ? i : owner;
        }
        int position = owner;
        boolean tied = model.blocks().stream().anyMatch(b -> b instanceof Affine affine
                && affine.transposeOf().isPresent() && affine.transposeOf().get() == position);
        int row = (entry - weight.offset()) / weight.columns();
        return switch (model.blocks().get(owner)) {
            case Affine reader when !tied && reader.bias() -> model.layout().entry(block + ".bias").offset() + row;
            case Recurrence reader -> model.layout().entry(block + ".inputBias").offset() + row;
            default -> -1;
        };
    }

    /** Scales rectified units until all are balanced; a step at one layer changes the norms at the next. */
    private void balance(double[] w, double[] start) {
        boolean changed = true;
        for (int sweep = 0; changed && sweep < SWEEPS; sweep++) {
            changed = false;
            for (LayerEntries layer : layers) {
                if (layer.symmetry() == Symmetry.SCALED_PERMUTATION) {
                    double[] factor = new double[layer.units()];
                    for (int i = 0; i < factor.length; i++) {
                        factor[i] = factor(layer, i, w);
                        changed |= Math.abs(factor[i] - 1) > 1e-9;
                    }
                    layer.scale(w, factor);
                    if (start != null) {
                        layer.scale(start, factor);
                    }
                }
            }
        }
    }

    private static double factor(LayerEntries layer, int unit, double[] w) {
        double in = 0;
        double out = 0;
        for (int k = 0; k < layer.width(); k++) {
            double value = w[layer.entry(unit, k)];
            if (k < layer.incoming()) {
                in += value * value;
            } else {
                out += value * value;
            }
        }
        // a dead unit has no scale
        return in > 0 && out > 0 ? Math.sqrt(Math.sqrt(out / in)) : 1;
    }

    private static Samples thinned(Samples samples) {
        int n = samples.count();
        if (n <= ROWS) {
            return samples;
        }
        int[] rows = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = (int) ((long) i * n / ROWS);
        }
        return samples.select(rows);
    }
}
