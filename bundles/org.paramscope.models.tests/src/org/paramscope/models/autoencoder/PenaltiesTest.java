package org.paramscope.models.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.autoencoder.DenoisingAutoencoder.Corruption;
import org.paramscope.models.linear.Pca;

/** Autoencoders whose loss says more than the squared error: orthogonal, denoising, sparse, contractive. */
class PenaltiesTest {

    private static final SampleShape SHAPE = SampleShape.window(6, 2);
    private static final Samples SAMPLES = Trials.samples(SHAPE, Trials.gaussian("windows", 40, 12));

    private static final Budget QUASI_NEWTON = new Budget(1500, 1, Precision.FLOAT64, 0, 1)
            .withOptimiser(new Optimiser.LimitedMemoryBfgs());

    static Stream<Model> models() {
        return Stream.of(new NonlinearPca().build(new NonlinearPca.Settings(3, 5, TANH, 0.7), SHAPE),
                new NonlinearPca().build(new NonlinearPca.Settings(2, 0, TANH, 0.7), SHAPE),
                new DenoisingAutoencoder().build(new DenoisingAutoencoder.Settings(List.of(5), 2, TANH, Corruption.GAUSSIAN, 0.3), SHAPE),
                new DenoisingAutoencoder().build(new DenoisingAutoencoder.Settings(List.of(5), 2, TANH, Corruption.MASKING, 0.3), SHAPE),
                new SparseAutoencoder().build(new SparseAutoencoder.Settings(20, 0.3), SHAPE),
                new ContractiveAutoencoder().build(new ContractiveAutoencoder.Settings(4, 0.3), SHAPE));
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientsAreThoseOfTheLoss(Model model) {
        Trials.assertGradient(model, SAMPLES);
    }

    /** W W' - I by hand. */
    @Test
    void thePenaltyIsTheDepartureFromOrthonormalRows() {
        Model model = new NonlinearPca().build(new NonlinearPca.Settings(3, 5, TANH, 0.7), SHAPE);
        double[] w = Trials.parameters(model);
        ParameterLayout.Entry code = model.layout().entry("code.weight");
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = i == j ? -1 : 0;
                for (int m = 0; m < 5; m++) {
                    product += w[code.offset() + 5 * i + m] * w[code.offset() + 5 * j + m];
                }
                expected += product * product;
            }
        }
        NumericArray penalty = model.head("orthogonality", w, SAMPLES);
        assertEquals(expected, penalty.at(0), 1e-12);
        assertEquals(expected, penalty.at(39), 1e-12);
    }

    /** Baldi, Hornik 1989: no linear network of rank k has a smaller error than principal component analysis. */
    @Test
    void linearNetworksReachPrincipalComponents() {
        Samples samples = Trials.samples(SHAPE, scaled(Trials.gaussian("rows", 80, 12)));
        Model pca = new Pca().build(new Pca.Settings(3), SHAPE);
        double best = Trials.error(Trials.fit(pca, samples, Budget.steps(1)));
        for (int hidden : new int[] {0, 6}) {
            Model model = new NonlinearPca().build(new NonlinearPca.Settings(3, hidden, IDENTITY, 1), SHAPE);
            FittedModel fitted = Trials.fit(model, samples, QUASI_NEWTON);
            assertEquals(1, Trials.error(fitted) / best, 1e-6, hidden + " hidden units");
            assertEquals(0, model.head("orthogonality", fitted.parameters(), samples).at(0), 1e-6);
        }
    }

    private static NumericArray scaled(NumericArray rows) {
        return NumericArray.owned(IntStream.range(0, rows.length()).mapToDouble(i -> rows.at(i) * (1 + i % 12) / 6.0).toArray(), rows.shape());
    }

    @Test
    void nonlinearComponentsFindTheCurveOnWhichTheDataLie() {
        Trials.Drawn drawn = Trials.draw(new NonlinearPca().build(new NonlinearPca.Settings(1, 6, TANH, 1), SHAPE), 1, 200, 4, 0.05);
        Model model = new NonlinearPca().build(new NonlinearPca.Settings(1, 40, TANH, 0.1), SHAPE);
        double linear = Trials.error(Trials.fit(new Pca().build(new Pca.Settings(1), SHAPE), drawn.noisy(), Budget.steps(1)));
        double error = Trials.error(Trials.fit(model, drawn.noisy(), QUASI_NEWTON.withSteps(600)));
        assertTrue(error < 1.4 * 0.05 * 0.05, () -> "error " + error + ", noise 0.0025, linear " + linear);
        assertTrue(linear > 5 * error, () -> "linear " + linear + ", nonlinear " + error);
    }

    @Test
    void moreComponentsThanTheLayerBelowAreRefused() {
        assertTrue(assertThrows(SettingException.class, () -> new NonlinearPca().build(new NonlinearPca.Settings(6, 5, TANH, 1), SHAPE))
                .getMessage().contains("1 to 5"));
    }

    @Test
    void noiseIsInTrainingOnly() {
        for (Corruption corruption : Corruption.values()) {
            Model model = new DenoisingAutoencoder().build(new DenoisingAutoencoder.Settings(List.of(5), 2, TANH, corruption, 0.3), SHAPE);
            double[] w = Trials.parameters(model);
            Model plain = new Autoencoder().build(new Autoencoder.Settings(List.of(5), 2, TANH), SHAPE);
            assertEquals(plain.parameters(), model.parameters());
            assertArrayEquals(plain.predict(w, SAMPLES).toArray(), model.predict(w, SAMPLES).toArray(), 1e-12);
            assertArrayEquals(SAMPLES.input().toArray(), model.head("corrupted", w, SAMPLES).toArray(), 1e-12);
        }
    }

    @Test
    void corruptionHasTheLevelThatIsAsked() {
        Samples many = Trials.samples(SHAPE, Trials.gaussian("many", 2000, 12));
        double[] none = new double[Trials.parameters(new DenoisingAutoencoder().build(new DenoisingAutoencoder.Settings(), SHAPE)).length];
        Model noisy = new DenoisingAutoencoder().build(new DenoisingAutoencoder.Settings(), SHAPE);
        // the mean of 24000 squares has a relative deviation of 0.9 %
        assertEquals(0.04, Trials.error(noisy.sample("corrupted", none, many, 3), many.input()), 0.0015);
        Model masking = new DenoisingAutoencoder().build(
                new DenoisingAutoencoder.Settings(List.of(16), 3, TANH, Corruption.MASKING, 0.3), SHAPE);
        NumericArray masked = masking.sample("corrupted", none, many, 3);
        long zero = IntStream.range(0, masked.length()).filter(i -> Math.abs(masked.at(i)) < 1e-3 * Math.abs(many.input().at(i))).count();
        long kept = IntStream.range(0, masked.length()).filter(i -> Math.abs(masked.at(i) / many.input().at(i) - 1) < 1e-3).count();
        assertEquals(0.3, (double) zero / masked.length(), 0.012);
        assertEquals(0.7, (double) kept / masked.length(), 0.012);
    }

    @Test
    void denoisingFindsWhatIsBehindTheNoise() {
        Model drawing = new Autoencoder().build(new Autoencoder.Settings(List.of(8), 2, TANH), SHAPE);
        Trials.Drawn drawn = Trials.draw(drawing, 2, 300, 2, 0.3);
        Model model = new DenoisingAutoencoder().build(
                new DenoisingAutoencoder.Settings(List.of(12), 2, TANH, Corruption.GAUSSIAN, 0.3), SHAPE);
        FittedModel fitted = Trials.fit(model, drawn.noisy(), Budget.steps(600));
        double left = Trials.error(model.predict(fitted.parameters(), drawn.noisy()), drawn.clean().target());
        double error = left / (0.3 * 0.3);
        // a projection on two of twelve dimensions would leave 2/12 of the noise
        assertTrue(error < 0.4, () -> "share of the noise that is left " + error);
    }

    @Test
    void sparsityThinsTheCode() {
        double[] active = new double[2];
        for (int i = 0; i < 2; i++) {
            SparseAutoencoder.Settings settings = new SparseAutoencoder.Settings(24, i == 0 ? 0.01 : 1);
            FittedModel fitted = Trials.fit(new SparseAutoencoder().build(settings, SHAPE), SAMPLES, Budget.steps(500));
            List<Fact> facts = new SparseAutoencoder().facts(settings, fitted);
            active[i] = facts.stream().filter(fact -> fact.name().startsWith("share of active")).findFirst().orElseThrow().value();
        }
        assertTrue(active[1] < 0.6 * active[0], () -> "share of active units " + active[0] + " and " + active[1]);
    }

    /** Bars at 8 places, 2 at a time: a code of 8 units says all, and no unit answers to two bars. */
    @Test
    void sparseCodesFindTheBarsThatWindowsAreMadeOf() {
        SampleShape shape = SampleShape.window(16, 1);
        double[][] rows = new double[300][16];
        NumericArray places = Trials.gaussian("places", 300, 8);
        for (int n = 0; n < rows.length; n++) {
            for (int bar = 0; bar < 8; bar++) {
                double height = Math.max(0, places.at(8 * n + bar) - 0.5);
                rows[n][2 * bar] = height;
                rows[n][2 * bar + 1] = height;
            }
        }
        Samples samples = Trials.samples(shape, NumericArray.ofRows(rows));
        Model model = new SparseAutoencoder().build(new SparseAutoencoder.Settings(12, 0.05), shape);
        FittedModel fitted = Trials.fit(model, samples, Budget.steps(2500));
        double power = Trials.error(samples.target(), NumericArray.zeros(300, 16));
        assertTrue(Trials.error(fitted) < 0.03 * power, () -> "error " + Trials.error(fitted) + " of " + power);
        ParameterLayout.Entry weight = model.layout().entry("encoder.weight");
        boolean[] found = new boolean[8];
        for (int unit = 0; unit < 12; unit++) {
            double total = 0;
            int largest = 0;
            double[] bars = new double[8];
            for (int i = 0; i < 16; i++) {
                bars[i / 2] += Math.pow(fitted.parameters()[weight.offset() + unit * 16 + i], 2);
            }
            for (int bar = 0; bar < 8; bar++) {
                total += bars[bar];
                largest = bars[bar] > bars[largest] ? bar : largest;
            }
            found[largest] |= total > 0.5 && bars[largest] > 0.9 * total;
        }
        for (boolean bar : found) {
            assertTrue(bar, () -> "bars found: " + Arrays.toString(found));
        }
    }

    /** Rifai et al. 2011: ||J||^2 = sum_j (h_j (1 - h_j))^2 ||w_j||^2; the draws have this mean. */
    @Test
    void theContractionIsTheNormOfTheDerivativeInTheMean() {
        Model model = new ContractiveAutoencoder().build(new ContractiveAutoencoder.Settings(4, 0.3), SHAPE);
        double[] w = Trials.parameters(model);
        NumericArray code = model.head("latent", w, SAMPLES);
        int weight = model.layout().entry("encoder.weight").offset();
        double expected = 0;
        for (int n = 0; n < 40; n++) {
            for (int j = 0; j < 4; j++) {
                double h = code.at(4 * n + j);
                for (int i = 0; i < 12; i++) {
                    expected += Math.pow(h * (1 - h) * w[weight + 12 * j + i], 2) / 40;
                }
            }
        }
        double drawn = 0;
        for (int seed = 0; seed < 1000; seed++) {
            drawn += IntStream.range(0, 40).mapToDouble(model.sample("contraction", w, SAMPLES, seed)::at).average().orElseThrow() / 1000;
        }
        assertEquals(1, drawn / expected, 0.02);
        assertEquals(0, model.head("contraction", w, SAMPLES).at(5), 0);
    }

    @Test
    void contractionMakesTheCodeLessSensitive() {
        double[] sensitivity = new double[2];
        Samples samples = Trials.draw(new Autoencoder().build(new Autoencoder.Settings(List.of(8), 2, TANH), SHAPE), 2, 200, 2, 0.1).noisy();
        NumericArray moved = NumericArray.owned(IntStream.range(0, samples.input().length())
                .mapToDouble(i -> samples.input().at(i) + 1e-3 * Trials.gaussian("shift", 200, 12).at(i)).toArray(), 200, 12);
        for (int i = 0; i < 2; i++) {
            Model model = new ContractiveAutoencoder().build(new ContractiveAutoencoder.Settings(6, i == 0 ? 0 : 5), SHAPE);
            double[] w = Trials.fit(model, samples, Budget.steps(600)).parameters();
            sensitivity[i] = Trials.error(model.head("latent", w, samples), model.head("latent", w, Trials.samples(SHAPE, moved)));
        }
        assertTrue(sensitivity[1] < 0.7 * sensitivity[0], () -> "sensitivity " + sensitivity[0] + " and " + sensitivity[1]);
    }

    @Test
    void contractiveCodesRecoverWhatTheirOwnDecoderDrew() {
        Model model = new ContractiveAutoencoder().build(new ContractiveAutoencoder.Settings(3, 0.001), SHAPE);
        double[] w = Arrays.stream(Trials.parameters(model)).map(v -> 2 * v).toArray();
        // units that are on or off: tied weights lead from the window back to such a code
        RandomStream uniform = RandomStream.of(5, 0, "codes");
        NumericArray codes = NumericArray.owned(IntStream.range(0, 600).mapToDouble(i -> Math.rint(uniform.uniform())).toArray(), 200, 3);
        NumericArray clean = CodeSweep.decode(model, w, codes);
        NumericArray noise = Trials.gaussian("noise", 200, 12);
        Samples samples = Trials.samples(SHAPE, NumericArray.owned(IntStream.range(0, clean.length())
                .mapToDouble(i -> clean.at(i) + 0.05 * noise.at(i)).toArray(), 200, 12));
        double error = Trials.error(Trials.fit(model, samples, Budget.steps(1500)));
        assertTrue(error < 1.2 * 0.05 * 0.05, () -> "error " + error + ", noise 0.0025");
    }

    @Test
    void codesHaveUnits() {
        Map<Model, Symmetry> expected = Map.of(
                new SparseAutoencoder().build(new SparseAutoencoder.Settings(20, 0.3), SHAPE), Symmetry.PERMUTATION,
                new ContractiveAutoencoder().build(new ContractiveAutoencoder.Settings(4, 0.3), SHAPE), Symmetry.PERMUTATION);
        expected.forEach((model, symmetry) -> {
            assertEquals(List.of("encoder"), model.units().stream().map(layer -> layer.name()).toList());
            assertEquals(symmetry, model.units().getFirst().symmetry());
            assertEquals(12 + 1, model.units().getFirst().incoming()[0].length);
            assertEquals(3, model.withWidths(Map.of("encoder", 3)).units().getFirst().count());
        });
        Model components = new NonlinearPca().build(new NonlinearPca.Settings(3, 5, TANH, 0.7), SHAPE);
        assertEquals(List.of("hidden SIGNED_PERMUTATION", "code ORTHOGONAL"),
                components.units().stream().map(layer -> layer.name() + " " + layer.symmetry()).toList());
        assertEquals(4, components.withWidths(Map.of("hidden", 4)).units().getFirst().count());
        assertFalse(components.predicting());
    }
}
