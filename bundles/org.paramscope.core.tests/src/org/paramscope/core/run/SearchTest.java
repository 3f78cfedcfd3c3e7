package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.report.Report;
import org.paramscope.core.store.ResultStore;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.study.ModelNode;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

/** Settings chosen on validation windows, models left out, forecasts and what a fit says, through a whole run. */
class SearchTest {

    /** An autoencoder whose width a search tries; one width fits no data. It forecasts zeros, and says so. */
    public static final class Searched implements ModelType<Searched.Settings> {

        public record Settings(
                @Setting(label = "Width", min = 1, max = 64, search = {"2", "4", "8", "64"}) int width,
                @Setting(label = "Depth", min = 1, max = 3, search = {"1", "2"}) int depth) {
            public Settings() {
                this(1, 1);
            }
        }

        @Override
        public Model build(Settings settings, SampleShape shape) {
            if (settings.width() > shape.size()) {
                throw new SettingException("width", Integer.toString(settings.width()), "at most " + shape.size() + " is allowed");
            }
            Graph graph = new Graph(shape);
            var node = graph.input();
            for (int i = 0; i < settings.depth(); i++) {
                node = graph.dense("hidden" + i, node, settings.width(), TANH);
            }
            graph.head("latent", node);
            graph.head("reconstruction", graph.dense("output", node, shape.size(), IDENTITY));
            return graph.model(SQUARED_ERROR).withForecaster((model, parameters, origins, steps) ->
                    NumericArray.zeros(origins.count(), steps * shape.channels()));
        }

        @Override
        public List<Fact> facts(Settings settings, FittedModel fitted) {
            return List.of(Fact.of("width", settings.width()), Fact.warning("depth", settings.depth(), "is shallow"));
        }
    }

    /** A type that needs longer windows than there are. */
    public static final class Long implements ModelType<Searched.Settings> {
        @Override
        public Model build(Searched.Settings settings, SampleShape shape) {
            return new Searched().build(settings, shape);
        }

        @Override
        public Requirements requirements(Searched.Settings settings) {
            return Requirements.NONE.withLength(10_000);
        }
    }

    @TempDir
    Path folder;

    private final Registry registry = registry();

