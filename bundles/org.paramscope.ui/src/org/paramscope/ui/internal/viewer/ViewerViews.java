package org.paramscope.ui.internal.viewer;

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.paramscope.core.registry.Contribution;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.Failures;

/** Opens contributed viewers as views: in the view that is their own, or else in one that takes any viewer. */
public final class ViewerViews {

    private ViewerViews() {
    }

    /** Shows a viewer and brings it to the front; says why when that fails. */
    public static void open(IWorkbenchWindow window, Contribution<?> viewer) {
        try {
            Optional<String> own = own(viewer.id());
            if (own.isPresent()) {
                window.getActivePage().showView(own.get());
            } else {
                window.getActivePage().showView(WorkbenchIds.VIEWER, viewer.id(), IWorkbenchPage.VIEW_ACTIVATE);
            }
        } catch (PartInitException e) {
            Failures.show(window.getShell(), viewer.name(), e);
        }
    }

    /** The view whose class in plugin.xml names the viewer after its colon. */
    private static Optional<String> own(String viewer) {
        String ending = ViewerPart.class.getName() + ":" + viewer;
        return Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.views"))
                .filter(element -> ending.equals(element.getAttribute("class"))).map(ViewerViews::id).findFirst();
    }

    private static String id(IConfigurationElement view) {
        return view.getAttribute("id");
    }
}
