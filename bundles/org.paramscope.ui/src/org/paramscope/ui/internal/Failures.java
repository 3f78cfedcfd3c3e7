package org.paramscope.ui.internal;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** Says in one line what went wrong; the stack trace goes to the error log. */
public final class Failures {

    private static final String BUNDLE = "org.paramscope.ui";

    private Failures() {
    }

    /** Shows a dialog with one line and logs the cause. */
    public static void show(Shell shell, String title, Throwable failure) {
        log(title, failure);
        MessageDialog.openError(shell, title, line(failure));
    }

    public static void log(String what, Throwable failure) {
        ILog.of(Failures.class).error(what + ": " + line(failure), failure);
    }

    public static IStatus status(Throwable failure) {
        return new Status(IStatus.ERROR, BUNDLE, line(failure), failure);
    }

    /** The message of a failure, or, when it has none, its kind. */
    public static String line(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.lines().findFirst().orElse(message);
    }
}
