package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.reduction.Reduction;
import org.paramscope.geometry.reduction.Sufficiency;

/** Of a model that failed nothing is concluded. */
class ReferenceFailureTest {

    private static ModelResult model(String name, boolean baseline, double value, double low) {
        Graph g = new Graph(SampleShape.window(4, 1));
        g.head("reconstruction", baseline ? g.select("same", new int[] {0, 1, 2, 3}, g.input()) : g.dense("output", g.input(), 4, Activation.IDENTITY));
        Model built = g.model(Loss.SQUARED_ERROR);
        return new ModelResult(name, "test", "", built, NumericArray.zeros(built.parameters()), built.parameters(), new Score(value, low, value),
                new Score(value, low, 2 * value - low), Map.of(), Learned.NOTHING,
                Optional.empty(), List.of());
    }

    private static Sufficiency outcome(String path, boolean refit, double error) {
        return new Sufficiency(path, refit, 16, 3, 3, 3, 0.01, error, 0, -0.01, 0.005, 14, 0.01, 0.01, 0, 0, 0, 12);
    }

    private static ReductionResult reduction(double before, double after) {
        Reduction.Step step = new Reduction.Step(3, 30, 0.1, 0.1, new int[16], Optional.empty(), NumericArray.zeros(1));
        return new ReductionResult("ae", "bootstrap", 16, new Reduction("encoder", List.of(new Reduction.Path(Reduction.COVARIANCE, false, List.of(step)),
                new Reduction.Path(Reduction.COVARIANCE, true, List.of(step))), List.of(),
                List.of(outcome(Reduction.COVARIANCE, false, before), outcome(Reduction.OWN_WEIGHTS, false, before),
                        outcome(Reduction.COVARIANCE, true, after), outcome(Reduction.OWN_WEIGHTS, true, after))));
    }

    private static List<ModelResult> study(double value, double low) {
        return List.of(model("persistence", true, 0.4, 0.3), model("ae", false, value, low));
    }

    private static long merged(List<ModelResult> models) {
        return Fronts.of(models, Optional.of(reduction(0.3, 0.3))).points().stream().map(FrontPoint::kind).filter("merge"::equals).count();
    }

    @Test
    void aModelWorseThanTheMeanGivesNoAnswer() {
        List<ModelResult> models = study(3.114, 2.5);
        String caption = reduction(3.114, 3).caption(models);
        assertEquals("ae, layer encoder. The model itself failed: its test NRMSE, 3.114, is not below 1, the error of the mean; how few of its "
                + "neurons suffice is therefore not said.", caption);
        assertTrue(Findings.negative(caption));
        assertFalse(reduction(3, 3).concluded(models));
        assertEquals(0, merged(models), "nothing is marked as sufficient");
    }

    @Test
    void aModelWorseThanTheBestBaselineByItsWholeIntervalGivesNone() {
        assertTrue(reduction(0.6, 0.6).caption(study(0.6, 0.45)).contains("lies above that of the best baseline, persistence, 0.400"));
        assertTrue(reduction(0.6, 0.6).concluded(study(0.6, 0.35)));
        assertEquals(2, merged(study(0.6, 0.35)));
    }

    @Test
    void refittingThatAloneChangesTheErrorIsSaid() {
        List<ModelResult> models = study(0.353, 0.3);
        String changed = reduction(0.353, 0.385).caption(models);
        assertTrue(changed.contains("refitting alone changed the test NRMSE of the unmerged network from 0.353 to 0.385; 3 of 16"), changed);
        String same = reduction(0.353, 0.353).caption(models);
        assertFalse(same.contains("alone"), same);
        assertEquals(same.indexOf("A number of neurons suffices"), same.lastIndexOf("A number of neurons suffices"), "defined once");
    }
}
