package org.paramscope.ui.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;

/** Cancels the run of the study in front. */
public final class CancelRun extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        StudyEditors.active(HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage()).ifPresent(StudyEditor::cancel);
        return null;
    }
}
