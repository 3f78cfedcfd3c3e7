package org.paramscope.ui.internal.catalog;

import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Control;
import org.paramscope.core.registry.Contribution;

/** A contribution while it is dragged from the catalog. */
public final class DraggedContribution {

    private DraggedContribution() {
    }

    /** What is dragged now, if it is a contribution. */
    public static Optional<Contribution<?>> now() {
        Object first = LocalSelectionTransfer.getTransfer().getSelection() instanceof IStructuredSelection selection
                ? selection.getFirstElement() : null;
        return first instanceof Contribution<?> contribution ? Optional.of(contribution) : Optional.empty();
    }

    /** Lets contributions be dropped on a control. */
    public static void acceptOn(Control control, Consumer<Contribution<?>> dropped) {
        DropTarget target = new DropTarget(control, DND.DROP_COPY | DND.DROP_DEFAULT);
        target.setTransfer(new Transfer[] {LocalSelectionTransfer.getTransfer()});
        target.addDropListener(new DropTargetAdapter() {
            @Override
            public void dragEnter(DropTargetEvent event) {
                event.detail = now().isPresent() ? DND.DROP_COPY : DND.DROP_NONE;
            }

            @Override
            public void drop(DropTargetEvent event) {
                now().ifPresent(dropped);
            }
        });
    }
}
