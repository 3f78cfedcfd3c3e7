package org.paramscope.ui;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Finds the controls of a window as a user does, by the words on and beside them. */
public final class Widgets {

    private Widgets() {
    }

    /** All controls of a kind in a composite, from top to bottom. */
    public static <T extends Control> List<T> all(Composite parent, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Control child : parent.getChildren()) {
            if (kind.isInstance(child)) {
                found.add(kind.cast(child));
            }
            if (child instanceof Composite inner) {
                found.addAll(all(inner, kind));
            }
        }
        return found;
    }

    /** The control that follows on a label. */
    public static <T extends Control> T labelled(Composite parent, String label, Class<T> kind) {
        for (Label each : all(parent, Label.class)) {
            if (each.getText().equals(label)) {
                Control[] siblings = each.getParent().getChildren();
                return kind.cast(siblings[List.of(siblings).indexOf(each) + 1]);
            }
        }
        throw new AssertionError("no label '" + label + "'");
    }

    public static Button button(Composite parent, String text) {
        return all(parent, Button.class).stream().filter(button -> button.getText().replace("&", "").equals(text)).findFirst()
                .orElseThrow(() -> new AssertionError("no button '" + text + "'"));
    }

    public static void press(Button button) {
        button.notifyListeners(SWT.Selection, new Event());
    }

    /** Presses a button of a dialog as soon as the dialog is open. */
    public static void pressWhenOpen(String dialog, String button) {
        for (Shell shell : Display.getCurrent().getShells()) {
            if (shell.getText().equals(dialog)) {
                press(button(shell, button));
                return;
            }
        }
        Display.getCurrent().asyncExec(() -> pressWhenOpen(dialog, button));
    }

    /** Where a control lies in another. */
    public static Rectangle within(Composite outer, Control control) {
        return control.getDisplay().map(control.getParent(), outer, control.getBounds());
    }
}
