package org.paramscope.ui.internal.editor;

import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.run.ActiveResult.Shown;

/** Keeps the viewers of a window at the study whose editor is in front. */
public final class FrontStudy implements IPartListener2 {

    private final IWorkbenchWindow window;

    private FrontStudy(IWorkbenchWindow window) {
        this.window = window;
    }

    /** Follows the editors of a window, from now until it is closed. */
    public static void follow(IWorkbenchWindow window) {
        FrontStudy front = new FrontStudy(window);
        window.getPartService().addPartListener(front);
        front.show(null);
    }

    @Override
    public void partActivated(IWorkbenchPartReference part) {
        show(null);
    }

    @Override
    public void partBroughtToTop(IWorkbenchPartReference part) {
        show(null);
    }

    @Override
    public void partInputChanged(IWorkbenchPartReference part) {
        show(null);
    }

    @Override
    public void partClosed(IWorkbenchPartReference part) {
        show(part);
    }

    private void show(IWorkbenchPartReference closed) {
        IWorkbenchPage page = window.getActivePage();
        IEditorPart editor = page == null ? null : page.getActiveEditor();
        boolean open = editor != null && (closed == null || closed.getPart(false) != editor);
        if (open && editor instanceof StudyEditor study) {
            study.runs().inFront();
        } else {
            ActiveResult.of(window).show(Shown.NOTHING);
        }
    }
}
