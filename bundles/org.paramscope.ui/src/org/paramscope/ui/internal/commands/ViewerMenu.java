package org.paramscope.ui.internal.commands;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.viewer.ViewerViews;

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
                ViewerViews.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), viewer);
            }
        });
    }
}
