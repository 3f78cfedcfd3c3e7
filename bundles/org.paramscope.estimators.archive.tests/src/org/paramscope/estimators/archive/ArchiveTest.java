package org.paramscope.estimators.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.CancelledException;
import org.paramscope.data.DataException;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.Alignment;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.alignment.IdentityTest;

class ArchiveTest {

    private static final String[] CHAIN = {"0.weight 12 7", "0.bias 12", "2.weight 9 12", "2.bias 9", "4.weight 4 9", "4.bias 4"};

    @TempDir
    Path folder;

    private ParameterDistribution open(Nonlinearity activation) throws DataException {
        return new Archive().open(new Archive.Settings(folder, Path.of(""), activation), Progress.none());
    }

    private DataException refusal() {
        return assertThrows(DataException.class, () -> open(Nonlinearity.OTHER));
    }

    /** Tensors of a parameter vector, by name. */
    private static Map<String, NumericArray> tensors(ParameterDistribution distribution, Map<String, NumericArray> shapes, double[] w) {
        Map<String, NumericArray> tensors = new TreeMap<>();
        distribution.layout().entries().forEach(e -> tensors.put(e.name(), NumericArray.of(Arrays.copyOfRange(w, e.offset(), e.offset() + e.size()),
                shapes.get(e.name()).shape())));
        return tensors;
    }

    /** Half of 500 networks in each format: the same network, its hidden units reordered and with other signs. */
    @Test
    void fiveHundredNetworksAreAlignedToTheBit() throws Exception {
        Map<String, NumericArray> original = Tensors.random(1, CHAIN);
        Tensors.safe(folder.resolve("net0.safetensors"), original);
        ParameterDistribution one = open(Nonlinearity.TANH);
        double[] w = one.samples().toArray();
        double[][] written = new double[500][];
        for (int b = 0; b < 500; b++) {
            written[b] = b == 0 ? w : moved(one.units(), w, RandomStream.of(2, b, "move"));
            Map<String, NumericArray> network = tensors(one, original, written[b]);
            if (b % 2 == 0) {
                Tensors.safe(folder.resolve("net" + b + ".safetensors"), network);
            } else {
                Npz.write(folder.resolve("net" + b + ".npz"), network);
            }
        }
        ParameterDistribution read = open(Nonlinearity.TANH);
        assertEquals(NumericArray.ofRows(written), read.samples(), "in the order of their numbers, to the bit");
        Alignment alignment = Alignment.of(read, Progress.none());
        double[] reference = alignment.aligned().slice(alignment.reference()).toArray();
        for (int b = 0; b < 500; b++) {
            assertArrayEquals(reference, alignment.aligned().slice(b).toArray(), "network " + b);
        }
        assertArrayEquals(w, reference, "the first is the reference where all are equally near");
        IdentityReport identity = IdentityTest.of(alignment, 20, 1, Progress.none());
        assertEquals(List.of("0", "2"), identity.names());
        identity.layers().forEach(layer -> assertEquals(1, layer.rho(), 1e-12, layer.verdict()));
    }

