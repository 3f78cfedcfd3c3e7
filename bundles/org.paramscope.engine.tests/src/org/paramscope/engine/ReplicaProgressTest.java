package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Graph;

class ReplicaProgressTest {

    private static final int REPORTS = 3;

    /** A fit that says nothing goes on only after what was reported before it has been repeated. */
    @Test
    void progressIsRepeatedWhileNoReplicaReports() {
        CountDownLatch repeated = new CountDownLatch(REPORTS);
        Graph graph = new Graph(SampleShape.table(1, 1));
        graph.head("reconstruction", graph.dense("output", graph.input(), 1, IDENTITY));
        Model silent = graph.model(SQUARED_ERROR).withFitter((model, samples, weights, start, budget) -> {
            await(repeated);
            return start;
        });
        NumericArray values = NumericArray.of(new double[] {1, 2}, 2, 1);
        Samples samples = Samples.table(values, values);
        Replicas replicas = Problem.of(silent, samples, null, Budget.steps(1), 1).train(Resampling.none(samples, 1), new Progress() {
            @Override
            public void report(double fraction, String message) {
                assertTrue(fraction >= 0 && fraction <= 1);
                repeated.countDown();
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        assertEquals(1, replicas.count());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new NumericalException("silent", "nothing was repeated");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
