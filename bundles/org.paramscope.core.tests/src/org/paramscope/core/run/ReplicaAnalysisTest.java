package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.ExampleDensity;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.report.ReplicaReport;
import org.paramscope.core.store.ReplicaStore;
import org.paramscope.data.DataException;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;
import org.paramscope.data.PluginException;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.random.RandomStream;

/** Networks of an archive, from their files to the report. */
class ReplicaAnalysisTest {

    private static final Registry REGISTRY = registry();

    @TempDir
    Path folder;

    private static Registry registry() {
        List<Contribution<?>> all = new ArrayList<>();
        Stream.of(Kind.values()).filter(k -> k != Kind.DENSITY_ESTIMATOR).forEach(k -> all.addAll(Registry.platform().all(k)));
        all.add(Contribution.direct(Kind.DENSITY_ESTIMATOR, "org.paramscope.core.examples.gaussian", "Gaussian", "", new ExampleDensity()));
        return Registry.of(all.toArray(Contribution<?>[]::new));
    }

    /** Networks of 4 inputs, 6 units and 2 outputs around one network, the units of each in an order of their own. */
    private void write(int networks, double noise) throws IOException {
        RandomStream first = RandomStream.of(1, 0, "network");
        double[][] units = new double[6][7];
        for (double[] unit : units) {
            java.util.Arrays.setAll(unit, k -> first.gaussian());
        }
        for (int b = 0; b < networks; b++) {
            RandomStream stream = RandomStream.of(2, b, "network");
            int[] order = stream.permutation(6);
            double[] in = new double[24];
            double[] bias = new double[6];
            double[] out = new double[12];
            for (int i = 0; i < 6; i++) {
                for (int k = 0; k < 7; k++) {
                    double value = units[order[i]][k] + noise * stream.gaussian();
                    if (k < 4) {
                        in[4 * i + k] = value;
                    } else if (k == 4) {
                        bias[i] = value;
                    } else {
                        out[6 * (k - 5) + i] = value;
                    }
                }
            }
            Map<String, NumericArray> tensors = new TreeMap<>(Map.of("0.weight", NumericArray.of(in, 6, 4), "0.bias", NumericArray.of(bias),
                    "2.weight", NumericArray.of(out, 2, 6), "2.bias", NumericArray.of(new double[] {1, 2})));
            Npz.write(folder.resolve("net" + b + ".npz"), tensors);
        }
    }

    private ReplicaPlan plan(String activation) throws PluginException {
        return ReplicaPlan.of(new ReplicaPlan.Named("archive", "archive", Map.of("folder", folder.toString(), "activation", activation)),
                List.of(new ReplicaPlan.Named("wide", "gaussian", Map.of("width", "2"))), "bures", 40, 1, REGISTRY);
    }

    @Test
    void networksAreAlignedTestedAndFitted() throws Exception {
        write(30, 0.1);
        ReplicaResult result = ReplicaAnalysis.run(plan("other"), 2, Progress.none());
        assertTrue(result.networks().identity().orElseThrow().accepted("0"));
        assertEquals(1, result.networks().spaces().size());
        // the spread that is left is that of the noise, of which a unit's means are taken over 30 networks
        NumericArray samples = result.networks().distribution().samples();
        double variance = 0;
        for (int j = 0; j < 42; j++) {
            variance += result.networks().distribution().covariance().variance(j) / 42;
        }
        assertEquals(0.01, variance, 0.002, "chi-squared of 29 * 40 degrees of freedom");
        assertEquals(30, samples.size(0));
        EstimatorResult wide = result.densities().getFirst();
        assertEquals("archive", wide.upstream());
        double[] four = result.networks().distribution().covariance().dense().toArray();
        java.util.Arrays.setAll(four, i -> 4 * four[i]);
        assertArrayEquals(four, wide.distribution().covariance().dense().toArray(), 1e-12);
        assertEquals(1, wide.spaces().size());
    }

    @Test
    void oneThreadGivesTheSame() throws Exception {
        write(8, 0.5);
        ReplicaResult one = ReplicaAnalysis.run(plan("tanh"), 1, Progress.none());
        ReplicaResult two = ReplicaAnalysis.run(plan("tanh"), 2, Progress.none());
        assertEquals(one.provenance().dataHash(), two.provenance().dataHash());
        for (int i = 0; i < one.estimates().size(); i++) {
            assertEquals(one.estimates().get(i).distribution().arrays(), two.estimates().get(i).distribution().arrays());
            assertEquals(one.estimates().get(i).identity(), two.estimates().get(i).identity());
        }
    }

    @Test
    void theStoreGivesBackTheSameReport() throws Exception {
        write(8, 0.5);
        ReplicaResult result = ReplicaAnalysis.run(plan("tanh"), 2, Progress.none());
        assertTrue(ReplicaStore.read(folder).isEmpty());
        ReplicaStore.write(folder, result);
        ReplicaResult read = ReplicaStore.read(folder).orElseThrow();
        assertEquals(ReplicaReport.table(result), ReplicaReport.table(read));
        String html = ReplicaReport.html(result, REGISTRY);
        assertEquals(html, ReplicaReport.html(read, REGISTRY));
        assertFalse(html.matches("(?s).*(src|href)=\"(?!#|data:)[^\"]*\".*"), "nothing is loaded from elsewhere");
        assertTrue(html.contains("<svg") && html.contains(result.provenance().dataHash()) && html.contains("archive.activation=tanh"));
    }

    @Test
    void whatCannotBeAnalysedIsRefused() throws Exception {
        write(1, 0.1);
        DataException few = assertThrows(DataException.class, () -> ReplicaAnalysis.run(plan("other"), 1, Progress.none()));
        assertTrue(few.getMessage().contains("there are 1 networks: at least 2 are needed"), few.getMessage());
        write(5, 0.1);
        ShapeException code = assertThrows(ShapeException.class, () -> ReplicaAnalysis.run(plan("identity"), 1, Progress.none()));
        assertTrue(code.getMessage().contains("the model is needed"), code.getMessage());
        SettingException activation = assertThrows(SettingException.class, () -> plan("loud"));
        assertTrue(activation.getMessage().contains("'archive.activation' is loud"), activation.getMessage());
        assertThrows(SettingException.class, () -> ReplicaPlan.of(new ReplicaPlan.Named("a", "archive", Map.of("folder", "x")), List.of(),
                "bures", 5, 1, REGISTRY));
    }

    @Test
    void networksOfOneLayerHaveNoUnits() throws Exception {
        for (int b = 0; b < 5; b++) {
            Npz.write(folder.resolve(b + ".npz"), Map.of("weight", NumericArray.of(new double[] {b, 2 * b}, 1, 2)));
        }
        ReplicaResult result = ReplicaAnalysis.run(plan("tanh"), 1, Progress.none());
        assertTrue(result.networks().identity().isEmpty() && result.networks().spaces().isEmpty());
        assertArrayEquals(new double[] {2, 4}, result.networks().distribution().mean().toArray());
        assertTrue(ReplicaReport.table(result).contains("No layers of units are known"), ReplicaReport.table(result));
    }
}
