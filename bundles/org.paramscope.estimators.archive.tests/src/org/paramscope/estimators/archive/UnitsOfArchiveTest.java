package org.paramscope.estimators.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.random.RandomStream;

/** Units by name: whatever the symmetry of a layer allows leaves the function of the network as PyTorch defines it. */
class UnitsOfArchiveTest {

    private static final double[][] SERIES = series();

    @TempDir
    Path folder;

    private static double[][] series() {
        RandomStream stream = RandomStream.of(5, 0, "series");
        double[][] series = new double[6][3];
        for (double[] step : series) {
            Arrays.setAll(step, c -> stream.gaussian());
        }
        return series;
    }

    private ParameterDistribution open(Map<String, NumericArray> network, Nonlinearity activation) throws Exception {
        Tensors.safe(folder.resolve("a.safetensors"), network);
        return new Archive().open(new Archive.Settings(folder, Path.of(""), activation), Progress.none());
    }

    /** Reorders, and where allowed flips and scales, the units of all layers; the function must stay. */
    private void check(Map<String, NumericArray> network, Nonlinearity activation, List<String> layers,
            Function<Map<String, NumericArray>, double[]> function) throws Exception {
        ParameterDistribution d = open(network, activation);
        assertEquals(layers, d.units().stream().map(UnitLayer::name).toList());
        double[] expected = function.apply(network);
        double[] w = d.samples().toArray();
        RandomStream stream = RandomStream.of(7, 0, "move");
        double[] moved = w;
        for (UnitLayer layer : d.units()) {
            double[] in = new double[layer.count()];
            Arrays.setAll(in, i -> switch (layer.symmetry()) {
                case SIGNED_PERMUTATION -> stream.below(2) * 2 - 1;
                case SCALED_PERMUTATION -> 0.5 + stream.uniform();
                default -> 1;
            });
            int[] order = stream.permutation(layer.count());
            moved = Units.moved(layer, moved, order, in, Arrays.stream(in).map(f -> 1 / f).toArray());
        }
        assertFalse(Arrays.equals(w, moved));
        Map<String, NumericArray> changed = new LinkedHashMap<>();
        double[] values = moved;
        d.layout().entries().forEach(e -> changed.put(e.name(), NumericArray.of(Arrays.copyOfRange(values, e.offset(), e.offset() + e.size()),
                network.get(e.name()).shape())));
        assertArrayEquals(expected, function.apply(changed), 1e-12);
    }

