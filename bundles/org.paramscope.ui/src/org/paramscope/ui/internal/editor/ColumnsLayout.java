package org.paramscope.ui.internal.editor;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/** Two children side by side where there is room for both, else one below the other. */
final class ColumnsLayout extends Layout {

    private static final int SIDE_BY_SIDE = 720;
    private static final int BETWEEN = 20;
    private static final int BELOW = 12;

    private final double share;

    /** @param share of the width that the first child gets */
    ColumnsLayout(double share) {
        this.share = share;
    }

    @Override
    protected Point computeSize(Composite composite, int wHint, int hHint, boolean flush) {
        int width = wHint == SWT.DEFAULT ? FittedLayout.LEAST_WIDTH : wHint;
        Control[] children = composite.getChildren();
        int first = height(children[0], first(width), flush);
        int second = height(children[1], second(width), flush);
        return new Point(width, width >= SIDE_BY_SIDE ? Math.max(first, second) : first + BELOW + second);
    }

    @Override
    protected void layout(Composite composite, boolean flush) {
        Rectangle area = composite.getClientArea();
        Control[] children = composite.getChildren();
        boolean beside = area.width >= SIDE_BY_SIDE;
        int first = height(children[0], first(area.width), flush);
        children[0].setBounds(area.x, area.y, first(area.width), first);
        int second = second(area.width);
        children[1].setBounds(beside ? area.x + area.width - second : area.x, beside ? area.y : area.y + first + BELOW, second,
                height(children[1], second, flush));
    }

    private int first(int width) {
        return width >= SIDE_BY_SIDE ? (int) (share * (width - BETWEEN)) : width;
    }

    private int second(int width) {
        return width >= SIDE_BY_SIDE ? width - BETWEEN - first(width) : width;
    }

    private static int height(Control child, int width, boolean flush) {
        return child.computeSize(width, SWT.DEFAULT, flush).y;
    }
}
