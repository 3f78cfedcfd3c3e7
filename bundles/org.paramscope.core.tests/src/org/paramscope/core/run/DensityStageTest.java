package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.ExampleDensity;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.report.Report;
import org.paramscope.core.store.ResultStore;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

/** Density estimators in a study: upstream, order, results and what is taken over. */
class DensityStageTest {

    private static final Registry REGISTRY = registry();

    @TempDir
    static Path shared;

    private static Path file;
    private static RunResult result;

    private static Registry registry() {
        List<Contribution<?>> all = new ArrayList<>();
        Stream.of(Kind.values()).filter(k -> k != Kind.DENSITY_ESTIMATOR).forEach(k -> all.addAll(Registry.platform().all(k)));
        all.add(Contribution.direct(Kind.DENSITY_ESTIMATOR, "org.paramscope.core.examples.gaussian", "Gaussian", "", new ExampleDensity()));
        return Registry.of(all.toArray(Contribution<?>[]::new));
    }

    private static EstimatorNode density(String name, String width, String upstream) {
        EstimatorNode node = Studies.estimator(name, "org.paramscope.core.examples.gaussian", Map.of("width", width));
        node.setUpstream(upstream);
        return node;
    }

    /** Two density estimators before and between the estimators that they follow. */
    private static Study study() {
        Study study = Studies.create("densities");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", "600", "period", "25")));
        study.getBudget().setSteps(10);
        study.getAnalysis().setSurrogates(20);
        study.getAnalysis().setReferenceModel(Analysis.NONE);
        study.getModels().add(Studies.model("seasonal", "org.paramscope.models.seasonal", Map.of()));
        study.getModels().add(Studies.model("ae", "org.paramscope.models.autoencoder", Map.of("hidden", "3", "bottleneck", "0")));
        study.getEstimators().add(density("wide", "2", ""));
        study.getEstimators().add(Studies.estimator("boot", "org.paramscope.estimators.bootstrap", Map.of("replicas", "5")));
        study.getEstimators().add(density("same", "1", "ensemble"));
        study.getEstimators().add(Studies.estimator("ens", "org.paramscope.estimators.ensemble", Map.of("replicas", "4")));
        return study;
    }

    @BeforeAll
    static void run() throws Exception {
        file = shared.resolve("densities.paramscope");
        result = new StudyRunner(REGISTRY).run(study(), file, new RunOptions(2, false), Progress.none());
    }

    private static EstimatorResult of(String estimator) {
        return result.model("ae").orElseThrow().estimate(estimator).orElseThrow();
    }

    @Test
    void densitiesComeAfterTheEstimatorsThatTheyFollow() {
        assertEquals(List.of("boot", "ens", "wide", "same"),
                result.model("ae").orElseThrow().estimates().stream().map(EstimatorResult::estimator).toList());
        assertEquals("boot", of("wide").upstream());
        assertEquals("ens", of("same").upstream());
        assertEquals("", of("boot").upstream());
        assertEquals("", result.provenance().settings().get("estimators.wide.upstream"), "none was named, and two could serve");
        assertEquals("ens", result.provenance().settings().get("estimators.same.upstream"));
    }

    @Test
    void theyAreFittedToTheAlignedSamples() {
        double[] ens = of("ens").distribution().covariance().dense().toArray();
        assertArrayEquals(ens, of("same").distribution().covariance().dense().toArray(), 1e-12);
        double[] four = of("boot").distribution().covariance().dense().toArray();
        double[] wide = of("wide").distribution().covariance().dense().toArray();
        for (int i = 0; i < wide.length; i++) {
            assertEquals(4 * four[i], wide[i], 1e-12);
        }
    }

    @Test
    void neuronsAreThoseOfTheUpstreamUnderTheNewCovariance() {
        assertEquals(of("boot").spaces().size(), of("wide").spaces().size());
        assertTrue(of("wide").identity().isEmpty() && of("wide").trained().isEmpty());
        for (int i = 0; i < of("boot").spaces().size(); i++) {
            assertEquals(of("boot").spaces().get(i).identity(), of("wide").spaces().get(i).identity());
            assertNotEquals(of("boot").spaces().get(i).distances(), of("wide").spaces().get(i).distances());
        }
    }

