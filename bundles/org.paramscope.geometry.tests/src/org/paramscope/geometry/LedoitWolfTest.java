package org.paramscope.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

class LedoitWolfTest {

    /** Fewer samples than parameters and more: two ways of computing one number. */
    @ParameterizedTest
    @CsvSource({"6, 11", "9, 9", "40, 5"})
    void theIntensityIsThatOfItsDefinition(int n, int d) {
        RandomStream random = RandomStream.of(8, 0, "samples");
        double[][] x = new double[n][d];
        for (double[] row : x) {
            double common = random.gaussian();
            for (int j = 0; j < d; j++) {
                row[j] = common * (1 + j) + random.gaussian();
            }
        }
        NumericArray samples = NumericArray.ofRows(x);
        for (int j = 0; j < d; j++) {
            int column = j;
            double mean = IntStream.range(0, n).mapToDouble(i -> x[i][column]).average().orElseThrow();
            for (double[] row : x) {
                row[column] -= mean;
            }
        }
        double[][] s = new double[d][d];
        double level = 0;
        for (int j = 0; j < d; j++) {
            for (int k = 0; k < d; k++) {
                for (double[] row : x) {
                    s[j][k] += row[j] * row[k] / n;
                }
            }
            level += s[j][j] / d;
        }
        double departure = 0;
        double noise = 0;
        for (int j = 0; j < d; j++) {
            for (int k = 0; k < d; k++) {
                departure += Math.pow(s[j][k] - (j == k ? level : 0), 2);
                for (double[] row : x) {
                    noise += Math.pow(row[j] * row[k] - s[j][k], 2) / ((double) n * n);
                }
            }
        }
        assertEquals(Math.min(1, noise / departure), LedoitWolf.intensity(samples, IntStream.range(0, d).toArray()), 1e-9);
    }
}