    private static Registry registry() {
        List<Contribution<?>> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.addAll(Registry.platform().all(kind));
        }
        all.add(Contribution.direct(Kind.MODEL_TYPE, "test.searched", "Searched", "", new Searched()));
        all.add(Contribution.direct(Kind.MODEL_TYPE, "test.long", "Long", "", new Long()));
        return Registry.of(all.toArray(Contribution<?>[]::new));
    }

    private static Study study(SearchMethod method, int trials) {
        Study study = Studies.create("searched");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", "900", "period", "25")));
        study.getBudget().setSteps(40);
        study.getAnalysis().setReferenceModel(Analysis.NONE);
        study.getModels().add(Studies.model("persistence", "org.paramscope.models.persistence", Map.of()));
        study.getModels().add(Studies.model("net", "test.searched", Map.of()));
        study.getSearch().setMethod(method.name());
        study.getSearch().setTrials(trials);
        return study;
    }

    private RunResult run(Study study, boolean resume) throws Exception {
        return new StudyRunner(registry).run(study, folder.resolve("searched.paramscope"), new RunOptions(2, resume), Progress.none());
    }

    @Test
    void theBestTrialOnValidationIsChosen() throws Exception {
        RunResult result = run(study(SearchMethod.RANDOM, 5), false);
        ModelResult net = result.model("net").orElseThrow();
        SearchResult search = net.search().orElseThrow();
        assertEquals(5, search.trials().size());
        assertEquals(Map.of("width", "1", "depth", "1"), search.trials().getFirst().settings());
        Set<Map<String, String>> distinct = new HashSet<>();
        double least = Double.POSITIVE_INFINITY;
        for (SearchResult.Trial trial : search.trials()) {
            assertTrue(distinct.add(trial.settings()));
            assertFalse(trial.settings().get("width").equals("64"), "settings that do not fit are no trials");
            least = Math.min(least, trial.value());
        }
        assertEquals(least, search.trials().get(search.chosen()).value());
        assertEquals(least, net.validation().value(), 1e-12);
        assertTrue(least < search.trials().getFirst().value());
        assertEquals(Double.parseDouble(search.settings().get("width")), net.learned().facts().getFirst().value());
        assertTrue(result.model("persistence").orElseThrow().search().isEmpty());
        String report = Report.html(result, registry);
        assertTrue(report.contains("Trials of net, random") && report.contains("chosen"));
    }

    @Test
    void gridTriesAllCombinationsAndResumes() throws Exception {
        RunResult result = run(study(SearchMethod.GRID, 100), false);
        SearchResult search = result.model("net").orElseThrow().search().orElseThrow();
        assertEquals(4 * 2, search.trials().size());
        assertEquals(8, search.trials().stream().map(SearchResult.Trial::settings).distinct().count());
        List<String> messages = Collections.synchronizedList(new ArrayList<>());
        RunResult resumed = new StudyRunner(registry).run(study(SearchMethod.GRID, 100), folder.resolve("searched.paramscope"),
                new RunOptions(2, true), listening(messages));
        assertTrue(messages.stream().anyMatch(m -> m.contains("search taken from a former run")), messages.toString());
        assertFalse(messages.stream().anyMatch(m -> m.contains("searching settings")), messages.toString());
        assertEquals(search, resumed.model("net").orElseThrow().search().orElseThrow());
        RunResult read = ResultStore.of(folder.resolve("searched.paramscope")).read(resumed.provenance().identifier());
        assertEquals(resumed.models().get(1).learned(), read.models().get(1).learned());
        assertEquals(resumed.models().get(1).search(), read.models().get(1).search());
    }

    private static Progress listening(List<String> messages) {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                messages.add(message);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }

    @Test
    void searchNeedsValidationWindows() {
        Study study = study(SearchMethod.GRID, 3);
        study.getWindows().setValidation(0);
        assertEquals("search.method", assertThrows(SettingException.class, () -> run(study, false)).setting());
    }

    @Test
    void optionalModelsAreLeftOutAndTheReasonIsSaid() throws Exception {
        Study study = study(SearchMethod.NONE, 1);
        ModelNode node = Studies.model("long", "test.long", Map.of());
        study.getModels().add(node);
        String refusal = assertThrows(SettingException.class, () -> run(study, false)).getMessage();
        assertTrue(refusal.contains("at least 10000 are needed") && refusal.contains("searched"), refusal);
        node.setOptional(true);
        RunResult result = run(study, false);
        assertEquals(List.of("long"), result.leftOut().stream().map(LeftOut::name).toList());
        assertTrue(result.findings().stream().anyMatch(f -> f.startsWith("Left out") && f.contains("long")), result.findings().toString());
        RunResult read = ResultStore.of(folder.resolve("searched.paramscope")).read(result.provenance().identifier());
        assertEquals(result.leftOut(), read.leftOut());
        study.getModels().removeIf(m -> !m.isOptional());
        assertTrue(assertThrows(SettingException.class, () -> run(study, false)).getMessage().contains("none of them suits"));
    }

    /** A forecast of zeros has the error of the mean, 1; the codes are drawn, warnings are findings. */
    @Test
    void forecastsFactsAndPicturesAreReported() throws Exception {
        RunResult result = run(study(SearchMethod.NONE, 1), false);
        Learned learned = result.model("net").orElseThrow().learned();
        assertEquals(1, learned.forecast().value(), 0.02);
        assertEquals(Output.RECONSTRUCTION, learned.output());
        assertEquals(Output.PREDICTION, result.model("persistence").orElseThrow().learned().output());
        assertTrue(learned.effective() > 0 && learned.effective() <= result.model("net").orElseThrow().parameters());
        assertTrue(learned.pictures().getFirst() instanceof Picture.Curves);
        assertEquals("forecast NRMSE", result.forecasts().orElseThrow().errorName());
        assertEquals(learned.forecast().value(), result.forecasts().orElseThrow().points().stream().filter(p -> p.name().equals("net")).findFirst()
                .orElseThrow().testError());
        assertTrue(result.front().points().stream().anyMatch(p -> p.name().equals("net")), "it reconstructs, too");
        assertTrue(result.drawables().stream().anyMatch(d -> d.value() == learned.pictures().getFirst()));
        assertTrue(result.findings().stream().anyMatch(f -> f.contains("net") && f.contains("is shallow")), result.findings().toString());
        String report = Report.html(result, registry);
        assertTrue(report.contains("What net learned") && report.contains("Code of held-out windows"));
        assertTrue(Report.table(result).contains("forecast NRMSE"));
    }

    @Test
    void filesFromBeforeTheSearchAreRead() throws Exception {
        Study study = study(SearchMethod.NONE, 1);
        study.setSearch(null);
        Path file = folder.resolve("old.paramscope");
        StudyFiles.save(study, file);
        assertEquals("NONE", StudyFiles.load(file).getSearch().getMethod());
        assertEquals(8, StudyFiles.load(file).getSearch().getTrials());
    }
}
