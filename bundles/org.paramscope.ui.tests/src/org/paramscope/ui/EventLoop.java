package org.paramscope.ui;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Lets the window work until something has happened. */
public final class EventLoop {

    private static final int LOOK_MILLISECONDS = 20;

    private EventLoop() {
    }

    /** Handles events until the condition holds; fails when it does not within the time, or when a dialog interrupts. */
    public static void await(String what, int seconds, BooleanSupplier condition) {
        await(what, seconds, null, condition);
    }

    /** As above, while a dialog of the test itself is open. */
    public static void await(String what, int seconds, Shell own, BooleanSupplier condition) {
        Display display = Display.getCurrent();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        boolean[] over = new boolean[1];
        List<String> said = new ArrayList<>();
        Runnable look = new Runnable() {
            @Override
            public void run() {
                if (!over[0]) {
                    closeDialogs(display, own, said);
                    display.timerExec(LOOK_MILLISECONDS, this);
                }
            }
        };
        display.timerExec(LOOK_MILLISECONDS, look);
        try {
            while (!condition.getAsBoolean()) {
                if (!said.isEmpty()) {
                    fail(what + ": interrupted by a dialog: " + said);
                }
                if (System.nanoTime() > end) {
                    fail("not within " + seconds + " s: " + what);
                }
                if (!display.readAndDispatch()) {
                    display.sleep();
                }
            }
        } finally {
            over[0] = true;
        }
    }

    private static void closeDialogs(Display display, Shell own, List<String> said) {
        for (Shell shell : display.getShells()) {
            if (shell != own && shell.getData() instanceof Dialog dialog && shell.isVisible()) {
                collect(shell, said);
                dialog.close();
            }
        }
    }

    private static void collect(Composite parent, List<String> said) {
        for (Control control : parent.getChildren()) {
            if (control instanceof Label label && !label.getText().isBlank()) {
                said.add(label.getText());
            } else if (control instanceof Composite inner) {
                collect(inner, said);
            }
        }
    }

    /** Handles the events that wait now. */
    public static void settle() {
        while (Display.getCurrent().readAndDispatch()) {
            // until none waits
        }
    }

    public static IWorkbenchWindow window() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
    }

    public static IWorkbenchPage page() {
        return window().getActivePage();
    }
}
