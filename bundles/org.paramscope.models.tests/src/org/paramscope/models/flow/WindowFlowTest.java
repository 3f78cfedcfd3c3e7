package org.paramscope.models.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.density.GaussianDensity;
import org.paramscope.models.density.Windows;

class WindowFlowTest {

    private static final SampleShape PLANE = SampleShape.window(2, 1);

    /** A type with settings, and the flow that it describes. */
    private record Kind<S extends Record>(ModelType<S> type, S settings, WindowFlow flow) {

        Model model() {
            return type.build(settings, flow.shape());
        }

        List<Fact> facts(FittedModel fitted) {
            return type.facts(settings, fitted);
        }

        List<Picture> pictures(FittedModel fitted) {
            return type.pictures(settings, fitted);
        }

        @Override
        public String toString() {
            return type.getClass().getSimpleName();
        }
    }

    private static Kind<?> affine(SampleShape shape, int layers, int hidden, double noise) {
        CouplingFlow.Settings settings = new CouplingFlow.Settings(layers, List.of(hidden), 3, noise);
        return new Kind<>(new CouplingFlow(), settings, new CouplingFlow().flow(settings, shape));
    }

    private static Kind<?> spline(SampleShape shape, int layers, int hidden, double noise) {
        SplineFlow.Settings settings = new SplineFlow.Settings(layers, List.of(hidden), 5, 4, 3, noise);
        return new Kind<>(new SplineFlow(), settings, new SplineFlow().flow(settings, shape));
    }

    static Stream<Kind<?>> kinds() {
        return Stream.<Kind<?>>of(affine(SampleShape.window(5, 1), 3, 6, 0.2), spline(SampleShape.window(5, 1), 3, 6, 0.2));
    }

    static Stream<Kind<?>> planes() {
        return Stream.<Kind<?>>of(affine(PLANE, 6, 16, 0), spline(PLANE, 2, 16, 0));
    }

    private static double[] fit(Model model, Samples samples, int steps) {
        Budget budget = new Budget(steps, 0.01, Precision.FLOAT64, 0, 1).withSchedule(new Schedule.Cosine(0));
        return Problem.of(model, samples, null, budget, 3).fit(Progress.none());
    }