    @Test
    void reportsSayWhatWasFittedAndHowLongItTook() {
        for (EstimatorResult estimate : result.model("ae").orElseThrow().estimates()) {
            assertTrue(estimate.seconds() > 0 && estimate.seconds() < 600, estimate.estimator());
        }
        String html = Report.html(result, REGISTRY);
        assertTrue(html.contains("Fitted to the samples of boot") && html.contains("Fitted to the samples of ens"));
        assertTrue(html.contains("<td class=\"name\">failed replicas</td>"), "diagnostics are a table");
        String header = Report.table(result).lines().filter(l -> l.startsWith("model") && l.contains("estimator")).findFirst().orElseThrow();
        assertTrue(header.strip().endsWith("time"), header);
    }

    @Test
    void aFormerRunServesUnlessItsUpstreamChanged() throws Exception {
        Path copy = shared.resolve("again.paramscope");
        StudyRunner runner = new StudyRunner(REGISTRY);
        runner.run(study(), copy, new RunOptions(2, false), Progress.none());
        double former = ResultStore.of(copy).read(ResultStore.of(copy).runs().getLast()).model("ae").orElseThrow().estimate("wide").orElseThrow().seconds();
        RunResult second = runner.run(study(), copy, new RunOptions(2, true), Progress.none());
        assertEquals(former, second.model("ae").orElseThrow().estimate("wide").orElseThrow().seconds(), "taken over, not computed");
        Study changed = study();
        changed.getEstimators().get(1).getSettings().put("replicas", "6");
        EstimatorResult third = runner.run(changed, copy, new RunOptions(2, true), Progress.none()).model("ae").orElseThrow().estimate("wide").orElseThrow();
        assertNotEquals(former, third.seconds());
        assertNotEquals(of("wide").distribution().mean(), third.distribution().mean());
    }

    /** Results that were written before times and upstreams were known. */
    @Test
    void olderResultsLoad() throws Exception {
        Path older = shared.resolve("older.paramscope");
        String run = new StudyRunner(REGISTRY).run(study(), older, new RunOptions(2, false), Progress.none()).provenance().identifier();
        try (Stream<Path> parts = Files.list(ResultStore.of(older).folder(run))) {
            for (Path part : parts.filter(p -> p.toString().endsWith(".json")).toList()) {
                strip(part);
            }
        }
        EstimatorResult read = ResultStore.of(older).read(run).model("ae").orElseThrow().estimate("boot").orElseThrow();
        assertTrue(Double.isNaN(read.seconds()) && read.upstream().isEmpty());
        assertEquals(of("boot").distribution().arrays(), read.distribution().arrays());
    }

    private static void strip(Path part) throws IOException {
        String text = Files.readString(part);
        Files.writeString(part, text.replaceAll(",\\s*\"upstream\": \"[^\"]*\",\\s*\"seconds\": [^,}\\s]+", ""));
    }

    private static String refusal(Study study) {
        SettingException e = assertThrows(SettingException.class, () -> StudyPlan.of(study, null, REGISTRY));
        return e.getMessage();
    }

    @Test
    void upstreamsThatCannotServeAreRefused() {
        Study unknown = study();
        unknown.getEstimators().get(0).setUpstream("nobody");
        assertTrue(refusal(unknown).contains("'estimators.wide.upstream' is nobody") && refusal(unknown).contains("boot, ens"), refusal(unknown));
        Study chained = study();
        chained.getEstimators().get(0).setUpstream("same");
        assertTrue(refusal(chained).contains("'estimators.wide.upstream' is same"), refusal(chained));
        Study idle = study();
        idle.getEstimators().get(1).setUpstream("ens");
        assertTrue(refusal(idle).contains("'estimators.boot.upstream' is ens"), refusal(idle));
        Study alone = study();
        alone.getEstimators().remove(3);
        alone.getEstimators().remove(1);
        alone.getEstimators().get(1).setUpstream("");
        assertTrue(refusal(alone).contains("bootstrap"), refusal(alone));
    }
}
