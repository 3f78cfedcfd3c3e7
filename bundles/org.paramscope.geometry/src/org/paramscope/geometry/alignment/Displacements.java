package org.paramscope.geometry.alignment;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

/**
 * The identity of units that left a common start, judged by what training added: w - w0, paired by index.
 * Nothing is matched, so the chance level of the share is about 0.
 */
final class Displacements {

    private Displacements() {
    }

    /** The outcome for a layer; surrogates draw the displacement of every unit from the pooled cloud. */
    static Identity identity(Alignment alignment, LayerEntries layer, int surrogates, long seed, double relative) {
        int count = alignment.aligned().size(0);
        int units = layer.units();
        int width = layer.incoming();
        double[] all = new double[count * units * width];
        for (int b = 0; b < count; b++) {
            System.arraycopy(of(alignment, layer, b), 0, all, b * units * width, units * width);
        }
        double rho = IntraclassCorrelation.of(all, count, units, width, -1);
        double[] chance = new double[surrogates];
        double[] drawn = new double[all.length];
        for (int s = 0; s < surrogates; s++) {
            int[] order = RandomStream.of(seed, s, "surrogate displacement " + layer.name()).permutation(count * units);
            for (int at = 0; at < order.length; at++) {
                System.arraycopy(all, order[at] * width, drawn, at * width, width);
            }
            chance[s] = IntraclassCorrelation.of(drawn, count, units, width, -1);
        }
        return Identity.judge(layer.name(), rho, chance, Identity.DISPLACEMENTS, relative);
    }

    /** The mean of ||w - w0|| / ||w0|| over the replicas, for the incoming weights of a layer. */
    static double relative(Alignment alignment, LayerEntries layer) {
        int count = alignment.aligned().size(0);
        double mean = 0;
        double[] from = new double[layer.units() * layer.incoming()];
        for (int b = 0; b < count; b++) {
            layer.gatherIncoming(start(alignment, b), from, 0);
            mean += norm(of(alignment, layer, b)) / norm(from) / count;
        }
        return mean;
    }

    private static double[] of(Alignment alignment, LayerEntries layer, int b) {
        double[] difference = new double[layer.units() * layer.incoming()];
        double[] from = new double[difference.length];
        layer.gatherIncoming(alignment.aligned().slice(b).toArray(), difference, 0);
        layer.gatherIncoming(start(alignment, b), from, 0);
        for (int i = 0; i < from.length; i++) {
            difference[i] -= from[i];
        }
        return difference;
    }

    private static double[] start(Alignment alignment, int b) {
        NumericArray starts = alignment.alignedStarts();
        return starts.slice(starts.size(0) == 1 ? 0 : b).toArray();
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
