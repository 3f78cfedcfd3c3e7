package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.GELU;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.SOFTMAX;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.random.RandomStream;

/** Convolutions and their transposed against their definitions. */
class ConvolutionTest {

    private static final int COUNT = 3;
    private final RandomStream stream = RandomStream.of(3, 0, "convolution");

    /** A block between an input of some shape and the output. */
    @FunctionalInterface
    private interface Build {
        Node add(Graph g, Node in);
    }

    private static Model model(Shape in, Build build) {
        Graph g = new Graph(SampleShape.table(in.size(), 1));
        Node node = g.head("value", build.add(g, g.reshape("grid", g.input(), in.axes().stream().mapToInt(Integer::intValue).toArray())));
        g.dense("output", node, 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private double[] value(Model model, double[] w, double[] x) {
        return model.head("value", w, Samples.table(NumericArray.of(x, COUNT, x.length / COUNT), NumericArray.zeros(COUNT, 1))).toArray();
    }

    private double[] gaussian(int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = stream.gaussian();
        }
        return values;
    }

    private KernelAxis axis() {
        return new KernelAxis(1 + stream.below(4), 1 + stream.below(3), 1 + stream.below(2), stream.below(4), stream.below(4));
    }

    /** y[p, o] = sum of W[o, k, c] x[p stride + k dilation - before, c], by the definition, on a grid of two axes. */
    private static void correlate(double[] w, List<KernelAxis> kernel, Shape x, Shape y, boolean transposed, double[] from, double[] to) {
        KernelAxis a = kernel.getFirst();
        KernelAxis b = kernel.getLast();
        for (int n = 0; n < COUNT; n++) {
            for (int i = 0; i < y.axis(0); i++) {
                for (int j = 0; j < y.axis(1); j++) {
                    for (int k = 0; k < a.size(); k++) {
                        for (int l = 0; l < b.size(); l++) {
                            int row = i * a.stride() + k * a.dilation() - a.before();
                            int column = j * b.stride() + l * b.dilation() - b.before();
                            for (int o = 0; o < y.features() && row >= 0 && row < x.axis(0) && column >= 0 && column < x.axis(1); o++) {
                                for (int c = 0; c < x.features(); c++) {
                                    double weight = w[((o * a.size() + k) * b.size() + l) * x.features() + c];
                                    int atX = ((n * x.axis(0) + row) * x.axis(1) + column) * x.features() + c;
                                    int atY = ((n * y.axis(0) + i) * y.axis(1) + j) * y.features() + o;
                                    to[transposed ? atX : atY] += weight * from[transposed ? atY : atX];
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static void addBias(double[] values, double[] w, int at, int channels) {
        for (int i = 0; i < values.length; i++) {
            values[i] += w[at + i % channels];
        }
    }

    @Test
    void imagesFollowTheDefinition() {
        int seen = 0;
        while (seen < 60) {
            List<KernelAxis> kernel = List.of(axis(), axis());
            int channels = 1 + stream.below(9);
            Shape x = Shape.of(1 + stream.below(6), 1 + stream.below(6), 1 + stream.below(5));
            if (kernel.get(0).positions(x.axis(0)) < 1 || kernel.get(1).positions(x.axis(1)) < 1) {
                continue;
            }
            seen++;
            Model model = model(x, (g, in) -> g.convolve("block", in, channels, true, IDENTITY, kernel.toArray(KernelAxis[]::new)));
            Shape y = Shape.of(kernel.get(0).positions(x.axis(0)), kernel.get(1).positions(x.axis(1)), channels);
            double[] w = gaussian(model.parameters());
            double[] values = gaussian(COUNT * x.size());
            double[] expected = new double[COUNT * y.size()];
            correlate(w, kernel, x, y, false, values, expected);
            addBias(expected, w, model.layout().entry("block.bias").offset(), channels);
            assertArrayEquals(expected, value(model, w, values), 1e-12, kernel + " on " + x);
        }
    }

    @Test
    void transposedImagesFollowTheDefinition() {
        int seen = 0;
        while (seen < 60) {
            List<KernelAxis> kernel = List.of(axis(), axis());
            int[] extra = {stream.below(kernel.get(0).stride()), stream.below(kernel.get(1).stride())};
            int channels = 1 + stream.below(9);
            Shape x = Shape.of(1 + stream.below(4), 1 + stream.below(4), 1 + stream.below(5));
            int height = kernel.get(0).length(x.axis(0)) + extra[0];
            int width = kernel.get(1).length(x.axis(1)) + extra[1];
            if (height < 1 || width < 1) {
                continue;
            }
            seen++;
            Shape y = Shape.of(height, width, channels);
            Model model = model(x, (g, in) -> g.convolveTransposed("block", in, channels, true, IDENTITY, extra,
                    kernel.toArray(KernelAxis[]::new)));
            double[] w = gaussian(model.parameters());
            double[] values = gaussian(COUNT * x.size());
            double[] expected = new double[COUNT * y.size()];
            correlate(w, kernel, y, x, true, values, expected);
            addBias(expected, w, model.layout().entry("block.bias").offset(), channels);
            assertArrayEquals(expected, value(model, w, values), 1e-12, kernel + " on " + x);
            // a convolution with the same kernel leads back to the same lengths
            assertEquals(x.axis(0), kernel.get(0).positions(height));
            assertEquals(x.axis(1), kernel.get(1).positions(width));
        }
    }

    /** A sequence is an image of one row. */
    @Test
    void sequencesAreImagesOfOneRow() {
        for (KernelAxis kernel : List.of(KernelAxis.of(3), KernelAxis.of(4).same(), KernelAxis.of(3).withStride(2).withPadding(1),
                KernelAxis.of(3).withDilation(2).withPadding(4, 0))) {
            for (Activation f : List.of(TANH, SOFTMAX, GELU)) {
                KernelAxis one = KernelAxis.of(1);
                Model sequence = model(Shape.of(7, 2), (g, in) -> g.convolve("block", in, 5, true, f, kernel));
                Model image = model(Shape.of(1, 7, 2), (g, in) -> g.convolve("block", in, 5, true, f, one, kernel));
                double[] w = gaussian(sequence.parameters());
                double[] x = gaussian(COUNT * 14);
                assertArrayEquals(value(image, w, x), value(sequence, w, x), 0);
                Model sequenceBack = model(Shape.of(5, 3), (g, in) -> g.convolveTransposed("block", in, 2, true, f, kernel));
                Model imageBack = model(Shape.of(1, 5, 3), (g, in) -> g.convolveTransposed("block", in, 2, true, f, one, kernel));
                double[] v = gaussian(sequenceBack.parameters());
                double[] y = gaussian(COUNT * 15);
                assertArrayEquals(value(imageBack, v, y), value(sequenceBack, v, y), 0);
            }
        }
    }

    /** By hand: a kernel [1, 10, 100] over 1, 2, 3, 4. */
    @Test
    void paddingStrideAndDilationOfASmallExample() {
        double[] w = {1, 10, 100};
        assertArrayEquals(new double[] {321, 432}, small(KernelAxis.of(3), w), 0);
        assertArrayEquals(new double[] {210, 321, 432, 43}, small(KernelAxis.of(3).same(), w), 0);
        assertArrayEquals(new double[] {100, 210, 321, 432}, small(KernelAxis.of(3).withPadding(2, 0), w), 0);
        assertArrayEquals(new double[] {210, 432}, small(KernelAxis.of(3).withPadding(1).withStride(2), w), 0);
        assertArrayEquals(new double[] {310, 420, 31, 42}, small(KernelAxis.of(3).withDilation(2).same(), w), 0);
    }

    private static double[] small(KernelAxis kernel, double[] weight) {
        Model model = model(Shape.of(4, 1), (g, in) -> g.convolve("block", in, 1, false, IDENTITY, kernel));
        double[] w = Arrays.copyOf(weight, model.parameters());
        return model.head("value", w, Samples.table(NumericArray.of(new double[] {1, 2, 3, 4}, 1, 4), NumericArray.zeros(1, 1))).toArray();
    }

    /** The inner products of a convolution with y and of x with the transposed convolution agree. */
    @Test
    void theTransposedIsTheAdjoint() {
        KernelAxis[] kernel = {new KernelAxis(3, 2, 1, 1, 0), new KernelAxis(2, 1, 2, 0, 1)};
        Shape x = Shape.of(6, 5, 3);
        Model forward = model(x, (g, in) -> g.convolve("block", in, 4, false, IDENTITY, kernel));
        Shape y = Shape.of(kernel[0].positions(6), kernel[1].positions(5), 4);
        Model back = model(y, (g, in) -> g.convolveTransposed("block", in, 3, false, IDENTITY,
                new int[] {6 - kernel[0].length(y.axis(0)), 0}, kernel));
        double[] weight = gaussian(forward.layout().entry("block.weight").size());
        double[] a = gaussian(COUNT * x.size());
        double[] b = gaussian(COUNT * y.size());
        double[] image = value(forward, Arrays.copyOf(weight, forward.parameters()), a);
        double[] transposed = value(back, Arrays.copyOf(weight, back.parameters()), b);
        assertEquals(product(image, b), product(a, transposed), 1e-11);
        assertTrue(Math.abs(product(image, b)) > 1e-3);
    }

    private static double product(double[] a, double[] b) {
        assertEquals(a.length, b.length);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void jsonComesBackEqual() {
        Model model = autoencoder();
        assertEquals(model, Model.fromJson(model.toJson()));
    }

    private static Model autoencoder() {
        KernelAxis kernel = KernelAxis.of(3).withStride(2).withPadding(1);
        return model(Shape.of(8, 8, 1), (g, in) -> g.convolveTransposed("decoder", g.convolve("encoder", in, 4, true, TANH, kernel, kernel),
                1, true, IDENTITY, new int[] {1, 1}, kernel, kernel));
    }

    @Test
    void layoutAndWidth() {
        Model model = autoencoder();
        assertEquals(List.of("encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias", "output.weight", "output.bias"),
                model.layout().entries().stream().map(ParameterLayout.Entry::name).toList());
        assertEquals(4 * 9 + 4 + 4 * 9 + 1 + 64 + 1, model.parameters());
        assertEquals(6 * 9 + 6 + 6 * 9 + 1 + 64 + 1, model.withWidths(Map.of("encoder", 6)).parameters());
        String described = model.describe().toString();
        assertTrue(described.contains("encoder [4, 4, 4]: tanh(W * grid + b), kernel [size 3, stride 2"), described);
        assertTrue(described.contains("decoder [8, 8, 1]: transposed W * encoder + b, kernel [size 3, stride 2"), described);
        // 4 x 4 positions of 4 channels: 9 products and sums and one tanh each
        assertTrue(described.contains("40 parameters, " + 64 * (2 * 9 + 1) + " FLOP"), described);
    }

    @Test
    void startsWithinTheBoundOfGlorot() {
        Model model = model(Shape.of(10, 20), (g, in) -> g.convolve("block", in, 30, true, TANH, KernelAxis.of(5)));
        double[] w = model.initial(RandomStream.of(1, 0, "start"));
        double bound = Math.sqrt(6.0 / (5 * 20 + 5 * 30));
        double squares = 0;
        for (int i = 0; i < 3000; i++) {
            assertTrue(Math.abs(w[i]) <= bound);
            squares += w[i] * w[i];
        }
        assertEquals(bound * bound / 3, squares / 3000, 0.05 * bound * bound);
        assertEquals(0, w[3000]);
    }

    @Test
    void refusalsNameTheBlockTheShapesAndTheKernel() {
        KernelAxis five = KernelAxis.of(5);
        message("block 'block': its input [4, 2] is too short for the kernel [size 5, stride 1, dilation 1, padding 0 and 0]: the result"
                + " would be [0, 3]", Shape.of(4, 2), (g, in) -> g.convolve("block", in, 3, true, TANH, five));
        message("block 'block': its input is [4], a kernel of 1 axes needs [steps, channels]", Shape.of(4),
                (g, in) -> g.convolve("block", in, 3, true, TANH, five));
        message("block 'block': its input is [9, 2], a kernel of 2 axes needs [height, width, channels]", Shape.of(9, 2),
                (g, in) -> g.convolveTransposed("block", in, 3, true, TANH, five, five));
        message("block 'block': its input [1, 2] is too short for the padding of the kernel [size 5, stride 1, dilation 1, padding 3 and 3]"
                + ": the result would be [-1, 3]", Shape.of(1, 2),
                (g, in) -> g.convolveTransposed("block", in, 3, true, TANH, five.withPadding(3)));
        message("block 'block': 2 entries of output padding for a stride of 2", Shape.of(4, 2),
                (g, in) -> g.convolveTransposed("block", in, 3, true, TANH, new int[] {2}, five.withStride(2)));
        message("block 'block': 0 channels", Shape.of(9, 2), (g, in) -> g.convolve("block", in, 0, true, TANH, five));
        message("block 'block': 3 channels by a kernel of 0 axes", Shape.of(9), (g, in) -> g.convolve("block", in, 3, true, TANH));
        message("a kernel of size 0, stride 1", Shape.of(9, 2), (g, in) -> g.convolve("block", in, 3, true, TANH, KernelAxis.of(0)));
    }

    private static void message(String part, Shape in, Build build) {
        ShapeException e = assertThrows(ShapeException.class, () -> model(in, build));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
