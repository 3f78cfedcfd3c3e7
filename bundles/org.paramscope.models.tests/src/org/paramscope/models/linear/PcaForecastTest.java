package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paramscope.data.Samples;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;
import org.paramscope.models.internal.PrincipalSubspace;

class PcaForecastTest {

    private static double value(int t) {
        return 7 + 2 * Math.sin(2 * Math.PI * t / 12) + Math.cos(2 * Math.PI * t / 5);
    }

    @Test
    void continuesASineAroundAMeanExactly() {
        // in SSA the level takes a component of its own; here it is the centre
        for (int past : new int[] {19, 40}) {
            Samples samples = Fits.windows(Fits.series(0, 200, PcaForecastTest::value), 20, past);
            Model model = new Pca().build(new Pca.Settings(4), samples.shape());
            double[] forecast = model.forecast(Fits.fit(model, samples), Fits.last(samples), 60).toArray();
            assertArrayEquals(Fits.series(180, 240, PcaForecastTest::value), forecast, 1e-6);
        }
    }

    @Test
    void theRecurrenceHasMinimumNormAroundTheMean() {
        // one step: the last value of the window in m + span that is nearest to the past in its first L - 1 values
        RandomStream noise = RandomStream.of(5, 0, "noise");
        Samples samples = Fits.windows(Fits.series(0, 150, t -> value(t) + 0.4 * noise.gaussian()), 8, 7);
        Model model = new Pca().build(new Pca.Settings(2), samples.shape());
        double[] w = Fits.fit(model, samples);
        double[] mean = Arrays.copyOfRange(w, model.layout().entry("decoder.bias").offset(),
                model.layout().entry("decoder.bias").offset() + 8);
        double[] forecast = model.forecast(w, samples, 1).toArray();
        for (int n = 0; n < samples.count(); n++) {
            double[][] normal = new double[2][2];
            double[] right = new double[2];
            for (int t = 0; t < 7; t++) {
                double y = samples.past().get(n, t) - mean[t];
                for (int i = 0; i < 2; i++) {
                    right[i] += w[i * 8 + t] * y;
                    for (int j = 0; j < 2; j++) {
                        normal[i][j] += w[i * 8 + t] * w[j * 8 + t];
                    }
                }
            }
            double determinant = normal[0][0] * normal[1][1] - normal[0][1] * normal[1][0];
            double first = (right[0] * normal[1][1] - right[1] * normal[0][1]) / determinant;
            double second = (right[1] * normal[0][0] - right[0] * normal[1][0]) / determinant;
            assertEquals(mean[7] + first * w[7] + second * w[15], forecast[n], 1e-10);
        }
    }

    @Test
    void saysHowMuchVarianceItExplains() {
        RandomStream noise = RandomStream.of(6, 0, "noise");
        Samples samples = Fits.windows(Fits.series(0, 300, t -> value(t) + 0.4 * noise.gaussian()), 15, 0);
        Pca.Settings settings = new Pca.Settings(3);
        FittedModel fitted = Fits.fitted(new Pca().build(settings, samples.shape()), samples);
        List<Fact> facts = new Pca().facts(settings, fitted);
        assertEquals(4, facts.size());
        double[] predicted = fitted.model().predict(fitted.parameters(), samples).toArray();
        double residual = 0;
        double total = 0;
        double[] mean = PrincipalSubspace.mean(samples.input(), samples.weights().toArray());
        for (int i = 0; i < predicted.length; i++) {
            double weight = samples.weights().at(i / 15);
            residual += weight * Math.pow(samples.input().at(i) - predicted[i], 2);
            total += weight * Math.pow(samples.input().at(i) - mean[i % 15], 2);
        }
        assertEquals(1 - residual / total, facts.getLast().value(), 1e-10);
        assertTrue(facts.get(0).value() >= facts.get(1).value());
        assertEquals(3, new Pca().pictures(settings, fitted).size());
    }
}
