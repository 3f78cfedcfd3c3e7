package org.paramscope.ui.internal.editor;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import org.eclipse.jface.action.Action;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.MultiPageEditorActionBarContributor;

/** Undo and redo of the study editor in front. */
public final class StudyActions extends MultiPageEditorActionBarContributor {

    private final Set<StudyDocument> followed = Collections.newSetFromMap(new WeakHashMap<>());
    private StudyEditor editor;

    private final Action undo = new Action("Undo") {
        @Override
        public void run() {
            editor.document().undo();
        }
    };

    private final Action redo = new Action("Redo") {
        @Override
        public void run() {
            editor.document().redo();
        }
    };

    @Override
    public void init(IActionBars bars) {
        super.init(bars);
        bars.setGlobalActionHandler(ActionFactory.UNDO.getId(), undo);
        bars.setGlobalActionHandler(ActionFactory.REDO.getId(), redo);
    }

    @Override
    public void setActiveEditor(IEditorPart part) {
        super.setActiveEditor(part);
        editor = part instanceof StudyEditor study ? study : null;
        if (editor != null && followed.add(editor.document())) {
            editor.document().onChange(this::enable);
        }
        enable();
    }

    private void enable() {
        undo.setEnabled(editor != null && editor.document().canUndo());
        redo.setEnabled(editor != null && editor.document().canRedo());
    }

    @Override
    public void setActivePage(IEditorPart page) {
        // Pages are forms, not editors: the actions are the whole editor's.
    }
}
