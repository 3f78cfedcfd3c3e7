package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;
import org.paramscope.models.linear.VectorAutoregression.Settings;

class VectorAutoregressionTest {

    private static final double[][] A = {{0.5, 0.3, 0}, {-0.4, 0.6, 0.1}, {0, 0.2, -0.5}};
    private static final double[] B = {1, -0.5, 0.2};

    private static NumericArray simulated(int length, double noiseSize) {
        RandomStream noise = RandomStream.of(17, 0, "innovations");
        double[][] x = new double[length][3];
        x[0] = new double[] {1, -2, 3};
        for (int t = 1; t < length; t++) {
            for (int c = 0; c < 3; c++) {
                x[t][c] = B[c] + noiseSize * noise.gaussian();
                for (int d = 0; d < 3; d++) {
                    x[t][c] += A[c][d] * x[t - 1][d];
                }
            }
        }
        return NumericArray.ofRows(x);
    }

    private static double[] planted() {
        double[] w = new double[12];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(A[c], 0, w, 3 * c, 3);
            w[9 + c] = B[c];
        }
        return w;
    }

    @Test
    void findsTheSimulatedRecurrence() {
        Samples samples = Fits.windows(simulated(6000, 1), 15, 2);
        Settings settings = new Settings(1, 0);
        Model model = new VectorAutoregression().build(settings, samples.shape());
        double[] w = Fits.fit(model, samples);
        assertArrayEquals(planted(), w, 0.06);
        assertEquals(12, model.complexity());
        List<Fact> facts = new VectorAutoregression().facts(settings, new FittedModel(model, w, samples, samples.select(new int[0]), 1));
        assertEquals(3, facts.stream().filter(fact -> fact.name().startsWith("residual variance")).peek(fact ->
                assertEquals(1, fact.value(), 0.06)).count());
        assertTrue(facts.stream().noneMatch(Fact::warning));
    }

    @Test
    void withoutNoiseItIsExactAndForecastsExactly() {
        // the transient of the recurrence spans all directions for a while
        NumericArray x = simulated(40, 0);
        Samples samples = Fits.windows(x.rows(0, 16), 4, 1);
        Model model = new VectorAutoregression().build(new Settings(1, 0), samples.shape());
        double[] w = Fits.fit(model, samples);
        assertArrayEquals(planted(), w, 1e-6);
        assertArrayEquals(x.rows(12, 40).toArray(), model.forecast(w, Fits.last(samples), 28).toArray(), 1e-6);
        assertArrayEquals(samples.input().toArray(), model.predict(w, samples).toArray(), 1e-6);
        assertTrue(model.predicting());
    }

    @Test
    void solvesTheNormalEquations() {
        Samples samples = Fits.windows(simulated(120, 1), 5, 3);
        RandomStream random = RandomStream.of(3, 0, "weights");
        double[] weights = samples.weights().toArray();
        for (int n = 0; n < weights.length; n++) {
            weights[n] *= 2 * random.uniform();
        }
        double total = Arrays.stream(weights).sum() * 5;
        for (double penalty : new double[] {0, 0.2}) {
            Model model = new VectorAutoregression().build(new Settings(2, penalty), samples.shape());
            double[] w = Fits.fit(model, samples, weights);
            NumericArray predicted = model.predict(w, samples);
            for (int c = 0; c < 3; c++) {
                // derivative by the intercept and by the coefficient of each lag and channel
                double[] slopes = new double[7];
                for (int n = 0; n < samples.count(); n++) {
                    for (int t = 0; t < 5; t++) {
                        double error = weights[n] / total * (predicted.get(n, 3 * t + c) - samples.input().get(n, 3 * t + c));
                        slopes[6] += error;
                        for (int j = 0; j < 6; j++) {
                            int at = 3 * (t - 2) + j;
                            slopes[j] += error * (at < 0 ? samples.past().get(n, 9 + at) : samples.input().get(n, at));
                        }
                    }
                }
                for (int j = 0; j < 6; j++) {
                    assertEquals(0, slopes[j] + penalty * w[6 * c + j], 1e-11);
                }
                assertEquals(0, slopes[6], 1e-11);
            }
        }
    }

    @Test
    void ofOneChannelItIsTheAutoregression() {
        Samples samples = Fits.windows(simulated(200, 1).column(1).toArray(), 8, 3);
        double[] var = Fits.fit(new VectorAutoregression().build(new Settings(3, 0), samples.shape()), samples);
        double[] ar = Fits.fit(new Autoregression().build(new Autoregression.Settings(3, 8, Autoregression.Method.LEAST_SQUARES, 0,
                Criterion.AIC, false), samples.shape()), samples);
        assertArrayEquals(ar, var, 1e-10);
    }

    @Test
    void drawsItsCoefficients() {
        Samples samples = Fits.windows(simulated(200, 1), 8, 3);
        Settings settings = new Settings(2, 0);
        FittedModel fitted = Fits.fitted(new VectorAutoregression().build(settings, samples.shape()), samples);
        List<Picture> pictures = new VectorAutoregression().pictures(settings, fitted);
        NumericArray lagOne = ((Picture.Image) pictures.get(1)).values();
        // row c: the oldest time step first, so lag 1 is the second block
        assertEquals(fitted.parameters()[6 + 3 + 2], lagOne.get(1, 2));
        assertEquals(3, pictures.size());
    }

    @Test
    void refusesAnOrderThatReachesBeforeThePast() {
        Samples samples = Fits.windows(simulated(60, 1), 8, 3);
        SettingException refused = assertThrows(SettingException.class,
                () -> new VectorAutoregression().build(new Settings(4, 0), samples.shape()));
        assertTrue(refused.getMessage().contains("1 to 3"), refused.getMessage());
    }
}
