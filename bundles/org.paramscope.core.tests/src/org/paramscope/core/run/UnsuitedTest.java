package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.ExampleDensity;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

/** Estimators that refuse a model are left out of it; the rest of a comparison goes on. */
class UnsuitedTest {

    /** For models of at most 200 parameters. */
    public static final class Small implements Estimator<Small.Settings> {

        /** None. */
        public record Settings() {
        }

        @Override
        public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
            int p = problem.model().parameters();
            if (p > 200) {
                throw new SettingException("model", p + " parameters", "at most 200 are possible");
            }
            NumericArray zero = NumericArray.zeros(p);
            return ParameterDistribution.of(problem.model(), zero, new Covariance.Diagonal(zero)).withSamples(NumericArray.zeros(2, p),
                    NumericArray.zeros(0, p), false);
        }
    }

    @TempDir
    Path folder;

    private static Registry registry() {
        List<Contribution<?>> all = new ArrayList<>();
        Stream.of(Kind.values()).forEach(k -> all.addAll(Registry.platform().all(k)));
        all.add(Contribution.direct(Kind.ESTIMATOR, "org.paramscope.core.tests.small", "Small", "", new Small()));
        all.add(Contribution.direct(Kind.DENSITY_ESTIMATOR, "org.paramscope.core.tests.normal", "Normal", "", new ExampleDensity()));
        return Registry.of(all.toArray(Contribution<?>[]::new));
    }

    private static Study study(String... hidden) {
        Study study = Studies.create("unsuited");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", "600", "period", "25")));
        study.getBudget().setSteps(3);
        study.getAnalysis().setReferenceModel(Analysis.NONE);
        for (String units : hidden) {
            study.getModels().add(Studies.model("ae" + units, "org.paramscope.models.autoencoder", Map.of("hidden", units, "bottleneck", "0")));
        }
        study.getEstimators().add(Studies.estimator("small", "org.paramscope.core.tests.small", Map.of()));
        EstimatorNode normal = Studies.estimator("normal", "org.paramscope.core.tests.normal", Map.of());
        normal.setUpstream("small");
        study.getEstimators().add(normal);
        return study;
    }

    private RunResult run(Study study) throws Exception {
        return new StudyRunner(registry()).run(study, folder.resolve("unsuited.paramscope"), new RunOptions(2, false), Progress.none());
    }

    @Test
    void theyAreLeftOutWithWhatFollowsThem() throws Exception {
        RunResult result = run(study("2", "16"));
        assertEquals(List.of("small", "normal"), result.model("ae2").orElseThrow().estimates().stream().map(EstimatorResult::estimator).toList());
        assertEquals(List.of(), result.model("ae16").orElseThrow().estimates());
        String finding = result.findings().stream().filter(f -> f.startsWith("Estimators left out")).findFirst().orElseThrow();
        assertTrue(finding.contains("small of ae16 (") && finding.contains("at most 200 are possible"), finding);
        assertTrue(finding.contains("normal of ae16 (small: left out itself)"), finding);
    }

    @Test
    void whereNothingIsLeftTheRefusalStands() {
        SettingException e = assertThrows(SettingException.class, () -> run(study("16")));
        assertTrue(e.setting().equals("model") && e.allowed().equals("at most 200 are possible"), e.getMessage());
    }
}
