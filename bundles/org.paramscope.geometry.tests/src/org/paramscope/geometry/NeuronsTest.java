package org.paramscope.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.Alignment;

class NeuronsTest {

    private static final Samples SAMPLES = Networks.windows(6, 30, 1);
    private static final Model MODEL = Networks.autoencoder(6, Activation.TANH, 4);

    @Test
    void areTheRowsAndBiasesOfTheDistribution() {
        ParameterDistribution distribution = distribution(40);
        Neurons neurons = Neurons.of(distribution, "h0");
        UnitLayer layer = distribution.layer("h0");
        assertEquals(4, neurons.count());
        assertEquals(7, neurons.size());
        assertEquals(0, neurons.shrinkage());
        int[] unit = layer.incoming()[2];
        for (int j = 0; j < 7; j++) {
            assertEquals(distribution.mean().at(unit[j]), neurons.gaussians().get(2).mean().at(j));
            assertEquals(distribution.covariance().variance(unit[j]), neurons.gaussians().get(2).covariance().get(j, j), 1e-12);
        }
        assertEquals("h0 2", neurons.labels().get(2));
    }

    @Test
    void fewReplicasAreShrunkToRegularCovariances() {
        Neurons neurons = Neurons.of(distribution(5), "h0");
        assertTrue(neurons.shrinkage() > 0 && neurons.shrinkage() <= 1);
        for (Gaussian gaussian : neurons.gaussians()) {
            NumericArray values = Lapack.symmetricEigenvalues(gaussian.covariance());
            assertTrue(values.at(values.length() - 1) > 1e-6 * values.at(0), "regular");
        }
    }

    /** The definition by matrices (Ledoit and Wolf 2004, section 3.2), without the shortcut through the Gram matrix. */
    @Test
    void shrinkageFollowsTheDefinition() {
        int n = 9;
        int d = 5;
        double[] x = Networks.gaussian(n * d, 1, RandomStream.of(3, 0, "test"));
        for (int i = 0; i < n; i++) {
            x[i * d] *= 3;
        }
        double[] mean = new double[d];
        for (int i = 0; i < n * d; i++) {
            mean[i % d] += x[i] / n;
        }
        double[][] s = new double[d][d];
        double[][][] outer = new double[n][d][d];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    outer[i][a][b] = (x[i * d + a] - mean[a]) * (x[i * d + b] - mean[b]);
                    s[a][b] += outer[i][a][b] / n;
                }
            }
        }
        double level = 0;
        for (int a = 0; a < d; a++) {
            level += s[a][a] / d;
        }
        double departure = 0;
        double noise = 0;
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                departure += Math.pow(s[a][b] - (a == b ? level : 0), 2) / d;
                for (int i = 0; i < n; i++) {
                    noise += Math.pow(outer[i][a][b] - s[a][b], 2) / d / n / n;
                }
            }
        }
        double intensity = LedoitWolf.intensity(NumericArray.of(x, n, d), new int[] {0, 1, 2, 3, 4});
        assertEquals(Math.min(1, noise / departure), intensity, 1e-12);
        assertTrue(intensity > 0 && intensity < 1);
    }

    private static ParameterDistribution distribution(int replicas) {
        double[][] rows = new double[replicas][];
        double[] start = Networks.gaussian(MODEL.parameters(), 1, RandomStream.of(1, 0, "test"));
        for (int b = 0; b < replicas; b++) {
            rows[b] = Networks.gaussian(MODEL.parameters(), 0.2, RandomStream.of(2, b, "test"));
        }
        return Alignment.of(Networks.replicas(MODEL, SAMPLES, rows, new double[][] {start})).distribution();
    }
}
