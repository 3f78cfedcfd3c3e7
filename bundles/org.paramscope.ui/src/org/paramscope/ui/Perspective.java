package org.paramscope.ui;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.progress.IProgressConstants;

/** "Parameter space": studies and catalog on the left, the editor in the centre, viewers on the right and below. */
public final class Perspective implements IPerspectiveFactory {

    private static final String ERROR_LOG = "org.eclipse.pde.runtime.LogView";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        String editors = layout.getEditorArea();
        layout.setEditorAreaVisible(true);

        IFolderLayout studies = layout.createFolder("left", IPageLayout.LEFT, 0.17f, editors);
        studies.addView(WorkbenchIds.STUDIES);
        IFolderLayout catalog = layout.createFolder("catalog", IPageLayout.BOTTOM, 0.52f, "left");
        catalog.addView(WorkbenchIds.CATALOG);

        IFolderLayout right = layout.createFolder("right", IPageLayout.RIGHT, 0.535f, editors);
        right.addView(WorkbenchIds.PARAMETER_SPACE);
        right.addView(WorkbenchIds.COVARIANCE);
        right.addView(WorkbenchIds.SPECTRUM);
        right.addView(WorkbenchIds.IDENTITY);
        right.addPlaceholder(WorkbenchIds.VIEWER + ":*");

        IFolderLayout front = layout.createFolder("front", IPageLayout.BOTTOM, 0.54f, "right");
        front.addView(WorkbenchIds.FRONT);

        IFolderLayout below = layout.createFolder("below", IPageLayout.BOTTOM, 0.54f, editors);
        below.addView(WorkbenchIds.SIGNAL);
        below.addView(WorkbenchIds.HOW_FEW_NEURONS);
        below.addView(WorkbenchIds.LEARNED);
        below.addPlaceholder(IProgressConstants.PROGRESS_VIEW_ID);
        below.addPlaceholder(ERROR_LOG);

        for (String view : new String[] {WorkbenchIds.STUDIES, WorkbenchIds.CATALOG, WorkbenchIds.SIGNAL,
                WorkbenchIds.PARAMETER_SPACE, WorkbenchIds.COVARIANCE, WorkbenchIds.SPECTRUM, WorkbenchIds.IDENTITY,
                WorkbenchIds.FRONT, WorkbenchIds.HOW_FEW_NEURONS, WorkbenchIds.LEARNED, IProgressConstants.PROGRESS_VIEW_ID, ERROR_LOG}) {
            layout.addShowViewShortcut(view);
        }
    }
}