    private static double logLikelihood(Model model, double[] w, Samples samples) {
        return Windows.mean(model.density().orElseThrow().logDensity(model, w, samples, 0));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gradientsAgreeWithCentralDifferences(Kind<?> kind) {
        Model model = kind.model();
        Samples samples = Windows.samples(kind.flow().shape(), Windows.gaussian(9, 5, 2));
        assertEquals(List.of(), Windows.wrongGradients(model, samples, Windows.parameters(model, 0.4)));
        assertEquals(model, Model.fromJson(model.toJson()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void baseAndWindowsAreInverses(Kind<?> kind) {
        Samples samples = Windows.samples(kind.flow().shape(), Windows.gaussian(50, 5, 2));
        for (Model model : List.of(kind.model(), kind.model().withWidths(Map.of("affine1.hidden1", 2)))) {
            double[] w = Windows.parameters(model, 0.4);
            NumericArray base = model.head(WindowFlow.BASE, w, samples);
            double moved = IntStream.range(0, 250).mapToDouble(i -> Math.abs(base.at(i) - samples.input().at(i))).average().orElseThrow();
            assertTrue(moved > 0.2, "moved by " + moved);
            assertArrayEquals(samples.input().toArray(), kind.flow().windows(model, w, base).toArray(), 1e-9);
            assertArrayEquals(samples.input().toArray(), model.predict(w, samples).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("planes")
    void theDensityIntegratesToOne(Kind<?> kind) {
        Model model = kind.model();
        double[] w = Windows.parameters(model, 0.3);
        int side = 400;
        double reach = 16;
        double step = 2 * reach / side;
        double[][] grid = new double[side * side][];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = new double[] {-reach + (i / side + 0.5) * step, -reach + (i % side + 0.5) * step};
        }
        NumericArray logs = model.density().orElseThrow().logDensity(model, w, Windows.samples(PLANE, grid), 0);
        double integral = Arrays.stream(logs.toArray()).map(Math::exp).sum() * step * step;
        assertEquals(1, integral, 5e-3);
    }

    /** The entropy of a correlated Gaussian is log(2 pi e) + log det / 2. */
    @ParameterizedTest
    @MethodSource("planes")
    void reachesTheEntropyOfACorrelatedGaussian(Kind<?> kind) {
        double[][] a = {{1, 0}, {0.9, Math.sqrt(1 - 0.81)}};
        Samples samples = Windows.samples(PLANE, Windows.mapped(Windows.gaussian(2000, 2, 1), a));
        Samples heldOut = Windows.samples(PLANE, Windows.mapped(Windows.gaussian(20_000, 2, 2), a));
        double entropy = Math.log(2 * Math.PI * Math.E) + Math.log(1 - 0.81) / 2;
        Model model = kind.model();
        double[] w = fit(model, samples, 500);
        assertEquals(entropy, -logLikelihood(model, w, heldOut), 0.05);
        NumericArray drawn = kind.flow().draw(model, w, 20_000, 5);
        double[] moments = new double[3];
        for (int n = 0; n < 20_000; n++) {
            moments[0] += drawn.get(n, 0) * drawn.get(n, 0) / 20_000;
            moments[1] += drawn.get(n, 1) * drawn.get(n, 1) / 20_000;
            moments[2] += drawn.get(n, 0) * drawn.get(n, 1) / 20_000;
        }
        assertArrayEquals(new double[] {1, 1, 0.9}, moments, 0.15);
    }

    private static double[][] moons(int count, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "moons");
        double[][] points = new double[count][];
        for (int n = 0; n < count; n++) {
            double angle = Math.PI * stream.uniform();
            boolean upper = stream.below(2) == 0;
            points[n] = new double[] {(upper ? Math.cos(angle) - 0.5 : 0.5 - Math.cos(angle)) + 0.1 * stream.gaussian(),
                    (upper ? Math.sin(angle) - 0.25 : 0.25 - Math.sin(angle)) + 0.1 * stream.gaussian()};
        }
        return points;
    }

    @ParameterizedTest
    @MethodSource("planes")
    void twoMoonsAreNoGaussian(Kind<?> kind) {
        Samples samples = Windows.samples(PLANE, moons(1000, 1));
        Samples heldOut = Windows.samples(PLANE, moons(2000, 2));
        Model model = kind.model();
        double[] w = fit(model, samples, 800);
        double flow = logLikelihood(model, w, heldOut);
        double gaussian = Windows.mean(GaussianDensity.full(samples, 0).logDensity(heldOut.input()));
        // the moons' own density, by the mixture over angles that they are drawn from
        double own = moonsLogLikelihood(heldOut.input());
        // the entropy by quadrature
        assertEquals(-1.00758483, own, 0.05);
        assertTrue(flow > gaussian + 0.8 * (own - gaussian) && flow < own + 0.02, gaussian + " < " + flow + " < " + own);
        List<Fact> facts = kind.facts(new FittedModel(model, w, samples, heldOut, 1));
        assertEquals(flow, facts.get(0).value(), 1e-12);
        assertEquals(gaussian, facts.get(1).value(), 1e-12);
        assertTrue(!facts.get(0).warning() && facts.get(2).value() <= gaussian + 0.01 && facts.getLast().warning());
    }

    private static double moonsLogLikelihood(NumericArray points) {
        int angles = 2000;
        double sum = 0;
        for (int n = 0; n < points.size(0); n++) {
            double density = 0;
            for (int k = 0; k < angles; k++) {
                double angle = Math.PI * (k + 0.5) / angles;
                for (int sign = -1; sign <= 1; sign += 2) {
                    double dx = points.get(n, 0) - sign * (Math.cos(angle) - 0.5);
                    double dy = points.get(n, 1) - sign * (Math.sin(angle) - 0.25);
                    density += Math.exp(-(dx * dx + dy * dy) / 0.02) / (2 * Math.PI * 0.01) / (2 * angles);
                }
            }
            sum += Math.log(density) / points.size(0);
        }
        return sum;
    }

    /** Recovery: windows drawn from a flow are given nearly its own density by one that was fitted to others of them. */
    @Test
    void recoversAFlow() {
        Kind<?> kind = affine(SampleShape.window(4, 1), 4, 8, 0);
        Model model = kind.model();
        double[] truth = Windows.parameters(model, 0.3);
        Samples samples = Windows.samples(kind.flow().shape(), kind.flow().draw(model, truth, 3000, 1).toRows());
        Samples heldOut = Windows.samples(kind.flow().shape(), kind.flow().draw(model, truth, 5000, 2).toRows());
        double own = logLikelihood(model, truth, heldOut);
        double found = logLikelihood(model, fit(model, samples, 1000), heldOut);
        assertEquals(own, found, 0.1);
        assertTrue(found < own + 0.02, found + " above the truth " + own);
        double gaussian = Windows.mean(GaussianDensity.full(samples, 0).logDensity(heldOut.input()));
        assertTrue(gaussian < found - 0.1, "a Gaussian does not do: " + gaussian + " for " + found);
    }

    /** Windows of a pure sine lie in a plane: without noise the density would grow without bound, with noise it does not. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3})
    void noiseBoundsTheDensityOnASubspace(double noise) {
        SampleShape shape = SampleShape.window(6, 1);
        Samples samples = Windows.samples(shape, Windows.sines(400, 6, 0, 1));
        Kind<?> kind = affine(shape, 4, 16, noise);
        Model model = kind.model();
        double[] w = fit(model, samples, 500);
        // minus the entropy of the noise is the most that a density of windows with noise can have in the mean
        double most = -6 * (Math.log(2 * Math.PI * Math.E) / 2 + Math.log(noise));
        assertTrue(-model.objective().loss(w, samples) < most);
        // windows as they are lie amid the noise: three nats more for six values
        assertTrue(logLikelihood(model, w, samples) < most + 3);
        Fact control = kind.facts(new FittedModel(model, w, samples, samples, 1)).get(1);
        assertEquals(Windows.mean(GaussianDensity.full(samples, noise).logDensity(samples.input())), control.value(), 1e-12);
        Fact none = affine(shape, 4, 16, 0).facts(new FittedModel(model, w, samples, samples, 1)).get(1);
        assertTrue(Double.isNaN(none.value()) && none.words().contains("not positive definite"), none.toString());
    }

    @Test
    void aFlowBelowTheControlIsMarked() {
        Kind<?> kind = affine(SampleShape.window(5, 2), 2, 4, 0.1);
        Samples samples = Windows.samples(kind.flow().shape(), Windows.gaussian(60, 10, 2));
        Model model = kind.model();
        FittedModel fitted = new FittedModel(model, Windows.parameters(model, 1), samples, samples, 1);
        assertTrue(kind.facts(fitted).getFirst().warning());
        FittedModel alone = new FittedModel(model, fitted.parameters(), samples, samples.select(new int[0]), 1);
        assertEquals(5, kind.facts(fitted).stream().map(Fact::name).distinct().count());
        assertEquals(4, kind.facts(alone).stream().map(Fact::name).distinct().count());
        assertEquals(kind.facts(fitted).getFirst().value(), kind.facts(alone).getFirst().value());
        assertEquals(List.of("Base values of held-out windows", "Windows drawn from the flow, and a true one, channel 1",
                "Windows drawn from the flow, and a true one, channel 2"), kind.pictures(fitted).stream().map(Picture::title).toList());
    }

    @Test
    void unitsAndParametersFollow() {
        Model model = affine(SampleShape.window(5, 1), 2, 6, 0.1).model();
        // the first layer moves places 0, 2, 4 by 1, 3; the second 1, 3 by 0, 2, 4
        assertEquals(2 * 6 + 6 + 6 * 6 + 6 + 3 * 6 + 6 + 6 * 4 + 4, model.complexity());
        Map<String, Symmetry> units = new HashMap<>();
        model.units().forEach(layer -> units.put(layer.name(), layer.symmetry()));
        assertEquals(Map.of("affine1.hidden1", Symmetry.SIGNED_PERMUTATION, "affine2.hidden1", Symmetry.SIGNED_PERMUTATION), units);
    }

    @Test
    void settingsAreDescribedAndRefused() {
        assertEquals(4, SettingsSchema.of(CouplingFlow.Settings.class).settings().size());
        assertEquals(6, SettingsSchema.of(SplineFlow.Settings.class).settings().size());
        assertThrows(SettingException.class, () -> new CouplingFlow().build(new CouplingFlow.Settings(), SampleShape.window(1, 1)));
        assertEquals(3, new CouplingFlow().draw(new CouplingFlow.Settings(2, List.of(), 1, 0), new CouplingFlow().build(
                new CouplingFlow.Settings(2, List.of(), 1, 0), PLANE), new double[2 * 4], 3, 1).size(0));
    }
}
