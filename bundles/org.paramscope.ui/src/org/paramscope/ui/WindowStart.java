package org.paramscope.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.core.runtime.ILog;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.editor.FrontStudy;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.start.WelcomeInput;
import org.paramscope.ui.internal.studies.StudiesView;
import org.paramscope.ui.internal.studies.StudyFolders;
import org.paramscope.ui.internal.theme.WindowTheme;
import org.paramscope.ui.internal.viewer.ViewerPart;

/** What a window shows first. */
public final class WindowStart {

    private static final int LOOK_MILLISECONDS = 100;

    private WindowStart() {
    }

    /** Uses the dark theme or the light one. */
    public static void theme(boolean dark) {
        WindowTheme.use(dark);
    }

    /** Opens a study with the results of its last run; without one, and with no editor open, the welcome page. Called once a window. */
    public static void open(IWorkbenchWindow window, Optional<Path> study) {
        FrontStudy.follow(window);
        IWorkbenchPage page = window.getActivePage();
        try {
            if (study.isPresent()) {
                StudyFolders.add(study.get());
                StudyEditors.open(page, study.get()).ifPresent(StudyEditor::showLastRun);
                reportResults(window);
                if (page.findView(WorkbenchIds.STUDIES) instanceof StudiesView studies) {
                    studies.reveal(study.get());
                }
            } else if (page.getEditorReferences().length == 0) {
                page.openEditor(new WelcomeInput(), WorkbenchIds.WELCOME);
            }
        } catch (IOException | PartInitException e) {
            Failures.show(window.getShell(), "Paramscope", e);
        }
    }

    /** Writes to the log when all visible viewers show the results: pictures are taken then. */
    private static void reportResults(IWorkbenchWindow window) {
        window.getShell().getDisplay().timerExec(LOOK_MILLISECONDS, () -> {
            if (window.getShell() == null || window.getShell().isDisposed()) {
                return;
            }
            boolean shown = ActiveResult.of(window).result().isPresent() && Arrays
                    .stream(window.getActivePage().getViewReferences()).map(reference -> reference.getView(false))
                    .allMatch(view -> !(view instanceof ViewerPart viewer) || !window.getActivePage().isPartVisible(viewer)
                            || viewer.upToDate());
            if (shown) {
                ILog.of(WindowStart.class).info("results shown");
            } else {
                reportResults(window);
            }
        });
    }
}
