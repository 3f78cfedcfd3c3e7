package org.paramscope.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jface.viewers.Viewer;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.ui.internal.viewer.ViewerPart;

class PerspectiveTest {

    @Test
    void theWindowOpensOnIt() {
        assertEquals(WorkbenchIds.PERSPECTIVE, EventLoop.page().getPerspective().getId());
        assertEquals("Parameter space", EventLoop.page().getPerspective().getLabel());
    }

    @ParameterizedTest
    @ValueSource(strings = {WorkbenchIds.STUDIES, WorkbenchIds.CATALOG, WorkbenchIds.SIGNAL, WorkbenchIds.COVARIANCE,
        WorkbenchIds.SPECTRUM, WorkbenchIds.PARAMETER_SPACE, WorkbenchIds.IDENTITY, WorkbenchIds.FRONT, WorkbenchIds.HOW_FEW_NEURONS,
        WorkbenchIds.LEARNED})
    void everyViewOpens(String id) throws PartInitException {
        IViewPart view = EventLoop.page().showView(id);
        EventLoop.settle();
        assertNotNull(view);
        assertEquals(id, view.getSite().getId());
        assertTrue(EventLoop.page().isPartVisible(view));
    }

    @Test
    void theRequiredViewersAreSeenFirst() {
        EventLoop.page().resetPerspective();
        EventLoop.settle();
        for (String id : new String[] {WorkbenchIds.SIGNAL, WorkbenchIds.PARAMETER_SPACE, WorkbenchIds.FRONT}) {
            assertTrue(EventLoop.page().isPartVisible(EventLoop.page().findView(id)), id);
        }
        assertNotNull(EventLoop.page().findViewReference(WorkbenchIds.HOW_FEW_NEURONS), "one click away");
    }

    @Test
    void studiesStandAboveTheCatalogAndViewersRightOfThem() throws PartInitException {
        Rectangle studies = bounds(EventLoop.page().showView(WorkbenchIds.STUDIES));
        Rectangle catalog = bounds(EventLoop.page().showView(WorkbenchIds.CATALOG));
        Rectangle space = bounds(EventLoop.page().showView(WorkbenchIds.PARAMETER_SPACE));
        Rectangle front = bounds(EventLoop.page().showView(WorkbenchIds.FRONT));
        Rectangle signal = bounds(EventLoop.page().showView(WorkbenchIds.SIGNAL));
        assertTrue(studies.y + studies.height <= catalog.y, () -> studies + " above " + catalog);
        assertEquals(studies.x, catalog.x, 2);
        assertTrue(studies.x + studies.width <= signal.x, () -> studies + " left of " + signal);
        assertTrue(signal.x + signal.width <= space.x, () -> signal + " left of " + space);
        assertTrue(space.y + space.height <= front.y, () -> space + " above " + front);
    }

    private static Rectangle bounds(IViewPart view) {
        EventLoop.settle();
        Control control = view instanceof ViewerPart viewer ? viewer.view()
                : ((Viewer) view.getSite().getSelectionProvider()).getControl();
        return control.getDisplay().map(control.getParent(), null, control.getBounds());
    }
}
