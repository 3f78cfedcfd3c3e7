package org.paramscope.models.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;

/** The guide shows code that is compiled and learns. */
class ExtendingGuideTest {

    private static final Path GUIDE = Path.of("../../docs/extending.md");
    private static final Path SOURCE = Path.of("src/org/paramscope/models/example/RecurrentAutoencoder.java");

    @Test
    void guideShowsTheModelTypeAsItIs() throws IOException {
        Assumptions.assumeTrue(Files.exists(GUIDE) && Files.exists(SOURCE), "run beside the sources");
        String source = Files.readString(SOURCE).strip();
        assertTrue(Files.readString(GUIDE).contains("```java\n" + source + "\n```"));
        assertTrue(source.lines().count() < 60);
    }

    @Test
    void replicasLearnTwoChannels() {
        int length = 12;
        int rows = 60;
        double[] values = IntStream.range(0, rows * length * 2)
                .mapToDouble(i -> i % 2 == 0 ? Math.sin(0.5 * (i / (2 * length) + i / 2 % length)) : Math.cos(0.5 * (i / (2 * length) + i / 2 % length)))
                .toArray();
        NumericArray windows = NumericArray.owned(values, rows, length * 2);
        Model model = new RecurrentAutoencoder().build(new RecurrentAutoencoder.Settings(), SampleShape.window(length, 2));
        double[] ones = IntStream.range(0, rows).mapToDouble(i -> 1).toArray();
        Samples samples = new Samples(model.shape(), Map.of(Samples.WINDOW, windows), Map.of(Samples.TARGET, windows),
                NumericArray.owned(ones), IntStream.range(0, rows).toArray(), new int[rows], rows + length - 1);
        Replicas replicas = Problem.of(model, samples, null, Budget.steps(150), 1).train(Resampling.pairs(samples, 2, 1), Progress.none());
        assertEquals(2, replicas.count());
        for (int b = 0; b < 2; b++) {
            // the mean square of the signal is 1/2
            assertTrue(replicas.losses().at(b) < 0.25, () -> "losses " + replicas.losses().at(0) + ", " + replicas.losses().at(1));
        }
    }
}
