package org.paramscope.ui.internal.theme;

import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.PlatformUI;
import org.osgi.service.event.EventHandler;
import org.paramscope.figures.Theme;

/** The theme of the window; figures in it take the theme of the same lightness. */
public final class WindowTheme {

    public static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
    public static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";

    private WindowTheme() {
    }

    /** The colours that figures in the window use now. */
    public static Theme current() {
        return isDark() ? Theme.DARK : Theme.LIGHT;
    }

    public static boolean isDark() {
        IThemeEngine engine = engine();
        ITheme active = engine == null ? null : engine.getActiveTheme();
        return active != null && active.getId().startsWith(DARK);
    }

    /** Changes the theme of the window, now and for the next start. */
    public static void use(boolean dark) {
        IThemeEngine engine = engine();
        if (engine != null && isDark() != dark) {
            engine.setTheme(dark ? DARK : LIGHT, true);
        }
    }

    /** Calls back, on the display's thread, after each change of the theme for as long as the widget lives. */
    public static void onChange(Widget owner, Runnable action) {
        IEventBroker broker = PlatformUI.getWorkbench().getService(IEventBroker.class);
        EventHandler handler = event -> owner.getDisplay().asyncExec(() -> {
            if (!owner.isDisposed()) {
                action.run();
            }
        });
        broker.subscribe(IThemeEngine.Events.THEME_CHANGED, handler);
        owner.addDisposeListener(event -> broker.unsubscribe(handler));
    }

    private static IThemeEngine engine() {
        return PlatformUI.getWorkbench().getService(IThemeEngine.class);
    }
}
