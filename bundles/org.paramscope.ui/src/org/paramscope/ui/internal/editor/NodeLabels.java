package org.paramscope.ui.internal.editor;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.paramscope.study.Node;
import org.paramscope.ui.internal.Icons;

/** A node by its name, followed by what it is. */
final class NodeLabels extends LabelProvider implements IStyledLabelProvider {

    private final String icon;

    NodeLabels(String icon) {
        this.icon = icon;
    }

    @Override
    public StyledString getStyledText(Object element) {
        Node node = (Node) element;
        String contribution = String.valueOf(node.getContribution());
        String kind = contribution.substring(contribution.lastIndexOf('.') + 1);
        StyledString text = new StyledString(String.valueOf(node.getName()));
        return kind.equals(node.getName()) ? text : text.append("  " + kind, StyledString.QUALIFIER_STYLER);
    }

    @Override
    public String getText(Object element) {
        return String.valueOf(((Node) element).getName());
    }

    @Override
    public Image getImage(Object element) {
        return Icons.image(icon);
    }
}
