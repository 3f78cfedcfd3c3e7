package org.paramscope.ui.internal.commands;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.Installed;

/** A menu entry for every installed viewer, those of third parties too. */
public final class ViewerMenu extends CompoundContributionItem {

    @Override
    protected IContributionItem[] getContributionItems() {
        return Installed.registry().all(Kind.VIEWER).stream().map(ViewerMenu::item).toArray(IContributionItem[]::new);
    }

    private static IContributionItem item(Contribution<?> viewer) {
        return new ActionContributionItem(new Action(viewer.name(), Icons.descriptor("viewer")) {
            @Override
            public void run() {
                open(viewer);
            }
        });
    }

    private static void open(Contribution<?> viewer) {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        try {
            window.getActivePage().showView(WorkbenchIds.VIEWER, viewer.id(), IWorkbenchPage.VIEW_ACTIVATE);
        } catch (PartInitException e) {
            Failures.show(window.getShell(), viewer.name(), e);
        }
    }
}
