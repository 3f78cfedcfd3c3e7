package org.paramscope.ui.internal.commands;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.studies.StudyFolders;

/** Shows a folder of studies in the studies view. */
public final class OpenFolder extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        DirectoryDialog dialog = new DirectoryDialog(shell);
        dialog.setText("Open folder of studies");
        String folder = dialog.open();
        if (folder != null) {
            try {
                StudyFolders.add(Path.of(folder));
            } catch (IOException e) {
                Failures.show(shell, "Open folder", e);
            }
        }
        return null;
    }
}
