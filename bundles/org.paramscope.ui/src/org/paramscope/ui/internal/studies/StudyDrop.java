package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.ViewerDropAdapter;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.dnd.TransferData;
import org.eclipse.ui.PartInitException;
import org.paramscope.core.registry.Contribution;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.catalog.DraggedContribution;
import org.paramscope.ui.internal.editor.StudyEditors;

/**
 * What is dropped on the studies view: studies and folders are shown there, data make a new study, an entry of the
 * catalog joins the study below the pointer.
 */
final class StudyDrop extends ViewerDropAdapter {

    private final StudiesView view;

    private StudyDrop(TreeViewer tree, StudiesView view) {
        super(tree);
        this.view = view;
        setFeedbackEnabled(false);
    }

    static void install(TreeViewer tree, StudiesView view) {
        tree.addDropSupport(DND.DROP_COPY | DND.DROP_MOVE | DND.DROP_DEFAULT, 
                new Transfer[] {FileTransfer.getInstance(), LocalSelectionTransfer.getTransfer()},
                new StudyDrop(tree, view));
    }

    @Override
    public boolean validateDrop(Object target, int operation, TransferData type) {
        return FileTransfer.getInstance().isSupportedType(type)
                || target instanceof StudyTree.Entry && DraggedContribution.now().isPresent();
    }

    @Override
    public boolean performDrop(Object data) {
        if (data instanceof String[] names) {
            for (String name : names) {
                drop(Path.of(name));
            }
            return true;
        }
        if (getCurrentTarget() instanceof StudyTree.Entry entry && StudyFolders.isStudy(entry.file())) {
            DraggedContribution.now().ifPresent(contribution -> add(entry.file(), contribution));
            return true;
        }
        return false;
    }

    private void add(Path study, Contribution<?> contribution) {
        try {
            StudyEditors.open(view.getSite().getPage(), study).ifPresent(editor -> editor.add(contribution));
        } catch (PartInitException e) {
            Failures.show(view.getSite().getShell(), "Studies", e);
        }
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
