package org.paramscope.ui.internal.catalog;

import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.graphics.Image;
import org.paramscope.core.registry.Contribution;
import org.paramscope.ui.internal.Icons;

/** A contribution by its name, then the plugin that brings it and its version; the tip says more. */
final class CatalogLabels extends StyledCellLabelProvider {

    @Override
    public void update(ViewerCell cell) {
        Object element = cell.getElement();
        StyledString text = text(element);
        cell.setText(text.getString());
        cell.setStyleRanges(text.getStyleRanges());
        cell.setImage(image(element));
        super.update(cell);
    }

    private static StyledString text(Object element) {
        return switch (element) {
            case CatalogTree.Group group -> new StyledString(group.name())
                    .append("  " + group.entries().size(), StyledString.COUNTER_STYLER);
            case Contribution<?> c -> new StyledString(c.name())
                    .append("  " + source(c), StyledString.QUALIFIER_STYLER);
            case CatalogTree.Problem problem -> new StyledString(problem.message());
            default -> new StyledString();
        };
    }

    /** The plugin without the product's own prefix, and its version without the build's qualifier. */
    private static String source(Contribution<?> c) {
        return c.plugin().replaceFirst("^org\\.paramscope\\.", "") + " " + c.version().replaceFirst("^(\\d+\\.\\d+\\.\\d+).*", "$1");
    }

    private static Image image(Object element) {
        return Icons.image(switch (element) {
            case CatalogTree.Group group -> group.icon();
            case Contribution<?> c -> CatalogTree.icon(c.kind());
            default -> "problem";
        });
    }

    @Override
    public String getToolTipText(Object element) {
        return switch (element) {
            case Contribution<?> c -> c.name() + "\n" + c.description() + "\n\n" + c.id() + "\n" + c.plugin() + " " + c.version();
            case CatalogTree.Problem problem -> problem.message();
            default -> null;
        };
    }
}
