package org.paramscope.ui.internal.commands;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;
import org.paramscope.ui.internal.studies.StudyFolders;

/** Opens study files from anywhere. */
public final class OpenStudy extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        FileDialog dialog = new FileDialog(window.getShell(), SWT.OPEN | SWT.MULTI);
        dialog.setText("Open study");
        dialog.setFilterExtensions(new String[] {"*.paramscope", "*"});
        dialog.setFilterNames(new String[] {"Studies (*.paramscope)", "All files"});
        if (dialog.open() != null) {
            for (String name : dialog.getFileNames()) {
                open(window, Path.of(dialog.getFilterPath(), name));
            }
        }
        return null;
    }

    private static void open(IWorkbenchWindow window, Path file) {
        try {
            StudyFolders.add(file);
            StudyEditors.open(window.getActivePage(), file).ifPresent(StudyEditor::showLastRun);
        } catch (IOException | PartInitException e) {
            Failures.show(window.getShell(), "Open study", e);
        }
    }
}
