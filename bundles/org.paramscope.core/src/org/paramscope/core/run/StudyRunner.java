package org.paramscope.core.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.util.EcoreUtil;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.data.CancelledException;
import org.paramscope.data.DataException;
import org.paramscope.data.PluginException;
import org.paramscope.data.Progress;
import org.paramscope.data.Reconstruction;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Problem;
import org.paramscope.geometry.front.Front;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Study;

/**
 * Runs a study: data, windows, models, estimators, identity, metric, reduction, front. Finished parts go to the
 * result store while the run goes on. The numbers do not depend on the number of threads, nor on the machine.
 */
public final class StudyRunner {

    private static final double DATA = 0.01;
    private static final double PARTS = 0.98;
    /** Where the search of a model's settings ends and its estimates begin, as fractions of its time. */
    private static final double SEARCH = 0.3;
    private static final double ESTIMATES = 0.35;

    private final Registry registry;

    /** A runner that finds contributions in a registry. */
    public StudyRunner(Registry registry) {
        this.registry = registry;
    }

    /** What a run would need. */
    public RunEstimate estimate(StudyPlan plan, Preparation data, RunOptions options) {
        ModelStage stage = new ModelStage(plan, data.split(), registry, options.threads());
        return RunEstimate.of(plan, Lineup.of(plan, stage).problems(), options.threads());
    }

    /**
     * A study that may be run: its settings suit its data, and memory and disk suffice. Nothing is written yet.
     *
     * @param plan     the study
     * @param data     its data
     * @param estimate what the run will need
     * @param store    where the results go
     */
    public record Prepared(StudyPlan plan, Preparation data, RunEstimate estimate, ResultStore store) {
    }

    /**
     * Finds out whether a study may be run, and writes nothing.
     *
     * @throws PluginException    when a contribution is not installed
     * @throws DataException      when the data cannot be read
     * @throws StoreException     when the disk is full
     * @throws CancelledException when the user cancelled
     * @throws org.paramscope.data.SettingException when a setting is not allowed, or memory cannot suffice
     */
    public Prepared prepare(Study study, Path file, RunOptions options, Progress progress)
            throws DataException, PluginException, StoreException {
        StudyPlan plan = StudyPlan.of(EcoreUtil.copy(study), file, registry);
        Preparation data = Preparation.of(plan, progress.part(0, DATA));
        plan.estimators().forEach(estimator -> EstimateStage.check(estimator, data.split().train()));
        RunEstimate estimate = estimate(plan, data, options);
        estimate.require();
        ResultStore store = ResultStore.of(file);
        requireDisk(store, estimate);
        return new Prepared(plan, data, estimate, store);
    }

    /** Prepares a study and runs it, see {@link #prepare} and {@link #run(Prepared, RunOptions, Progress)}. */
    public RunResult run(Study study, Path file, RunOptions options, Progress progress)
            throws DataException, PluginException, StoreException {
        return run(prepare(study, file, options, progress), options, progress);
    }

