package org.paramscope.core.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.study.RunStatus;

/** The written side of a run: its folder, its provenance, its finished parts and the former ones it may take over. */
final class RunRecord {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final StudyPlan plan;
    private final ResultStore store;
    private final List<String> basis;
    private final List<String> formerRuns;
    private final long begun = System.nanoTime();
    private Provenance provenance;

    private RunRecord(StudyPlan plan, Preparation data, ResultStore store, List<String> formerRuns, Provenance provenance) {
        this.plan = plan;
        this.store = store;
        this.formerRuns = formerRuns;
        this.provenance = provenance;
        this.basis = List.of(data.dataHash(), data.recording().seams().toString(), data.windows().toString(),
                data.split().ranges().toString(), Long.toString(plan.seed()), plan.training().toString());
    }

    static RunRecord begin(StudyPlan plan, Preparation data, ResultStore store, RunOptions options) throws StoreException {
        List<String> former = new ArrayList<>(store.runs()).reversed();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String identifier = NAME.format(now);
        for (int n = 2; former.contains(identifier); n++) {
            identifier = NAME.format(now) + "-" + n;
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("paramscope", version());
        versions.putAll(plan.versions());
        Provenance provenance = new Provenance(plan.study(), identifier, now.toString(), 0, plan.seed(), data.dataHash(),
                data.recording().origin().simulated(), machine(), options.threads(), versions, plan.settings());
        store.create(identifier);
        RunRecord record = new RunRecord(plan, data, store, options.resume() ? former : List.of(), provenance);
        store.write(new RunState(RunStatus.RUNNING, provenance, ""));
        return record;
    }

    /** Processors, operating system and Java runtime. */
    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", Java " + System.getProperty("java.runtime.version");
    }

    /** Version of the product; empty on a plain class path without manifests. */
    static String version() {
        Bundle bundle = FrameworkUtil.getBundle(RunRecord.class);
        String manifest = RunRecord.class.getPackage().getImplementationVersion();
        return bundle != null ? bundle.getVersion().toString() : manifest == null ? "" : manifest;
    }

    Provenance provenance() {
        provenance = provenance.lasted((System.nanoTime() - begun) * 1e-9);
        return provenance;
    }

    void finish(RunResult result) throws StoreException {
        store.write(result);
        store.write(new RunState(RunStatus.FINISHED, provenance(), ""));
    }

    /** Notes how a run ended early; when not even that can be written, the first failure is the one to report. */
    void end(RunStatus status, String message) {
        try {
            store.write(new RunState(status, provenance(), message));
        } catch (StoreException e) {
            System.getLogger(RunRecord.class.getName()).log(System.Logger.Level.WARNING, e.getMessage(), e);
        }
    }

    void write(StudyPlan.Choice model, SearchResult result) throws StoreException {
        store.write(provenance.identifier(), model.name(), result, searchKey(model));
    }

    /** The search of a former run with equal data and settings. */
    Optional<SearchResult> search(StudyPlan.Choice model) throws StoreException {
        return former(run -> store.search(run, model.name(), searchKey(model)), found -> write(model, found));
    }

    private String searchKey(StudyPlan.Choice model) {
        return ResultStore.key(List.of(key(model), plan.search().toString()));
    }

    void write(StudyPlan.Choice model, ModelResult result) throws StoreException {
        store.write(provenance.identifier(), result, key(model));
    }

    void write(StudyPlan.Choice model, StudyPlan.Choice estimator, EstimatorResult result) throws StoreException {
        store.write(provenance.identifier(), result, estimateKey(model, estimator));
    }

    void write(ReductionResult result) throws StoreException {
        store.write(provenance.identifier(), result, reductionKey());
    }

    /** The single fit of a former run with equal data and settings. */
    Optional<ModelResult> model(StudyPlan.Choice model) throws StoreException {
        return former(run -> store.model(run, model.name(), key(model)), found -> write(model, found));
    }

    /** The estimate of a former run with equal data and settings. */
    Optional<EstimatorResult> estimate(StudyPlan.Choice model, StudyPlan.Choice estimator) throws StoreException {
        return former(run -> store.estimate(run, model.name(), estimator.name(), estimateKey(model, estimator)),
                found -> write(model, estimator, found));
    }

    /** A density depends on the estimators whose samples it may be fitted to as well. */
    private String estimateKey(StudyPlan.Choice model, StudyPlan.Choice estimator) {
        List<StudyPlan.Choice> all = new ArrayList<>(List.of(model, estimator));
        all.addAll(plan.upstreams().getOrDefault(estimator.name(), List.of()));
        return key(all.toArray(StudyPlan.Choice[]::new));
    }

    /** The reduction of a former run with equal data and settings. */
    Optional<ReductionResult> reduction() throws StoreException {
        return former(run -> store.reduction(run, reductionKey()), found -> write(found));
    }

    private interface Reader<T> {
        Optional<T> read(String run) throws StoreException;
    }

    private interface Writer<T> {
        void write(T part) throws StoreException;
    }

    /** A part of the latest former run that has it, written to this run as well. */
    private <T> Optional<T> former(Reader<T> reader, Writer<T> writer) throws StoreException {
        for (String run : formerRuns) {
            Optional<T> found = reader.read(run);
            if (found.isPresent()) {
                writer.write(found.get());
                return found;
            }
        }
        return Optional.empty();
    }

    private String key(StudyPlan.Choice... choices) {
        List<String> all = new ArrayList<>(basis);
        for (StudyPlan.Choice choice : choices) {
            all.add(choice.name() + " " + choice.contribution().id() + " " + choice.contribution().version() + " " + choice.settings());
        }
        if (choices.length > 1) {
            all.add(plan.metric().contribution().id() + " " + plan.metric().settings() + " " + plan.analysis().surrogates());
        }
        return ResultStore.key(all);
    }

    private String reductionKey() {
        List<StudyPlan.Choice> all = new ArrayList<>(plan.models());
        all.addAll(plan.estimators());
        all.add(plan.metric());
        all.add(plan.reducer());
        List<String> ingredients = new ArrayList<>(List.of(key(all.toArray(StudyPlan.Choice[]::new)), plan.analysis().toString(), plan.search().toString()));
        return ResultStore.key(ingredients);
    }
}