    /** Recurrent units, which read one another, over all gates: an RNN, a GRU, an LSTM of two layers and a dense reader. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void recurrentNetworksAreAlignedToTheBit(int gates) throws Exception {
        Map<String, NumericArray> original = Tensors.random(gates, recurrent(gates));
        Tensors.safe(folder.resolve("0.safetensors"), original);
        ParameterDistribution one = open(Nonlinearity.TANH);
        double[] w = one.samples().toArray();
        for (int b = 1; b < 20; b++) {
            double[] network = w;
            RandomStream stream = RandomStream.of(3, b, "move");
            network = moved(one.units(), network, stream);
            Tensors.safe(folder.resolve(b + ".safetensors"), tensors(one, original, network));
        }
        NumericArray aligned = Alignment.of(open(Nonlinearity.TANH), Progress.none()).aligned();
        for (int b = 0; b < 20; b++) {
            assertArrayEquals(w, aligned.slice(b).toArray(), "network " + b);
        }
    }

    /** Two recurrent layers of six units, and a dense one. */
    private static String[] recurrent(int gates) {
        int rows = 6 * gates;
        return new String[] {"a.weight_ih_l0 " + rows + " 3", "a.weight_hh_l0 " + rows + " 6", "a.bias_ih_l0 " + rows, "a.bias_hh_l0 " + rows,
            "a.weight_ih_l1 " + rows + " 6", "a.weight_hh_l1 " + rows + " 6", "a.bias_ih_l1 " + rows, "a.bias_hh_l1 " + rows, "b.weight 2 6", "b.bias 2"};
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void recurrentNetworksThatNobodyTrainedHaveNoIdentity(int gates) throws Exception {
        for (int b = 0; b < 30; b++) {
            Tensors.safe(folder.resolve(b + ".safetensors"), Tensors.random(b, recurrent(gates)));
        }
        IdentityReport report = IdentityTest.of(Alignment.of(open(Nonlinearity.TANH), Progress.none()), 40, 1, Progress.none());
        assertEquals(List.of("a.l0", "a.l1"), report.names());
        report.layers().forEach(layer -> assertEquals(0, layer.excess(), 0.05, layer.verdict()));
    }

    private static double[] moved(List<UnitLayer> layers, double[] w, RandomStream stream) {
        double[] moved = w.clone();
        for (UnitLayer layer : layers) {
            double[] sign = new double[layer.count()];
            Arrays.setAll(sign, i -> stream.below(2) * 2 - 1);
            moved = Units.moved(layer, moved, stream.permutation(layer.count()), sign, sign);
        }
        return moved;
    }

    @Test
    void networksThatNobodyTrainedHaveNoIdentity() throws Exception {
        for (int b = 0; b < 60; b++) {
            Tensors.safe(folder.resolve(b + ".safetensors"), Tensors.random(b, CHAIN));
        }
        IdentityReport report = IdentityTest.of(Alignment.of(open(Nonlinearity.TANH), Progress.none()), 60, 1, Progress.none());
        report.layers().forEach(layer -> assertEquals(0, layer.excess(), 0.05, layer.verdict()));
    }

    @Test
    void momentsAreThoseOfTheNetworksAsStored() throws Exception {
        Tensors.safe(folder.resolve("a.safetensors"), Tensors.random(1, "weight 2 3"));
        Tensors.safe(folder.resolve("b.safetensors"), Tensors.random(2, "weight 2 3"));
        ParameterDistribution d = open(Nonlinearity.OTHER);
        for (int j = 0; j < 6; j++) {
            double a = d.samples().get(0, j);
            double b = d.samples().get(1, j);
            assertEquals((a + b) / 2, d.mean().at(j), 1e-12);
            assertEquals((a - b) * (a - b) / 2, d.covariance().variance(j), 1e-12);
        }
        assertTrue(d.model().isEmpty() && d.units().isEmpty() && d.replicas().isEmpty());
        assertEquals("weight", d.layout().entries().getFirst().name());
    }

    @Test
    void countersOfBatchesAreNoParameters() throws Exception {
        Map<String, NumericArray> network = Tensors.random(1, "weight 2 3", "bn.num_batches_tracked");
        Tensors.safe(folder.resolve("a.safetensors"), network);
        assertEquals(6, open(Nonlinearity.OTHER).layout().size());
    }

    @Test
    void theFirstDifferenceIsNamed() throws Exception {
        Tensors.safe(folder.resolve("a1.safetensors"), Tensors.random(1, "0.weight 3 2", "0.bias 3", "2.weight 1 3"));
        Path other = folder.resolve("a2.safetensors");
        Tensors.safe(other, Tensors.random(1, "0.weight 3 4", "0.bias 3", "2.weight 1 3"));
        assertTrue(refusal().getMessage().endsWith("a2.safetensors: 0.weight: has the shape [3, 4]; that of a1.safetensors has [3, 2]"),
                refusal().getMessage());
        Tensors.safe(other, Tensors.random(1, "0.weight 3 2", "2.weight 1 3"));
        assertTrue(refusal().getMessage().endsWith("a2.safetensors: 0.bias: is missing; a1.safetensors has it with the shape [3]"),
                refusal().getMessage());
        Tensors.safe(other, Tensors.random(1, "0.weight 3 2", "0.bias 3", "2.bias 1", "2.weight 1 3"));
        assertTrue(refusal().getMessage().endsWith("a2.safetensors: 2.bias: of the shape [1] is not in a1.safetensors"), refusal().getMessage());
        Map<String, NumericArray> broken = Tensors.random(1, "0.weight 3 2", "0.bias 3", "2.weight 1 3");
        broken.put("0.bias", NumericArray.of(new double[] {1, Double.NaN, 2}));
        Tensors.safe(other, broken);
        assertTrue(refusal().getMessage().contains("a2.safetensors: 0.bias: value 1 is NaN"), refusal().getMessage());
    }

    @Test
    void aFolderWithoutNetworksIsRefused() {
        assertTrue(refusal().getMessage().contains("holds no .npz and no .safetensors file"), refusal().getMessage());
        assertThrows(DataException.class, () -> new Archive().open(new Archive.Settings(folder.resolve("none")), Progress.none()));
    }

    @Test
    void isCancelled() throws Exception {
        Tensors.safe(folder.resolve("a.safetensors"), Tensors.random(1, CHAIN));
        assertThrows(CancelledException.class, () -> new Archive().open(new Archive.Settings(folder), new Progress() {
            @Override
            public void report(double fraction, String message) {
                assertTrue(fraction >= 0 && fraction <= 1);
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        }));
    }

    /** Half precision and single precision as numpy writes them. */
    @Test
    void numpyArchivesAreReadToTheBit() throws Exception {
        python("import sys, numpy\n"
                + "rng = numpy.random.default_rng(1)\n"
                + "for b in range(3):\n"
                + "    numpy.savez(sys.argv[1] + '/n%d.npz' % b, **{'0.weight': rng.normal(size=(3, 2)).astype('f4'),\n"
                + "        '0.bias': rng.normal(size=3).astype('f2'), '2.weight': numpy.asfortranarray(rng.normal(size=(1, 3)).astype('>f4'))})\n"
                + "    z = numpy.load(sys.argv[1] + '/n%d.npz' % b)\n"
                + "    print(' '.join(float(v).hex() for k in ('0.bias', '0.weight', '2.weight') for v in z[k].ravel()))\n", "numpy");
    }

    /** State dicts of PyTorch's own modules. */
    @Test
    void torchStateDictsAreReadToTheBit() throws Exception {
        python("import sys, numpy, torch\n"
                + "for b in range(500):\n"
                + "    torch.manual_seed(b)\n"
                + "    net = torch.nn.Sequential(torch.nn.Linear(5, 6), torch.nn.Tanh(), torch.nn.Linear(6, 4))\n"
                + "    state = {k: v.numpy() for k, v in net.state_dict().items()}\n"
                + "    numpy.savez(sys.argv[1] + '/n%d.npz' % b, **state)\n"
                + "    print(' '.join(float(v).hex() for k in ('0.bias', '0.weight', '2.bias', '2.weight') for v in state[k].ravel()))\n", "torch");
    }

    private void python(String script, String module) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "no python3");
        assumeTrue(new ProcessBuilder(python.toString(), "-c", "import numpy, " + module).redirectErrorStream(true).start().waitFor() == 0,
                "no " + module);
        Process process = new ProcessBuilder(python.toString(), "-c", script, folder.toString()).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        List<double[]> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray()));
        ParameterDistribution read = open(Nonlinearity.TANH);
        assertEquals(NumericArray.ofRows(rows.toArray(double[][]::new)), read.samples());
        assertEquals(List.of("0"), read.units().stream().map(UnitLayer::name).toList());
    }
}
