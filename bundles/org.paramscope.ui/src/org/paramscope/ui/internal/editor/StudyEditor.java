package org.paramscope.ui.internal.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.forms.editor.FormEditor;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.run.RunResult;
import org.paramscope.study.Node;
import org.paramscope.study.Recovery;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyPackage;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.run.ActiveResult.Focus;
import org.paramscope.ui.internal.studies.StudyFolders;

/** Edits a study, runs it, and shows its results in the window's viewers. */
public final class StudyEditor extends FormEditor {

    private static final int KEEP_MILLISECONDS = 2000;

    private StudyDocument document;
    private StudyRuns runs;
    private DataPage data;
    private NodesPage models;
    private NodesPage estimators;
    private AnalysisPage analysis;
    private RunsPage runsPage;
    private boolean keeping;

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        super.init(site, input);
        Path file = ((StudyInput) input).file();
        try {
            document = open(file);
        } catch (StudyException e) {
            throw new PartInitException(Failures.status(e));
        }
        setPartName(input.getName());
        setTitleImage(Icons.image("study"));
        document.onChange(this::changed);
        runs = new StudyRuns(this);
    }

    private StudyDocument open(Path file) throws StudyException {
        StudyDocument saved = StudyDocument.open(file);
        Optional<Study> edits = Recovery.find(file);
        if (edits.isPresent()) {
            boolean recover = MessageDialog.openQuestion(getSite().getShell(), "Recover unsaved edits",
                    "Unsaved edits of " + file.getFileName() + " were found. Recover them?");
            if (recover) {
                return StudyDocument.recovered(edits.get(), file);
            }
            Recovery.discard(file);
        }
        return saved;
    }

    @Override
    protected void addPages() {
        data = new DataPage(this);
        models = new NodesPage(this, List.of(Kind.MODEL_TYPE), StudyPackage.Literals.STUDY__MODELS, "Models");
        estimators = new NodesPage(this, List.of(Kind.ESTIMATOR, Kind.DENSITY_ESTIMATOR), StudyPackage.Literals.STUDY__ESTIMATORS, "Estimators");
        analysis = new AnalysisPage(this);
        runsPage = new RunsPage(this);
        try {
            for (StudyPage page : List.of(data, models, estimators, analysis, runsPage)) {
                addPage(page);
            }
        } catch (PartInitException e) {
            Failures.show(getSite().getShell(), "Study", e);
        }
    }

    private void changed() {
        editorDirtyStateChanged();
        if (document.dirty() && !keeping) {
            keeping = true;
            getSite().getShell().getDisplay().timerExec(KEEP_MILLISECONDS, this::keepEdits);
        }
    }

    private void keepEdits() {
        keeping = false;
        try {
            document.keepEdits();
        } catch (StudyException e) {
            Failures.log("unsaved edits are not kept", e);
        }
    }

    public StudyDocument document() {
        return document;
    }

    /** The runs of this editor's study. */
    StudyRuns runs() {
        return runs;
    }

    RunsPage runsPage() {
        return runsPage;
    }

    DataPage dataPage() {
        return data;
    }

    /** Whether the data page shows its preview. */
    public boolean previewed() {
        return data.preview() != null && !data.preview().summary().isBlank();
    }

    NodesPage modelsPage() {
        return models;
    }

    NodesPage estimatorsPage() {
        return estimators;
    }

    AnalysisPage analysisPage() {
        return analysis;
    }

    /** Adds a contribution to the study: a dataset replaces the data, models and estimators join the others. */
    public void add(Contribution<?> contribution) {
        Study study = document.study();
        String name = contribution.shortName();
        switch (contribution.kind()) {
            case DATASET -> {
                document.add(StudyPackage.Literals.STUDY__DATA, versioned(Studies.data(name, contribution.id(), Map.of()), contribution));
                setActivePage("data");
            }
            case MODEL_TYPE -> {
                Node node = versioned(Studies.model(NodeNames.free(name, study.getModels()), contribution.id(), Map.of()), contribution);
                document.add(StudyPackage.Literals.STUDY__MODELS, node);
                showPage(1, node.getName());
            }
            case ESTIMATOR, DENSITY_ESTIMATOR -> {
                Node node = versioned(Studies.estimator(NodeNames.free(name, study.getEstimators()), contribution.id(), Map.of()),
                        contribution);
                document.add(StudyPackage.Literals.STUDY__ESTIMATORS, node);
                showPage(2, node.getName());
            }
            case METRIC -> {
                document.set(study.getAnalysis(), StudyPackage.Literals.ANALYSIS_NODE__METRIC, contribution.id(), false);
                setActivePage("analysis");
            }
            case REDUCER -> {
                document.set(study.getAnalysis(), StudyPackage.Literals.ANALYSIS_NODE__REDUCER, contribution.id(), false);
                setActivePage("analysis");
            }
            default -> { }
        }
    }

    private static Node versioned(Node node, Contribution<?> contribution) {
        node.setContributionVersion(contribution.version());
        return node;
    }

    /** Whether a study has a place for this kind of contribution. */
    public static boolean takes(Kind kind) {
        return switch (kind) {
            case DATASET, MODEL_TYPE, ESTIMATOR, DENSITY_ESTIMATOR, METRIC, REDUCER -> true;
            default -> false;
        };
    }

    /** Shows a page, and the node of that name on it. */
    public void showPage(int index, String name) {
        setActivePage(index);
        if (index == 1) {
            models.select(name);
        } else if (index == 2) {
            estimators.select(name);
        }
    }

    /** Saves the study and runs it. */
    public void run() {
        runs.run();
    }

    /** Cancels the run. */
    public void cancel() {
        runs.cancel();
    }

    public boolean running() {
        return runs.running();
    }

    /** Shows what a run found, looking at a model; an empty name means any. */
    public void showRun(String identifier, String model) {
        setActivePage("runs");
        runs.show(identifier, model);
    }

    /** Shows what the last finished run found, if there is one. */
    public void showLastRun() {
        runs.lastFinished().ifPresent(run -> showRun(run, ""));
    }

    void compare(String older, String newer) {
        runs.compare(older, newer);
    }

    /** The result that the window's viewers show while this editor is in front. */
    Optional<RunResult> shownRun() {
        return runs.shown();
    }

    void look(String model) {
        ActiveResult.of(getSite().getWorkbenchWindow()).look(new Focus(model, ""));
    }

    @Override
    public boolean isDirty() {
        return document.dirty();
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        if (!save()) {
            monitor.setCanceled(true);
        }
    }

    /** Saves the study; false when that fails, which is said. */
    boolean save() {
        try {
            document.save();
            StudyFolders.changed();
            return true;
        } catch (StudyException e) {
            Failures.show(getSite().getShell(), "Save", e);
            return false;
        }
    }

    @Override
    public void doSaveAs() {
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.SAVE);
        dialog.setFilterExtensions(new String[] {"*.paramscope"});
        dialog.setFilterPath(document.file().getParent().toString());
        dialog.setFileName(document.file().getFileName().toString());
        dialog.setOverwrite(true);
        Optional.ofNullable(dialog.open()).ifPresent(name -> saveAs(Path.of(name)));
    }

    void saveAs(Path file) {
        try {
            document.saveAs(file);
            StudyInput input = new StudyInput(file);
            setInputWithNotify(input);
            setPartName(input.getName());
            StudyFolders.add(file);
        } catch (StudyException | java.io.IOException e) {
            Failures.show(getSite().getShell(), "Save as", e);
        }
    }

    @Override
    public boolean isSaveAsAllowed() {
        return true;
    }

    @Override
    public void dispose() {
        if (document != null && !getSite().getWorkbenchWindow().getWorkbench().isClosing()) {
            discardEdits();
        }
        super.dispose();
    }

    private void discardEdits() {
        try {
            document.discardEdits();
        } catch (StudyException e) {
            Failures.log("unsaved edits are not removed", e);
        }
    }
}
