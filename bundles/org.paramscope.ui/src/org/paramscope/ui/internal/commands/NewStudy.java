package org.paramscope.ui.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.ui.internal.studies.NewStudyWizard;

/** Asks for a name and data, and makes a study. */
public final class NewStudy extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        NewStudyWizard.open(HandlerUtil.getActiveWorkbenchWindowChecked(event), null);
        return null;
    }
}
