package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.internal.PrincipalSubspace;
import org.paramscope.models.spectral.SingularSpectrum;
import org.paramscope.models.spectral.Ssa;

class PrincipalModelsTest {

    private static final int ROWS = 40;
    private static final int SIZE = 7;
    private static final NumericArray X = rows(ROWS);
    private static final Samples SAMPLES = Samples.table(X, X);

    private static NumericArray rows(int count) {
        RandomStream random = RandomStream.of(3, 0, "rows");
        return NumericArray.owned(IntStream.range(0, count * SIZE)
                .mapToDouble(i -> 1 + (1 + i % SIZE) * random.gaussian()).toArray(), count, SIZE);
    }

    private static double[] fit(Model model, Samples samples, double[] weights) {
        return model.fitter().fit(model, samples, weights, new double[model.parameters()], Budget.steps(1));
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double squaredError(Model model, double[] parameters) {
        double[] predicted = model.head("reconstruction", parameters, SAMPLES).toArray();
        return IntStream.range(0, predicted.length)
                .mapToDouble(i -> (predicted[i] - X.at(i)) * (predicted[i] - X.at(i))).sum();
    }

    @Test
    void ssaLeavesTheDiscardedSingularValues() {
        // Eckart & Young 1936: the smallest squared error of rank r
        double[] singular = Lapack.svd(X).values().toArray();
        for (int r = 1; r <= SIZE; r++) {
            Model model = new Ssa().build(new Ssa.Settings(r, Ssa.Variant.BASIC, Ssa.Forecast.RECURRENT), SAMPLES.shape());
            double discarded = IntStream.range(r, SIZE).mapToDouble(i -> singular[i] * singular[i]).sum();
            assertEquals(discarded, squaredError(model, fit(model, SAMPLES, ones(ROWS))), 1e-9);
        }
    }

    @Test
    void pcaLeavesTheDiscardedSingularValuesOfTheCentredRows() {
        double[] mean = PrincipalSubspace.mean(X, ones(ROWS));
        double[] centred = IntStream.range(0, ROWS * SIZE).mapToDouble(i -> X.at(i) - mean[i % SIZE]).toArray();
        double[] singular = Lapack.svd(NumericArray.of(centred, ROWS, SIZE)).values().toArray();
        for (int k = 1; k <= SIZE; k++) {
            Model model = new Pca().build(new Pca.Settings(k), SAMPLES.shape());
            double discarded = IntStream.range(k, SIZE).mapToDouble(i -> singular[i] * singular[i]).sum();
            assertEquals(discarded, squaredError(model, fit(model, SAMPLES, ones(ROWS))), 1e-9);
        }
    }

    @Test
    void aRowOfWeightTwoCountsAsTwoRows() {
        int[] twice = IntStream.concat(IntStream.range(0, ROWS), IntStream.of(4, 9)).toArray();
        double[] weights = ones(ROWS);
        weights[4] = 2;
        weights[9] = 2;
        for (Model model : new Model[] {new Ssa().build(new Ssa.Settings(3, Ssa.Variant.BASIC, Ssa.Forecast.RECURRENT), SAMPLES.shape()),
            new Pca().build(new Pca.Settings(3), SAMPLES.shape())}) {
            assertArrayEquals(fit(model, SAMPLES.select(twice), ones(ROWS + 2)), fit(model, SAMPLES, weights), 1e-10);
            double[] scaled = Arrays.stream(weights).map(w -> 0.01 * w).toArray();
            assertArrayEquals(fit(model, SAMPLES, weights), fit(model, SAMPLES, scaled), 1e-10);
        }
    }

    @Test
    void ssaOfTheWindowsOfASeriesIsItsSingularSpectrum() {
        RandomStream random = RandomStream.of(5, 0, "series");
        double[] series = IntStream.range(0, 60).mapToDouble(t -> 2 + Math.sin(t) + 0.1 * random.gaussian()).toArray();
        int window = 12;
        double[][] rows = new double[series.length - window + 1][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(series, i, i + window);
        }
        NumericArray x = NumericArray.ofRows(rows);
        Samples samples = Samples.table(x, x);
        Model ssa = new Ssa().build(new Ssa.Settings(3, Ssa.Variant.BASIC, Ssa.Forecast.RECURRENT), samples.shape());
        double[] basis = fit(ssa, samples, ones(rows.length));
        SingularSpectrum spectrum = SingularSpectrum.of(series, window);
        for (int i = 0; i < 3; i++) {
            double[] expected = spectrum.leftVector(i).toArray();
            double[] axis = Arrays.copyOfRange(basis, i * window, (i + 1) * window);
            double product = IntStream.range(0, window).mapToDouble(j -> axis[j] * expected[j]).sum();
            assertEquals(1, Math.abs(product), 1e-10);
        }
    }

    @Test
    void theBasisCountsOnce() {
        Model ssa = new Ssa().build(new Ssa.Settings(3, Ssa.Variant.BASIC, Ssa.Forecast.RECURRENT), SAMPLES.shape());
        assertEquals(3 * SIZE, ssa.parameters());
        assertEquals(3 * SIZE, ssa.complexity());
        Model pca = new Pca().build(new Pca.Settings(3), SAMPLES.shape());
        assertEquals(3 * SIZE + 3 + SIZE, pca.parameters());
        assertEquals(3 * SIZE + SIZE, pca.complexity());
    }

    @Test
    void unitsAreTheRowsOfTheBasisUpToARotation() {
        for (Model model : new Model[] {new Ssa().build(new Ssa.Settings(3, Ssa.Variant.BASIC, Ssa.Forecast.RECURRENT), SAMPLES.shape()),
            new Pca().build(new Pca.Settings(3), SAMPLES.shape())}) {
            assertEquals(1, model.units().size());
            assertEquals(3, model.units().get(0).count());
            assertEquals(Symmetry.ORTHOGONAL, model.units().get(0).symmetry());
        }
    }

    @Test
    void refusesMoreComponentsThanTheWindowHasValues() {
        SettingException refused = assertThrows(SettingException.class,
                () -> new Ssa().build(new Ssa.Settings(8, Ssa.Variant.BASIC, Ssa.Forecast.RECURRENT), SampleShape.window(SIZE, 1)));
        assertTrue(refused.getMessage().contains("1 to 7"), refused.getMessage());
        assertThrows(SettingException.class, () -> new Pca().build(new Pca.Settings(8), SampleShape.window(SIZE, 1)));
    }
}