    private static double[] linear(Map<String, NumericArray> net, String name, double[] x, DoubleUnaryOperator f) {
        NumericArray weight = net.get(name + ".weight");
        double[] y = new double[weight.size(0)];
        for (int i = 0; i < y.length; i++) {
            y[i] = net.get(name + ".bias").at(i);
            for (int j = 0; j < x.length; j++) {
                y[i] += weight.get(i, j) * x[j];
            }
            y[i] = f.applyAsDouble(y[i]);
        }
        return y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @EnumSource(names = {"TANH", "RELU", "GELU", "OTHER"})
    void dense(Nonlinearity activation) throws Exception {
        DoubleUnaryOperator f = switch (activation) {
            case TANH -> Math::tanh;
            case RELU -> x -> Math.max(0, x);
            default -> UnitsOfArchiveTest::sigmoid;
        };
        check(Tensors.random(1, "net.0.weight 5 3", "net.0.bias 5", "net.2.weight 4 5", "net.2.bias 4", "net.10.weight 2 4", "net.10.bias 2"),
                activation, List.of("net.0", "net.2"), net -> linear(net, "net.10", linear(net, "net.2", linear(net, "net.0", SERIES[0], f), f), x -> x));
    }

    /** Conv1d, Conv1d, flattened, Linear: a channel is read at all of its positions. */
    @Test
    void convolutions() throws Exception {
        check(Tensors.random(2, "conv1.weight 4 3 2", "conv1.bias 4", "conv2.weight 5 4 2", "conv2.bias 5", "fc.weight 2 20", "fc.bias 2"),
                Nonlinearity.RELU, List.of("conv1", "conv2"), net -> {
                    double[][] second = convolved(net, "conv2", convolved(net, "conv1", transposed(SERIES)));
                    return linear(net, "fc", Arrays.stream(second).flatMapToDouble(Arrays::stream).toArray(), x -> x);
                });
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /** Conv1d without padding on [channels, steps], rectified. */
    private static double[][] convolved(Map<String, NumericArray> net, String name, double[][] x) {
        NumericArray weight = net.get(name + ".weight");
        int taps = weight.size(2);
        double[][] y = new double[weight.size(0)][x[0].length - taps + 1];
        for (int o = 0; o < y.length; o++) {
            for (int t = 0; t < y[o].length; t++) {
                y[o][t] = net.get(name + ".bias").at(o);
                for (int c = 0; c < x.length; c++) {
                    for (int k = 0; k < taps; k++) {
                        y[o][t] += weight.at((o * x.length + c) * taps + k) * x[c][t + k];
                    }
                }
                y[o][t] = Math.max(0, y[o][t]);
            }
        }
        return y;
    }

    /** Conv2d, flattened, Linear, by shapes alone. */
    @Test
    void imagesAreIndexedByChannelRowAndColumn() throws Exception {
        ParameterDistribution d = open(Tensors.random(3, "c.weight 4 1 3 3", "c.bias 4", "f.weight 2 24", "f.bias 2"), Nonlinearity.RELU);
        UnitLayer layer = d.units().getFirst();
        assertEquals(10, layer.incoming()[0].length, "9 taps and a bias");
        assertEquals(12, layer.outgoing()[0].length, "6 positions by 2 readers");
        int weight = d.layout().entry("f.weight").offset();
        assertArrayEquals(new int[] {weight + 6, weight + 7, weight + 8, weight + 9, weight + 10, weight + 11, weight + 30, weight + 31,
                weight + 32, weight + 33, weight + 34, weight + 35}, layer.outgoing()[1]);
    }

    private static String[] recurrent(String name, int layer, int inputs, int hidden, int gates) {
        String end = "_l" + layer;
        return new String[] {name + ".weight_ih" + end + " " + gates * hidden + " " + inputs, name + ".weight_hh" + end + " " + gates * hidden + " " + hidden,
            name + ".bias_ih" + end + " " + gates * hidden, name + ".bias_hh" + end + " " + gates * hidden};
    }

    private static String[] two(int gates) {
        return java.util.stream.Stream.of(recurrent("a", 0, 3, 5, gates), recurrent("a", 1, 5, 5, gates), new String[] {"b.weight 2 5", "b.bias 2"})
                .flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static double[] affine(Map<String, NumericArray> net, String way, int layer, double[] x) {
        NumericArray weight = net.get("a.weight_" + way + "_l" + layer);
        double[] y = new double[weight.size(0)];
        for (int i = 0; i < y.length; i++) {
            y[i] = net.get("a.bias_" + way + "_l" + layer).at(i);
            for (int j = 0; j < x.length; j++) {
                y[i] += weight.get(i, j) * x[j];
            }
        }
        return y;
    }

    private interface Cell {
        /** The next state and cell from those before it, and from what input and state contribute to all gates. */
        double[][] next(double[] h, double[] c, double[] fromInput, double[] fromState);
    }

    /** Two layers over the series, then a dense layer on the last state. */
    private static double[] run(Map<String, NumericArray> net, Cell cell) {
        double[][] sequence = SERIES;
        for (int layer = 0; layer < 2; layer++) {
            double[] h = new double[5];
            double[] c = new double[5];
            double[][] states = new double[sequence.length][];
            for (int t = 0; t < sequence.length; t++) {
                double[][] next = cell.next(h, c, affine(net, "ih", layer, sequence[t]), affine(net, "hh", layer, h));
                h = next[0];
                c = next[1];
                states[t] = h;
            }
            sequence = states;
        }
        return linear(net, "b", sequence[sequence.length - 1], x -> x);
    }

    /** h' = f(W_ih x + b_ih + W_hh h + b_hh). */
    @ParameterizedTest
    @EnumSource(names = {"TANH", "RELU"})
    void simpleRecurrences(Nonlinearity activation) throws Exception {
        check(Tensors.random(4, two(1)), activation, List.of("a.l0", "a.l1"), net -> run(net, (h, c, x, s) -> {
            double[] next = new double[5];
            Arrays.setAll(next, i -> activation == Nonlinearity.TANH ? Math.tanh(x[i] + s[i]) : Math.max(0, x[i] + s[i]));
            return new double[][] {next, c};
        }));
    }

    /** Rows r, z, n: h' = (1 - z) n + z h, n = tanh(x_n + r s_n). */
    @Test
    void gatedRecurrentUnits() throws Exception {
        check(Tensors.random(5, two(3)), Nonlinearity.TANH, List.of("a.l0", "a.l1"), net -> run(net, (h, c, x, s) -> {
            double[] next = new double[5];
            for (int i = 0; i < 5; i++) {
                double z = sigmoid(x[5 + i] + s[5 + i]);
                next[i] = (1 - z) * Math.tanh(x[10 + i] + sigmoid(x[i] + s[i]) * s[10 + i]) + z * h[i];
            }
            return new double[][] {next, c};
        }));
    }

    /** Rows i, f, g, o: c' = f c + i g, h' = o tanh c'. */
    @Test
    void longShortTermMemory() throws Exception {
        check(Tensors.random(6, two(4)), Nonlinearity.TANH, List.of("a.l0", "a.l1"), net -> run(net, (h, c, x, s) -> {
            double[][] next = new double[2][5];
            for (int i = 0; i < 5; i++) {
                next[1][i] = sigmoid(x[5 + i] + s[5 + i]) * c[i] + sigmoid(x[i] + s[i]) * Math.tanh(x[10 + i] + s[10 + i]);
                next[0][i] = sigmoid(x[15 + i] + s[15 + i]) * Math.tanh(next[1][i]);
            }
            return next;
        }));
    }

    @Test
    void theOrderFollowsFromShapesWhereOnlyOneFits() throws Exception {
        ParameterDistribution d = open(Tensors.random(1, "zeta.weight 5 3", "middle.weight 7 5", "alpha.weight 2 7"), Nonlinearity.TANH);
        assertEquals(List.of("zeta", "middle"), d.units().stream().map(UnitLayer::name).toList());
        assertTrue(d.units().stream().allMatch(l -> l.symmetry() == Symmetry.SIGNED_PERMUTATION));
    }

    private String refusal(String... tensors) {
        return assertThrows(DataException.class, () -> open(Tensors.random(1, tensors), Nonlinearity.OTHER)).getMessage();
    }

    @Test
    void whatIsNotCertainNeedsAUnitsFile() {
        String ambiguous = refusal("decoder.weight 3 5", "encoder.weight 5 3");
        assertTrue(ambiguous.contains("units.json") && ambiguous.contains("decoder - encoder") && ambiguous.contains("encoder - decoder"), ambiguous);
        assertTrue(refusal("0.weight 5 3", "2.weight 2 4").contains("0 - 2 the modules do not read"), refusal("0.weight 5 3", "2.weight 2 4"));
        assertTrue(refusal("0.weight 5 3", "1.weight 5", "1.running_mean 5", "3.weight 2 5").contains("running_mean"));
        assertTrue(refusal("a.weight_ih_l0_reverse 5 3", "a.weight_hh_l0_reverse 5 5").contains("two directions"));
        assertTrue(refusal("a.weight_ih_l0 5 3", "a.weight_hh_l0 5 5", "a.weight_hr_l0 2 5").contains("weight_hr_l0"));
    }

    private List<UnitLayer> described(String json, String... tensors) throws Exception {
        Files.writeString(folder.resolve("units.json"), json);
        return open(Tensors.random(1, tensors), Nonlinearity.OTHER).units();
    }

    @Test
    void aUnitsFileSaysWhatDoesNotFollow() throws Exception {
        List<UnitLayer> layers = described("""
                {"layers": [
                  {"name": "code", "rows": ["encoder.weight", "encoder.bias"], "activation": "identity", "readers": ["decoder.weight"]},
                  {"name": "normed", "rows": ["decoder.weight", "bn.weight", "bn.running_var"], "readers": [{"tensor": "out.weight", "from": 3}]},
                  {"name": "memory", "recurrent": "cell.weight_hh", "activation": "tanh", "readers": [{"tensor": "out.weight", "from": 8, "positions": 2}]}
                ]}""", "encoder.weight 4 3", "encoder.bias 4", "decoder.weight 5 4", "bn.weight 5", "bn.running_var 5",
                "cell.weight_ih 3 2", "cell.weight_hh 3 3", "out.weight 2 14");
        assertEquals(List.of("code: 4 units, GENERAL_LINEAR", "normed: 5 units, PERMUTATION", "memory: 3 units, SIGNED_PERMUTATION"),
                layers.stream().map(UnitLayer::toString).toList());
        assertEquals(List.of(4, 6, 5), layers.stream().map(l -> l.incoming()[0].length).toList());
        assertEquals(List.of(5, 2, 3 + 4), layers.stream().map(l -> l.outgoing()[0].length).toList());
        int[] unit = layers.get(1).outgoing()[2];
        assertEquals(14, unit[1] - unit[0], "one column of both outputs");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]", "{\"layers\": 3}", "{\"layers\": [{\"rows\": [\"0.weight\"]}]}", "not json {",
        "{\"layers\": [{\"name\": \"a\", \"readers\": [\"2.weight\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"9.weight\"], \"readers\": [\"2.weight\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"readers\": []}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"readers\": [\"0.bias\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"readers\": [{\"tensor\": \"2.weight\", \"from\": 1}]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"readers\": [{\"tensor\": \"2.weight\", \"from\": 0.5}]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"activation\": \"loud\", \"readers\": [\"2.weight\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\", \"2.weight\"], \"readers\": [\"2.weight\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"recurrent\": \"0.weight\", \"readers\": [\"2.weight\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"colour\": 1, \"readers\": [\"2.weight\"]}]}",
        "{\"layers\": [{\"name\": \"a\", \"rows\": [\"0.weight\"], \"readers\": [\"2.weight\"]}, {\"name\": \"b\", \"rows\": [\"0.weight\"], \"readers\": [\"2.weight\"]}]}"})
    void aUnitsFileThatDoesNotFitIsRefused(String json) {
        DataException refusal = assertThrows(DataException.class, () -> described(json, "0.weight 4 3", "0.bias 4", "2.weight 2 4"));
        assertTrue(refusal.getMessage().contains("units.json"), refusal.getMessage());
    }
}
