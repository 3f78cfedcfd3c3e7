package org.paramscope.ui.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.ui.internal.plugins.PluginsDialog;

/** Opens the dialog that installs and uninstalls plugins. */
public final class InstallPlugin extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        new PluginsDialog(HandlerUtil.getActiveShellChecked(event)).open();
        return null;
    }
}
