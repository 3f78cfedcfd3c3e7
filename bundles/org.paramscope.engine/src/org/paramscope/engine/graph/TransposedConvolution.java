package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * The transposed of a {@link Convolution} from y to x (Zeiler et al. 2010; Dumoulin, Visin 2016), as a layer of its own: each
 * position p of the source adds W[c, k, o] x[p, c] to y[p stride + k dilation - before, o] wherever that lies within y, then
 * y = f(y + b). It turns the shape that a convolution with the same kernel made back into that of its input.
 *
 * <p>The weight is [channels in, taps x channels out], the channels of a tap side by side, taps in C order: that of the
 * convolution which it transposes. It is PyTorch's {@code ConvTranspose1d} [in, out, taps] or {@code ConvTranspose2d} [in, out,
 * rows, columns] with the second axis moved to the end.
 *
 * @param source [steps, channels] or [height, width, channels]
 * @param channels of y, at least 1
 * @param kernel along each axis but the last, of the convolution that is transposed
 * @param outputPadding what each axis of y is longer than the shortest that fits, from 0 to below the stride: a convolution with a
 *     stride gives several lengths of input the same length of output
 * @param bias whether there is b; otherwise b = 0
 */
public record TransposedConvolution(String name, int source, int channels, List<KernelAxis> kernel, List<Integer> outputPadding, boolean bias,
        Activation activation) implements Block {

    public TransposedConvolution {
        kernel = List.copyOf(kernel);
        outputPadding = List.copyOf(outputPadding);
        if (channels < 1 || kernel.isEmpty() || kernel.size() > 2 || outputPadding.size() != kernel.size()) {
            throw new ShapeException("block '" + name + "': " + channels + " channels by a kernel of " + kernel.size() + " axes, "
                    + outputPadding.size() + " output paddings; at least 1 channel, 1 or 2 axes and as many output paddings are needed");
        }
        for (int i = 0; i < kernel.size(); i++) {
            if (outputPadding.get(i) < 0 || outputPadding.get(i) >= kernel.get(i).stride()) {
                throw new ShapeException("block '" + name + "': " + outputPadding.get(i) + " entries of output padding for a stride of "
                        + kernel.get(i).stride() + "; from 0 to below the stride are allowed");
            }
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
            axes.add(kernel.get(i).length(x.axis(i)) + outputPadding.get(i));
        }
        axes.add(channels);
        if (axes.stream().anyMatch(length -> length < 1)) {
            throw new ShapeException("block '" + name + "': its input " + x + " is too short for the padding of the kernel " + kernel
                    + ": the result would be " + axes);
        }
        return new Shape(axes);
    }

    @Override
    public List<Parameter> parameters(List<Shape> in) {
        int taps = KernelAxis.taps(kernel);
        int inputs = in.getFirst().features();
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("weight", inputs, taps * channels, Initial.glorot(taps * inputs, taps * channels)));
        if (bias) {
            parameters.add(new Parameter("bias", channels, 1, Initial.ZERO));
        }
        return parameters;
    }

    /** What falls outside of y counts as if it were added. */
    @Override
    public long flop(List<Shape> in) {
        long sums = activation == Activation.IDENTITY ? 0 : shape(in).size();
        return sums + 2L * in.getFirst().size() * KernelAxis.taps(kernel) * channels;
    }

    @Override
    public String describe(List<String> names) {
        String sum = "transposed W * " + names.getFirst() + (bias ? " + b" : "");
        return (activation == Activation.IDENTITY ? sum : activation.name().toLowerCase() + "(" + sum + ")") + ", kernel " + kernel;
    }

    @Override
    public TransposedConvolution withSources(List<Integer> positions) {
        return new TransposedConvolution(name, positions.getFirst(), channels, kernel, outputPadding, bias, activation);
    }

    @Override
    public TransposedConvolution withWidth(int width) {
        return new TransposedConvolution(name, source, width, kernel, outputPadding, bias, activation);
    }
}
