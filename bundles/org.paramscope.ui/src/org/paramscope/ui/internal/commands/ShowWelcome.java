package org.paramscope.ui.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.start.WelcomeInput;

/** Opens the welcome page. */
public final class ShowWelcome extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().openEditor(new WelcomeInput(), WorkbenchIds.WELCOME);
            return null;
        } catch (PartInitException e) {
            throw new ExecutionException("the welcome page", e);
        }
    }
}
