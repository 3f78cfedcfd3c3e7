package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

class UnitShuffleTest {

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = {"TANH", "RELU"})
    void theFunctionStays(Activation activation) {
        RandomStream random = RandomStream.of(5, 0, "test");
        NumericArray x = NumericArray.owned(IntStream.range(0, 30).mapToDouble(i -> random.gaussian()).toArray(), 10, 3);
        Samples samples = Samples.table(x, NumericArray.zeros(10, 2));
        Graph graph = new Graph(samples.shape());
        Node hidden = graph.dense("first", graph.input(), 6, activation);
        graph.dense("output", graph.dense("second", hidden, 5, activation), 2, Activation.IDENTITY);
        Model model = graph.model(Loss.SQUARED_ERROR);
        double[] w = model.initial(random);
        UnitShuffle shuffle = UnitShuffle.of(model.units(), w.length);
        assertTrue(shuffle.possible());
        double[] shuffled = shuffle.shuffled(w, random);
        assertFalse(Arrays.equals(w, shuffled));
        assertArrayEquals(model.predict(w, samples).toArray(), model.predict(shuffled, samples).toArray(), 1e-12);
    }
}