    /**
     * Runs a study and writes its results beside the file. The study itself is not changed, see {@link Runs#node}.
     *
     * @throws StoreException     when results cannot be written; what was written before stays
     * @throws CancelledException when the user cancelled; finished parts stay for the next run
     */
    public RunResult run(Prepared prepared, RunOptions options, Progress progress) throws StoreException {
        progress.report(DATA, "the run needs " + prepared.estimate().text());
        RunRecord record = RunRecord.begin(prepared.plan(), prepared.data(), prepared.store(), options);
        try {
            RunResult result = execute(prepared.plan(), prepared.data(), record, options, Shares.of(prepared.estimate()), progress);
            record.finish(result);
            progress.report(1, "done");
            return result;
        } catch (CancelledException e) {
            record.end(RunStatus.CANCELLED, "cancelled");
            throw e;
        } catch (StoreException | RuntimeException e) {
            record.end(RunStatus.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private RunResult execute(StudyPlan plan, Preparation data, RunRecord record, RunOptions options, Shares shares,
            Progress progress) throws StoreException {
        ModelStage models = new ModelStage(plan, data.split(), registry, options.threads());
        EstimateStage estimates = new EstimateStage(plan, data.split().test());
        Lineup lineup = Lineup.of(plan, models);
        SearchStage search = new SearchStage(plan, models, data.split());
        List<Problem> problems = new ArrayList<>();
        List<ModelResult> results = new ArrayList<>();
        Unsuited unsuited = new Unsuited();
        for (StudyPlan.Choice asked : lineup.problems().keySet()) {
            Progress part = progress.part(shares.from(results.size()), shares.to(results.size()));
            Optional<SearchResult> searched = searched(search, plan, asked, record, NamedProgress.of(part.part(0, SEARCH), asked.name()));
            StudyPlan.Choice choice = searched.map(found -> asked.with(found.settings())).orElse(asked);
            Problem problem = models.problem(choice);
            problems.add(problem);
            ModelResult fitted = fitted(models, choice, searched, problem, record,
                    NamedProgress.of(part.part(SEARCH, ESTIMATES), choice.name()));
            List<EstimatorResult> found = new ArrayList<>();
            for (int k = 0; k < plan.estimators().size() && !fitted.baseline(); k++) {
                StudyPlan.Choice estimator = plan.estimators().get(k);
                double share = (1 - ESTIMATES) / plan.estimators().size();
                Progress progressOfEstimate = NamedProgress.of(part.part(ESTIMATES + k * share, ESTIMATES + (k + 1) * share),
                        choice.name() + ", " + estimator.name());
                unsuited.unless(estimator, choice, plan.upstreams().get(estimator.name()), () -> estimated(estimates, estimator, choice,
                        problem, found, record, progressOfEstimate)).ifPresent(found::add);
            }
            results.add(fitted.with(found));
        }
        unsuited.requireAny(results);
        Optional<ReductionResult> reduction = reduced(plan, data, results, problems, record,
                progress.part(shares.from(problems.size()), shares.to(problems.size())));
        progress.report(PARTS, "putting the comparison together");
        Reconstruction reconstruction = Reconstructions.of(data, results);
        Front front = Fronts.of(results, reduction);
        List<String> findings = new ArrayList<>(Findings.of(results, lineup.leftOut(), reduction, data.split().test(), plan.seed()));
        findings.addAll(ParametersNeeded.of(results));
        unsuited.words().ifPresent(findings::add);
        return new RunResult(record.provenance(), data.summary(), results, lineup.leftOut(), reduction, reconstruction, front, Fronts.forecasts(results), findings);
    }

    private static Optional<SearchResult> searched(SearchStage stage, StudyPlan plan, StudyPlan.Choice choice, RunRecord record,
            Progress progress) throws StoreException {
        if (!SearchStage.wanted(plan, choice)) {
            return Optional.empty();
        }
        Optional<SearchResult> former = record.search(choice);
        if (former.isPresent()) {
            progress.report(1, "search taken from a former run");
            return former;
        }
        progress.report(0, "searching settings");
        SearchResult result = stage.search(choice, progress);
        record.write(choice, result);
        return Optional.of(result);
    }

    private static ModelResult fitted(ModelStage stage, StudyPlan.Choice choice, Optional<SearchResult> searched, Problem problem,
            RunRecord record, Progress progress) throws StoreException {
        Optional<ModelResult> former = record.model(choice);
        if (former.isPresent()) {
            progress.report(1, "taken from a former run");
            return former.get().completed(problem.model());
        }
        progress.report(0, "fitting");
        ModelResult fitted = stage.fit(choice, problem, progress);
        ModelResult result = searched.map(fitted::chosenBy).orElse(fitted);
        record.write(choice, result);
        return result;
    }

    private static EstimatorResult estimated(EstimateStage stage, StudyPlan.Choice estimator, StudyPlan.Choice model, Problem problem,
            List<EstimatorResult> before, RunRecord record, Progress progress) throws StoreException {
        Optional<EstimatorResult> former = record.estimate(model, estimator);
        if (former.isPresent()) {
            progress.report(1, "taken from a former run");
            return former.get().completed(problem);
        }
        progress.report(0, "estimating");
        EstimatorResult result = estimator.density()
                ? stage.fit(estimator, before, problem, progress)
                : stage.estimate(estimator, model.name(), problem, progress);
        record.write(model, estimator, result);
        return result;
    }

    private static Optional<ReductionResult> reduced(StudyPlan plan, Preparation data, List<ModelResult> results,
            List<Problem> problems, RunRecord record, Progress progress) throws StoreException {
        ReductionStage stage = new ReductionStage(plan, data.split().test());
        List<ModelResult> references = stage.references(results);
        Optional<ReductionResult> former = references.isEmpty() ? Optional.empty() : record.reduction();
        if (former.isPresent()) {
            return former;
        }
        for (ModelResult reference : references) {
            String what = "merging neurons of " + reference.name();
            progress.report(0, what);
            try {
                ReductionResult result = stage.reduce(reference, problems.get(results.indexOf(reference)), NamedProgress.of(progress, what));
                record.write(result);
                return Optional.of(result);
            } catch (SettingException | ShapeException e) {
                // of models that nobody named the next one may do
                if (!plan.analysis().referenceModel().isEmpty()) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    private static void requireDisk(ResultStore store, RunEstimate estimate) throws StoreException {
        Path at = store.folder();
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        // Not the file store of java.nio: it looks for the mount point, which a changed root directory does not show.
        long free = at == null ? Long.MAX_VALUE : at.toFile().getUsableSpace();
        if (free < estimate.diskBytes()) {
            throw new StoreException(store.folder(), "the disk is full: about " + RunEstimate.bytes(estimate.diskBytes())
                    + " are needed, " + RunEstimate.bytes(free) + " are free; make room, or write elsewhere", null);
        }
    }
}
