package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Schedule;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

/** How the training settings of a study become the budget of its fits. */
class TrainingTest {

    private static final Registry REGISTRY = Registry.platform();

    @TempDir
    private Path folder;

    private static Budget budget(Map<String, String> settings) {
        return SettingsSchema.of(Training.class).parse(settings).budget(2);
    }

    @Test
    void defaultsAreThoseOfTheEngine() {
        assertEquals(new Budget(300, 0.01, Precision.FLOAT64, 0, 2), budget(Map.of()));
    }

    @Test
    void everySettingReachesTheBudget() {
        Budget budget = budget(Map.of("steps", "200", "optimiser", "adamw", "weightDecay", "0.2", "schedule", "cosine",
                "finalRate", "0.05", "warmUp", "20", "clipping", "3", "batch", "64"));
        assertEquals(new Optimiser.AdamW(0.2), budget.optimiser());
        assertEquals(new Schedule.WarmUp(20, new Schedule.Cosine(0.05)), budget.schedule());
        assertEquals(new Clipping.Norm(3), budget.clipping());
        assertEquals(64, budget.batch());
        assertEquals(new Optimiser.GradientDescent(0.7, false),
                budget(Map.of("optimiser", "momentum", "momentum", "0.7")).optimiser());
        assertEquals(new Optimiser.LimitedMemoryBfgs(), budget(Map.of("optimiser", "bfgs")).optimiser());
    }

    /** Each falling schedule begins at the whole learning rate and would reach the final one with the last step. */
    @ParameterizedTest
    @CsvSource({"quarters,99", "exponential,100", "cosine,100"})
    void schedulesEndAtTheFinalRate(String schedule, int end) {
        Schedule falling = budget(Map.of("steps", "100", "schedule", schedule, "finalRate", "0.008")).schedule();
        assertEquals(1, falling.factor(0, 100));
        assertEquals(0.008, falling.factor(end, 100), 1e-12);
        for (int step = 1; step < 100; step++) {
            assertTrue(falling.factor(step, 100) <= falling.factor(step - 1, 100));
        }
    }

    @Test
    void quartersAreEqual() {
        Schedule quarters = budget(Map.of("steps", "100", "schedule", "quarters", "finalRate", "0.008")).schedule();
        double[] factors = {1, 0.2, 0.04, 0.008};
        for (int step = 0; step < 100; step++) {
            assertEquals(factors[step / 25], quarters.factor(step, 100), 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"batch,32", "schedule,cosine", "warmUp,5", "clipping,1"})
    void bfgsRefusesWhatALineSearchCannotUse(String setting, String value) {
        Study study = StudyRunnerTest.study();
        study.getBudget().setOptimiser("bfgs");
        NodeSettings.put(study.getBudget(), setting, value);
        SettingException e = assertThrows(SettingException.class, () -> StudyPlan.of(study, null, REGISTRY));
        assertEquals("budget." + setting, e.setting());
        assertEquals(value, e.value().replace(".0", ""));
    }

    /** A study with its own training is written, read and run. */
    @Test
    void aStudyTrainsAsItSays() throws Exception {
        Study study = Studies.create("minibatches");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", "600", "period", "25")));
        study.getModels().add(Studies.model("ae", "org.paramscope.models.autoencoder", Map.of("hidden", "4", "bottleneck", "0")));
        study.getEstimators().add(Studies.estimator("boot", "org.paramscope.estimators.bootstrap", Map.of("replicas", "5")));
        study.getAnalysis().setReferenceModel("none");
        study.getAnalysis().setSurrogates(20);
        study.getBudget().setSteps(20);
        study.getBudget().setOptimiser("momentum");
        study.getBudget().setBatch(50);
        study.getBudget().setClipping(0.5);
        Path file = folder.resolve("minibatches.paramscope");
        StudyFiles.save(study, file);
        Study read = StudyFiles.load(file);
        assertEquals("50", StudyPlan.of(read, file, REGISTRY).settings().get("budget.batch"));
        NumericArray batches = network(study, "a");
        assertEquals(batches, network(read, "b"));
        study.getBudget().setBatch(0);
        assertNotEquals(batches, network(study, "c"));
    }

    private NumericArray network(Study study, String name) throws Exception {
        return new StudyRunner(REGISTRY).run(study, folder.resolve(name + ".paramscope"), new RunOptions(2, false), Progress.none())
                .models().getFirst().network();
    }
}
