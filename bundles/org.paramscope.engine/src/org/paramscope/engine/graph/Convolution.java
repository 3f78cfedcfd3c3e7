package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * A convolution over time or over images (Fukushima 1980; LeCun et al. 1989), without a flip of the kernel: at each position
 * p, y[p, o] = f(b[o] + sum over taps k and channels c of W[o, k, c] x[p stride + k dilation - before, c]), where x is 0
 * outside of its axes. On images p and k run over rows and columns. Positions and taps of an axis: {@link KernelAxis}.
 *
 * <p>The weight is [channels out, taps x channels in], the channels of a tap side by side, taps in C order. It is PyTorch's
 * {@code Conv1d} [out, in, taps] or {@code Conv2d} [out, in, rows, columns] with the second axis moved to the end.
 *
 * @param source [steps, channels] or [height, width, channels]
 * @param channels of y, at least 1
 * @param kernel along each axis but the last: one for a sequence, two for an image
 * @param bias whether there is b; otherwise b = 0
 */
public record Convolution(String name, int source, int channels, List<KernelAxis> kernel, boolean bias, Activation activation)
        implements Block {

    public Convolution {
        kernel = List.copyOf(kernel);
        if (channels < 1 || kernel.isEmpty() || kernel.size() > 2) {
            throw new ShapeException("block '" + name + "': " + channels + " channels by a kernel of " + kernel.size()
                    + " axes; at least 1 channel and 1 or 2 axes are needed");
        }
    }

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape x = in.getFirst();
        KernelAxis.require(name, kernel, x);
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < kernel.size(); i++) {
            axes.add(kernel.get(i).positions(x.axis(i)));
        }
        axes.add(channels);
        if (axes.stream().anyMatch(length -> length < 1)) {
            throw new ShapeException("block '" + name + "': its input " + x + " is too short for the kernel " + kernel
                    + ": the result would be " + axes);
        }
        return new Shape(axes);
    }

    @Override
    public List<Parameter> parameters(List<Shape> in) {
        int taps = KernelAxis.taps(kernel);
        int inputs = taps * in.getFirst().features();
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("weight", channels, inputs, Initial.glorot(inputs, taps * channels)));
        if (bias) {
            parameters.add(new Parameter("bias", channels, 1, Initial.ZERO));
        }
        return parameters;
    }

    /** Padding counts as if it were input. */
    @Override
    public long flop(List<Shape> in) {
        long inputs = (long) KernelAxis.taps(kernel) * in.getFirst().features();
        return shape(in).size() * (2 * inputs + (activation == Activation.IDENTITY ? 0 : 1));
    }

    @Override
    public String describe(List<String> names) {
        String sum = "W * " + names.getFirst() + (bias ? " + b" : "");
        return (activation == Activation.IDENTITY ? sum : activation.name().toLowerCase() + "(" + sum + ")") + ", kernel " + kernel;
    }

    @Override
    public Convolution withSources(List<Integer> positions) {
        return new Convolution(name, positions.getFirst(), channels, kernel, bias, activation);
    }

    @Override
    public Convolution withWidth(int width) {
        return new Convolution(name, source, width, kernel, bias, activation);
    }
}
