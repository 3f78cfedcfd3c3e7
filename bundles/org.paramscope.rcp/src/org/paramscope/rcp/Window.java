package org.paramscope.rcp;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.paramscope.ui.WindowStart;

/** The window: its size, bars and what it shows first. */
final class Window extends WorkbenchWindowAdvisor {

    private static final Point LARGEST = new Point(1680, 1050);

    private final StartArguments arguments;

    Window(IWorkbenchWindowConfigurer configurer, StartArguments arguments) {
        super(configurer);
        this.arguments = arguments;
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new WindowActions(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
        Rectangle area = Display.getCurrent().getPrimaryMonitor().getClientArea();
        configurer.setInitialSize(new Point(Math.min(area.width, LARGEST.x), Math.min(area.height, LARGEST.y)));
        configurer.setTitle("Paramscope");
        configurer.setShowCoolBar(true);
        configurer.setShowStatusLine(true);
        configurer.setShowProgressIndicator(true);
        configurer.setShowPerspectiveBar(false);
        configurer.setShowMenuBar(true);
        arguments.dark().ifPresent(WindowStart::theme);
    }

    @Override
    public void postWindowOpen() {
        Display display = getWindowConfigurer().getWindow().getShell().getDisplay();
        // who waits for a study has the window to look at meanwhile
        afterFirstPaint(display, () -> {
            reportStart();
            WindowStart.open(getWindowConfigurer().getWindow(), arguments.study());
        });
    }

    private static void afterFirstPaint(Display display, Runnable work) {
        Listener[] first = new Listener[1];
        first[0] = event -> {
            display.removeFilter(SWT.Paint, first[0]);
            display.asyncExec(work);
        };
        display.addFilter(SWT.Paint, first[0]);
    }

    /** Writes to the log how long it took from the start of the virtual machine to the first painted window. */
    private static void reportStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        ILog.of(Window.class).info("window usable after " + Duration.between(started, Instant.now()).toMillis() + " ms");
    }
}
