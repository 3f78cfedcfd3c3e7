package org.paramscope.ui.internal.editor;

import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.paramscope.ui.WorkbenchIds;

/** Finds and opens study editors. */
public final class StudyEditors {

    private StudyEditors() {
    }

    /** Opens a study file, or brings its editor to the front; empty when the file cannot be read (the editor says why). */
    public static Optional<StudyEditor> open(IWorkbenchPage page, Path file) throws PartInitException {
        IEditorPart editor = page.openEditor(new StudyInput(file), WorkbenchIds.STUDY_EDITOR);
        return editor instanceof StudyEditor study ? Optional.of(study) : Optional.empty();
    }

    /** The study editor that is active, or else in front. */
    public static Optional<StudyEditor> active(IWorkbenchPage page) {
        return page != null && page.getActiveEditor() instanceof StudyEditor study ? Optional.of(study) : Optional.empty();
    }

    /** The open editor of a study file. */
    public static Optional<StudyEditor> find(IWorkbenchPage page, Path file) {
        for (IEditorReference reference : page.getEditorReferences()) {
            if (reference.getEditor(false) instanceof StudyEditor editor
                    && editor.document().file().equals(new StudyInput(file).file())) {
                return Optional.of(editor);
            }
        }
        return Optional.empty();
    }
}
