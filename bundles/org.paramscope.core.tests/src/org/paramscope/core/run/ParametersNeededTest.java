package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;

class ParametersNeededTest {

    private static ModelResult model(String type, int[] parameters, double[] errors, double... forecasts) {
        Graph graph = new Graph(SampleShape.window(2, 1));
        graph.head("reconstruction", graph.dense("output", graph.input(), 2, Activation.IDENTITY));
        Model built = graph.model(Loss.SQUARED_ERROR);
        List<SearchResult.Trial> trials = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            int trial = i;
            double error = errors[i];
            trials.add(new SearchResult.Trial(Map.of("width", Integer.toString(i)), parameters[i], error, "",
                    NumericArray.of(IntStream.range(0, 100).mapToDouble(b -> error + 1e-4 * b).toArray()),
                    NumericArray.of(forecasts.length == 0 ? new double[0] : IntStream.range(0, 100).mapToDouble(b -> forecasts[trial]).toArray())));
        }
        Score score = new Score(0.5, 0.4, 0.6);
        return new ModelResult(type, type, type.equals("ode") ? "continuous-time" : "autoencoder", built, NumericArray.zeros(built.parameters()), 6, score, score, Map.of(), Learned.NOTHING,
                Optional.of(new SearchResult(SearchMethod.GRID, "error", trials, 0)), List.of());
    }

    /** The others reach 0.3 with 40 parameters, the continuous-time ones 0.2 with 30 and 0.25 with 10: a quarter at 0.3. */
    @Test
    void comparesAtTheLeastErrorThatBothReach() {
        String sentence = ParametersNeeded.of(List.of(model("ode", new int[] {30, 10}, new double[] {0.2, 0.25}),
                model("ae", new int[] {40, 20}, new double[] {0.3, 0.5}))).getFirst();
        assertTrue(sentence.contains("need 0.25 times [0.25, 0.25]") && sentence.contains("they are simpler"), sentence);
        assertTrue(sentence.contains("NRMSE that both reach, 0.30"), sentence);
    }

    @Test
    void saysSoWhenTheyAreNotSimpler() {
        String sentence = ParametersNeeded.of(List.of(model("ode", new int[] {30}, new double[] {0.2}),
                model("ae", new int[] {15, 200}, new double[] {0.2, 0.1}))).getFirst();
        assertTrue(sentence.contains("2.00 times") && sentence.contains("did not beat its control") && Findings.negative(sentence), sentence);
    }

    @Test
    void silentWithoutBothSides() {
        assertEquals(List.of(), ParametersNeeded.of(List.of(model("ae", new int[] {15}, new double[] {0.2}))));
    }

    /** Those that forecast are compared with those that forecast, whatever else they do: 60 parameters against 20 at 0.5. */
    @Test
    void forecastsAreComparedWithForecasts() {
        List<String> sentences = ParametersNeeded.of(List.of(model("ode", new int[] {60}, new double[] {0.2}, 0.5),
                model("ae", new int[] {15}, new double[] {0.2}), model("gru", new int[] {20, 90}, new double[] {0.2, 0.1}, 0.5, 0.4)));
        assertEquals(2, sentences.size(), sentences.toString());
        assertTrue(sentences.get(1).contains("least forecast NRMSE that both reach, 0.500") && sentences.get(1).contains("3.00 times"), sentences.get(1));
        assertTrue(sentences.get(1).contains("(1 and 2 networks"), sentences.get(1));
    }
}
