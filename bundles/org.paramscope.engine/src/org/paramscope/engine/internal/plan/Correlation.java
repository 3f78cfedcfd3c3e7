package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.internal.kernel.Packing;

/**
 * The linear map of a convolution from a grid x to a grid y, its transposed, and the sums of its gradient. Rows of x lie
 * position by position, so that neighbouring taps along the last axis of the kernel read one stretch of rows: an affine map.
 * Taps that lie in the padding are left out, by maps of their own for the positions near an end of an axis; nothing is copied.
 */
final class Correlation {

    /** Neighbouring taps along the last axis, from (included) to (excluded), in a row of the kernel. */
    private record Taps(int row, int from, int to, boolean biased) { }

    /** A map of the rows of x from {@code row} on. */
    private record Stretch(AffineMap map, int row) { }

    private final int weight;
    private final int bias;
    private final boolean transposed;
    private final int features;
    private final int channels;
    private final KernelAxis down;
    private final KernelAxis along;
    private final int height;
    private final int width;
    private final Map<Taps, AffineMap> maps = new HashMap<>();
    /** By position of y; at least one, of which the first brings the bias. */
    private final Stretch[][] stretches;

    /**
     * @param weight offset of the weight [channels of y, taps x channels of x]
     * @param bias offset of the bias of y, or -1
     * @param kernel along the axes of x but the last, one or two
     * @param transposed whether {@link #back} will be used
     */
    Correlation(Packing packing, int weight, int bias, List<KernelAxis> kernel, Shape x, Shape y, boolean transposed) {
        this.weight = weight;
        this.bias = bias;
        this.transposed = transposed;
        this.features = x.features();
        this.channels = y.features();
        this.down = kernel.size() == 1 ? KernelAxis.of(1) : kernel.getFirst();
        this.along = kernel.getLast();
        this.height = kernel.size() == 1 ? 1 : x.axis(0);
        this.width = x.axis(-2);
        this.stretches = new Stretch[y.positions()][];
        int columns = y.axis(-2);
        for (int p = 0; p < stretches.length; p++) {
            stretches[p] = stretches(packing, p / columns, p % columns);
        }
    }

    private Stretch[] stretches(Packing packing, int i, int j) {
        List<Stretch> found = new ArrayList<>();
        for (int k = 0; k < down.size(); k++) {
            int at = i * down.stride() + k * down.dilation() - down.before();
            if (at >= 0 && at < height) {
                addRow(packing, found, k, at * width, j * along.stride() - along.before());
            }
        }
        if (found.isEmpty()) {
            // all taps lie in the padding: a map without inputs leaves the bias
            found.add(new Stretch(map(packing, new Taps(0, 0, 0, true)), 0));
        }
        return found.toArray(Stretch[]::new);
    }

    /** The taps of one row of the kernel, whose first lies at {@code first} of the row of x that begins at {@code origin}. */
    private void addRow(Packing packing, List<Stretch> found, int row, int origin, int first) {
        int step = along.dilation();
        int from = Math.clamp(Math.ceilDiv(-first, step), 0, along.size());
        int to = Math.clamp(Math.ceilDiv(width - first, step), from, along.size());
        int together = step == 1 ? to - from : 1;
        for (int k = from; k < to; k += together) {
            found.add(new Stretch(map(packing, new Taps(row, k, k + together, found.isEmpty())),
                    (origin + first + k * step) * features));
        }
    }

    private AffineMap map(Packing packing, Taps taps) {
        int rowStep = down.size() * along.size() * features;
        int first = weight + (taps.row() * along.size() + taps.from()) * features;
        return maps.computeIfAbsent(taps, t -> new AffineMap(packing, first, rowStep, 1, taps.biased() ? bias : -1, channels,
                (taps.to() - taps.from()) * features, transposed));
    }

    /** y = W * x + b, or y += W * x. */
    <A> void apply(Run<A> run, A x, int xAt, A y, int yAt, boolean accumulate) {
        int row = run.lanes.row();
        for (int p = 0; p < stretches.length; p++) {
            int to = yAt + p * channels * row;
            boolean add = accumulate;
            for (Stretch s : stretches[p]) {
                if (add) {
                    s.map.add(run, x, xAt + s.row * row, y, to);
                } else {
                    s.map.apply(run, x, xAt + s.row * row, y, to);
                }
                add = true;
            }
        }
    }

    /** Adds the transposed map of y to x. */
    <A> void back(Run<A> run, A y, int yAt, A x, int xAt) {
        int row = run.lanes.row();
        for (int p = 0; p < stretches.length; p++) {
            for (Stretch s : stretches[p]) {
                s.map.back(run, y, yAt + p * channels * row, x, xAt + s.row * row, true);
            }
        }
    }

    /** Adds the derivatives of W and b to the sums, from the derivative of y, or in a transposed convolution that of x. */
    <A> void sum(Run<A> run, A y, int yAt, A x, int xAt) {
        int row = run.lanes.row();
        for (int p = 0; p < stretches.length; p++) {
            for (Stretch s : stretches[p]) {
                s.map.sum(run, y, yAt + p * channels * row, x, xAt + s.row * row);
            }
        }
    }
}
