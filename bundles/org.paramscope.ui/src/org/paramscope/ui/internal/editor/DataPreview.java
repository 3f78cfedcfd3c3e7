package org.paramscope.ui.internal.editor;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.core.run.Preparation;
import org.paramscope.core.run.StudyPlan;
import org.paramscope.data.CancelledException;
import org.paramscope.figures.Figure;
import org.paramscope.study.Study;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.figure.FigureListener;
import org.paramscope.ui.internal.figure.FigureView;
import org.paramscope.ui.internal.run.MonitorProgress;
import org.paramscope.ui.internal.theme.WindowTheme;

/** The signal with the split drawn on it, its period and its windows; prepared in the background. */
final class DataPreview {

    private static final int PAUSE_MILLISECONDS = 250;

    private final Composite box;
    private final Label summary;
    private final FigureView figure;
    private final StudyDocument document;
    private Job job;
    private String prepared = "";

    DataPreview(Composite parent, FormToolkit toolkit, StudyDocument document) {
        this.document = document;
        box = toolkit.createComposite(parent);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(box);
        figure = new FigureView(box, FigureListener.of(text -> { }));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(figure);
        summary = toolkit.createLabel(box, "", SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(120, SWT.DEFAULT).indent(4, 0).applyTo(summary);
        WindowTheme.onChange(box, () -> {
            if (figure.figure() != null) {
                figure.show(figure.figure(), WindowTheme.current());
            }
        });
        box.addDisposeListener(event -> cancel());
        show(Figure.text("", "The signal appears here."), " ");
    }

    Composite control() {
        return box;
    }

    /** The figure shown now. */
    Figure figure() {
        return figure.figure();
    }

    String summary() {
        return summary.getText();
    }

    private void cancel() {
        if (job != null) {
            job.cancel();
        }
    }

    /** Prepares the data again when something that enters has changed. */
    void refresh() {
        Study study = EcoreUtil.copy(document.study());
        String ingredients = ingredients(study);
        if (ingredients.equals(prepared)) {
            return;
        }
        prepared = ingredients;
        cancel();
        job = Job.create("Preparing the preview", (IProgressMonitor monitor) -> prepare(study, monitor));
        job.setSystem(true);
        job.setPriority(Job.SHORT);
        job.schedule(PAUSE_MILLISECONDS);
    }

    private static String ingredients(Study study) {
        StringBuilder all = new StringBuilder();
        EcoreUtil.getAllContents(java.util.List.of(study)).forEachRemaining(each -> {
            if (!(each instanceof org.paramscope.study.RunNode)) {
                all.append(each).append('\n');
            }
        });
        return all.toString();
    }

    private IStatus prepare(Study study, IProgressMonitor monitor) {
        try {
            StudyPlan plan = StudyPlan.of(study, document.file(), Installed.registry());
            Preparation data = Preparation.of(plan, new MonitorProgress(monitor, "Preview"));
            Figure drawn = PreviewFigure.of(data);
            String words = PreviewFigure.words(data.summary());
            later(() -> show(drawn, words));
            return Status.OK_STATUS;
        } catch (CancelledException e) {
            return Status.CANCEL_STATUS;
        } catch (Exception e) {
            // Whatever is wrong with data or settings is said where the picture would be.
            later(() -> show(Figure.text("There is no preview", Failures.line(e)).asRefusal(), " "));
            return Status.OK_STATUS;
        }
    }

    private void later(Runnable action) {
        if (!box.isDisposed()) {
            box.getDisplay().asyncExec(() -> {
                if (!box.isDisposed()) {
                    action.run();
                }
            });
        }
    }

    private void show(Figure next, String words) {
        figure.show(next, WindowTheme.current());
        summary.setText(words);
        box.layout();
    }
}
