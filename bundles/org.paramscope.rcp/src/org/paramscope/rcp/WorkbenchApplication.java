package org.paramscope.rcp;

import java.io.IOException;
import java.net.URL;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/**
 * The application behind the window. Arguments: {@code -study FILE} opens a study with the results of its last
 * run, {@code -theme light|dark} sets the theme.
 */
public final class WorkbenchApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        Display.setAppName("Paramscope");
        Display display = PlatformUI.createDisplay();
        try {
            if (!lockWorkspace(display)) {
                return EXIT_OK;
            }
            StartArguments arguments = StartArguments.of(Platform.getApplicationArgs());
            int code = PlatformUI.createAndRunWorkbench(display, new Workbench(arguments));
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    /** Two windows on one workspace would overwrite each other's settings. */
    private static boolean lockWorkspace(Display display) {
        Location workspace = Platform.getInstanceLocation();
        if (workspace == null || workspace.isReadOnly()) {
            return true;
        }
        try {
            if (!workspace.isSet()) {
                workspace.set(workspace.getDefault(), false);
            }
            if (workspace.isLocked() || !workspace.lock()) {
                refuse(display, workspace.getURL(), "is in use by another Paramscope window");
                return false;
            }
            return true;
        } catch (IOException e) {
            refuse(display, workspace.getURL(), "cannot be written: " + e.getMessage());
            return false;
        }
    }

    private static void refuse(Display display, URL workspace, String reason) {
        Shell shell = new Shell(display);
        MessageDialog.openError(shell, "Paramscope",
                "The workspace " + workspace.getPath() + " " + reason + ". Start with -data FOLDER to use another.");
        shell.dispose();
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            Display display = PlatformUI.getWorkbench().getDisplay();
            display.syncExec(() -> PlatformUI.getWorkbench().close());
        }
    }
}
