package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.paramscope.study.Study;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyFiles;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.editor.StudyEditors;

/** Makes a study from a name, data and models. */
public final class NewStudyWizard extends Wizard {

    private final IWorkbenchWindow window;
    private final NewStudyPage page;

    private NewStudyWizard(IWorkbenchWindow window, Path data) {
        this.window = window;
        this.page = new NewStudyPage(data);
        setWindowTitle("New Study");
    }

    /**
     * Opens the wizard.
     *
     * @param data a file of data to begin with; null for none
     */
    public static void open(IWorkbenchWindow window, Path data) {
        dialog(window, data).open();
    }

    static WizardDialog dialog(IWorkbenchWindow window, Path data) {
        WizardDialog dialog = new WizardDialog(window.getShell(), new NewStudyWizard(window, data));
        dialog.setMinimumPageSize(440, 320);
        return dialog;
    }

    @Override
    public void addPages() {
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        try {
            Study study = page.study();
            Path file = StudyFolders.free(Path.of(page.folder()), page.name());
            StudyFiles.save(study, file);
            StudyFolders.add(file);
            StudyEditors.open(window.getActivePage(), file);
            return true;
        } catch (IOException | StudyException | PartInitException e) {
            Failures.log("new study", e);
            MessageDialog.openError(getShell(), "New Study", Failures.line(e));
            return false;
        }
    }
}
