package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * How a kernel slides along one axis. Its tap k at position p meets entry {@code p stride + k dilation - before} of the
 * axis; outside of the axis it meets 0.
 *
 * @param size number of taps, at least 1
 * @param stride distance of two positions, at least 1
 * @param dilation distance of two taps, at least 1
 * @param before zeros in front of the first entry
 * @param after zeros behind the last entry
 */
public record KernelAxis(int size, int stride, int dilation, int before, int after) {

    public KernelAxis {
        if (size < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
            throw new ShapeException("a kernel of " + text(size, stride, dilation, before, after)
                    + ": size, stride and dilation are at least 1, paddings at least 0");
        }
    }

    /** So many taps side by side, at every place where they all fit. */
    public static KernelAxis of(int size) {
        return new KernelAxis(size, 1, 1, 0, 0);
    }

    /** The same taps at other distances from position to position. */
    public KernelAxis withStride(int newStride) {
        return new KernelAxis(size, newStride, dilation, before, after);
    }

    /** The same taps at other distances from each other. */
    public KernelAxis withDilation(int newDilation) {
        return new KernelAxis(size, stride, newDilation, before, after);
    }

    /** So many zeros at both ends. */
    public KernelAxis withPadding(int zeros) {
        return withPadding(zeros, zeros);
    }

    /** So many zeros in front and behind; extent - 1 in front and none behind let a position see nothing that comes later. */
    public KernelAxis withPadding(int newBefore, int newAfter) {
        return new KernelAxis(size, stride, dilation, newBefore, newAfter);
    }

    /** As many zeros as keep the length of the axis when the stride is 1; an odd one goes behind. */
    public KernelAxis same() {
        return withPadding((extent() - 1) / 2, extent() / 2);
    }

    /** Distance from the first to the last tap, both included. */
    public int extent() {
        return (size - 1) * dilation + 1;
    }

    /** Number of positions on an axis of this length; below 1 if the kernel does not fit. */
    public int positions(int length) {
        return Math.floorDiv(length + before + after - extent(), stride) + 1;
    }

    /** Length of the shortest axis with so many positions; below 1 if there is nothing but padding. */
    public int length(int positions) {
        return (positions - 1) * stride + extent() - before - after;
    }

    /** Number of taps along all axes. */
    public static int taps(List<KernelAxis> kernel) {
        return kernel.stream().mapToInt(KernelAxis::size).reduce(1, Math::multiplyExact);
    }

    /** Refuses a kernel that has not one axis for each axis of the input but the last. */
    static void require(String name, List<KernelAxis> kernel, Shape in) {
        if (kernel.size() != in.rank() - 1) {
            throw new ShapeException("block '" + name + "': its input is " + in + ", a kernel of " + kernel.size() + " axes needs "
                    + (kernel.size() == 1 ? "[steps, channels]" : "[height, width, channels]"));
        }
    }

    @Override
    public String toString() {
        return text(size, stride, dilation, before, after);
    }

    private static String text(int size, int stride, int dilation, int before, int after) {
        return "size " + size + ", stride " + stride + ", dilation " + dilation + ", padding " + before + " and " + after;
    }
}
