package org.paramscope.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.ShapeException;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.alignment.LossBarrier;
import org.paramscope.geometry.metric.Bures;
import org.paramscope.geometry.metric.Distances;
import org.paramscope.geometry.metric.Embedding;

/** What is written is read back to the same value. */
class StoredValuesTest {

    private static final Neurons NEURONS = new Neurons("h", List.of(gaussian(1, 2), gaussian(-1, 0.5), gaussian(3, 1)),
            List.of("h 0", "h 1", "h 2"), 0.25);

    @Test
    void aParameterSpaceIsTheSameAfterwards() {
        Distances distances = new Bures().distances(NEURONS, new Bures.Settings(), Progress.none());
        Identity identity = Identity.judge("h", 0.8, new double[] {0.1, 0.2, 0.3}, Identity.WEIGHTS, Double.NaN);
        ParameterSpace space = new ParameterSpace(NEURONS, Embedding.pca(NEURONS), distances, new int[] {0, 1, 0}, identity);
        ParameterSpace read = ParameterSpace.of(space.named());
        assertEquals(NEURONS, read.neurons());
        assertEquals(space.embedding(), read.embedding());
        assertEquals(distances, read.distances());
        assertEquals(identity, read.identity());
        assertArrayEquals(new int[] {0, 1, 0}, read.groups());
        assertTrue(space.named().arrays().keySet().contains("embedding/points"));
    }

    @Test
    void anIdentityReportIsTheSameAfterwards() {
        Identity weights = Identity.judge("h", 0.9, new double[] {0.1, 0.2}, Identity.WEIGHTS, 0.4);
        Identity displacements = Identity.judge("h", 0.05, new double[] {0, 0.1}, Identity.DISPLACEMENTS, 0.4);
        NumericArray line = NumericArray.of(new double[] {0, 0.5, 1});
        IdentityReport report = new IdentityReport(List.of(weights, displacements),
                Optional.of(new LossBarrier(line, line, line, 0.2, 0.1)));
        assertEquals(report, IdentityReport.of(report.named()));
        assertEquals(new IdentityReport(List.of(weights), Optional.empty()),
                IdentityReport.of(new IdentityReport(List.of(weights), Optional.empty()).named()));
        assertEquals(displacements, report.of("h"), "one refusal decides");
        assertThrows(ShapeException.class, () -> report.of("g"));
    }

    @Test
    void whatIsMissingIsNamed() {
        NamedArrays named = NamedArrays.builder().put("a", 1.0).put("part", NamedArrays.builder().put("b", "text").build()).build();
        assertEquals("text", named.within("part").text("b"));
        assertTrue(named.has("part") && !named.has("par"));
        assertTrue(assertThrows(ShapeException.class, () -> named.array("c")).getMessage().contains("[a]"));
        assertThrows(ShapeException.class, () -> named.text("a"));
    }

    private static Gaussian gaussian(double mean, double deviation) {
        return new Gaussian(NumericArray.of(new double[] {mean, 1}),
                NumericArray.of(new double[] {deviation * deviation, 0, 0, 1}, 2, 2));
    }
}
