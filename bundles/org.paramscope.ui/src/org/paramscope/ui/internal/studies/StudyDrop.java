package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.ViewerDropAdapter;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.dnd.TransferData;
import org.eclipse.ui.PartInitException;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.editor.StudyEditors;

/** Files dropped on the studies view: studies and folders are shown there, data make a new study. */
final class StudyDrop extends ViewerDropAdapter {

    private final StudiesView view;

    private StudyDrop(TreeViewer tree, StudiesView view) {
        super(tree);
        this.view = view;
        setFeedbackEnabled(false);
    }

    static void install(TreeViewer tree, StudiesView view) {
        tree.addDropSupport(DND.DROP_COPY | DND.DROP_MOVE | DND.DROP_DEFAULT, new Transfer[] {FileTransfer.getInstance()},
                new StudyDrop(tree, view));
    }

    @Override
    public boolean validateDrop(Object target, int operation, TransferData type) {
        return FileTransfer.getInstance().isSupportedType(type);
    }

    @Override
    public boolean performDrop(Object data) {
        for (String name : (String[]) data) {
            drop(Path.of(name));
        }
        return true;
    }

    private void drop(Path file) {
        try {
            if (Files.isDirectory(file)) {
                StudyFolders.add(file);
            } else if (StudyFolders.isStudy(file)) {
                StudyFolders.add(file);
                StudyEditors.open(view.getSite().getPage(), file);
            } else {
                NewStudyWizard.open(view.getSite().getWorkbenchWindow(), file);
            }
        } catch (IOException | PartInitException e) {
            Failures.show(view.getSite().getShell(), "Studies", e);
        }
    }
}
