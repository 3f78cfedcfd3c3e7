package org.paramscope.ui.internal.commands;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.paramscope.core.demo.Demo;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyFiles;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;
import org.paramscope.ui.internal.studies.StudyFolders;

/** Makes the example study in the workspace's folder, opens it and runs it. */
public final class NewExample extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        try {
            Path file = StudyFolders.free(StudyFolders.own(), "sunspots");
            StudyFiles.save(Demo.study(), file);
            StudyFolders.changed();
            StudyEditors.open(window.getActivePage(), file).ifPresent(StudyEditor::run);
        } catch (IOException | StudyException | PartInitException e) {
            Failures.show(window.getShell(), "Example", e);
        }
        return null;
    }
}
