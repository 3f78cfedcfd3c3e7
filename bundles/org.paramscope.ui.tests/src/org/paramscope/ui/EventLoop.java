package org.paramscope.ui;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Lets the window work until something has happened. */
public final class EventLoop {

    private static final int LOOK_MILLISECONDS = 20;

    private EventLoop() {
    }

    /** Handles events until the condition holds; fails when it does not within the time. */
    public static void await(String what, int seconds, BooleanSupplier condition) {
        Display display = Display.getCurrent();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        boolean[] over = new boolean[1];
        Runnable look = new Runnable() {
            @Override
            public void run() {
                if (!over[0]) {
                    display.timerExec(LOOK_MILLISECONDS, this);
                }
            }
        };
        display.timerExec(LOOK_MILLISECONDS, look);
        try {
            while (!condition.getAsBoolean()) {
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
