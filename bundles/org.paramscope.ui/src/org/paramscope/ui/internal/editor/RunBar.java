package org.paramscope.ui.internal.editor;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.ui.internal.Icons;

/** What a run does and how far it is, with a button that cancels it; not seen while nothing runs. */
final class RunBar {

    private static final int TICKS = 1000;

    private final Runnable moved;
    private final Composite box;
    private final Label doing;
    private final ProgressBar bar;
    private final Button cancel;

    /**
     * @param cancelled called when the user cancels
     * @param moved called when the bar came or went
     */
    RunBar(Composite parent, FormToolkit toolkit, Runnable cancelled, Runnable moved) {
        this.moved = moved;
        box = toolkit.createComposite(parent);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(2, 4).spacing(8, 4).applyTo(box);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(box);
        doing = toolkit.createLabel(box, "");
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).span(2, 1).applyTo(doing);
        bar = new ProgressBar(box, SWT.HORIZONTAL | SWT.SMOOTH);
        bar.setMaximum(TICKS);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false).applyTo(bar);
        cancel = toolkit.createButton(box, "Cancel", SWT.PUSH);
        cancel.setImage(Icons.image("cancel"));
        cancel.addListener(SWT.Selection, event -> {
            cancel.setEnabled(false);
            doing.setText("Cancelling...");
            cancelled.run();
        });
        box.setVisible(false);
    }

    /** Shows how far a run is. */
    void show(double fraction, String message) {
        if (cancel.isEnabled()) {
            doing.setText(message);
        }
        bar.setSelection((int) (TICKS * fraction));
        visible(true);
    }

    /** Nothing runs any more. */
    void hide() {
        cancel.setEnabled(true);
        bar.setSelection(0);
        visible(false);
    }

    private void visible(boolean shown) {
        if (box.getVisible() != shown) {
            box.setVisible(shown);
            ((GridData) box.getLayoutData()).exclude = !shown;
            moved.run();
        }
    }

    ProgressBar bar() {
        return bar;
    }
}
