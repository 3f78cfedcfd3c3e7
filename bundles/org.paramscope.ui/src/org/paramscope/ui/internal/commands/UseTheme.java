package org.paramscope.ui.internal.commands;

import java.util.Map;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.RadioState;
import org.eclipse.ui.menus.UIElement;
import org.paramscope.ui.internal.theme.WindowTheme;

/** Uses the light theme or the dark one; without a parameter, the other one. */
public final class UseTheme extends AbstractHandler implements IElementUpdater {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        String wanted = event.getParameter(RadioState.PARAMETER_ID);
        WindowTheme.use(wanted == null ? !WindowTheme.isDark() : wanted.equals("dark"));
        PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(event.getCommand().getId(), null);
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void updateElement(UIElement element, Map parameters) {
        Object theme = parameters.get(RadioState.PARAMETER_ID);
        if (theme != null) {
            element.setChecked(theme.equals("dark") == WindowTheme.isDark());
        }
    }
}
