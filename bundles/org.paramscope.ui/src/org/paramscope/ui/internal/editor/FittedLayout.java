package org.paramscope.ui.internal.editor;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Scrollable;
import org.eclipse.ui.forms.widgets.ILayoutExtension;

/**
 * Fits one child to the width of a scrolled form, down to a least width; below that the form scrolls sideways. Without
 * it a form is as wide as its longest line.
 */
final class FittedLayout extends Layout implements ILayoutExtension {

    static final int LEAST_WIDTH = 400;

    private final Scrollable form;

    /** @param form the form whose body is laid out */
    FittedLayout(Scrollable form) {
        this.form = form;
    }

    @Override
    protected Point computeSize(Composite composite, int wHint, int hHint, boolean flush) {
        Control child = composite.getChildren()[0];
        int width = wHint == SWT.DEFAULT ? LEAST_WIDTH : Math.max(LEAST_WIDTH, wHint - form.getVerticalBar().getSize().x);
        return new Point(LEAST_WIDTH, child.computeSize(width, SWT.DEFAULT, flush).y);
    }

    @Override
    protected void layout(Composite composite, boolean flush) {
        Rectangle area = composite.getClientArea();
        ScrollBar bar = form.getVerticalBar();
        // A bar that has just come is not yet taken off the area.
        int room = form.getSize().x - (bar.getVisible() ? bar.getSize().x : 0);
        composite.getChildren()[0].setBounds(area.x, area.y, Math.min(area.width, Math.max(LEAST_WIDTH, room)), area.height);
    }

    @Override
    public int computeMinimumWidth(Composite parent, boolean changed) {
        return LEAST_WIDTH;
    }

    @Override
    public int computeMaximumWidth(Composite parent, boolean changed) {
        return SWT.DEFAULT;
    }
}
