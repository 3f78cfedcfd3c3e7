package org.paramscope.ui.internal.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.Widgets;

class PluginsDialogTest {

    private static final String EMPTY = "Type the folder, zip or http address of a plugin, or choose one.";

    private PluginsDialog dialog;

    @BeforeEach
    void open() {
        dialog = new PluginsDialog(EventLoop.window().getShell());
        dialog.setBlockOnOpen(false);
        dialog.open();
        EventLoop.settle();
    }

    @AfterEach
    void close() {
        dialog.close();
        EventLoop.settle();
    }

    private Text place() {
        return Widgets.all(dialog.getShell(), Text.class).stream().filter(text -> text.getMessage().startsWith("folder, zip"))
                .findFirst().orElseThrow();
    }

    private Text problem() {
        return Widgets.all(dialog.getShell(), Text.class).stream()
                .filter(text -> (text.getStyle() & SWT.WRAP) != 0 && text.getParent() == place().getParent()).findFirst().orElseThrow();
    }

    private void enter(String text) {
        place().setText(text);
        place().notifyListeners(SWT.DefaultSelection, new Event());
        EventLoop.settle();
    }

    @Test
    void enterInstallsAsTheButtonDoes() {
        enter("");
        assertEquals(EMPTY, problem().getText());
        enter("/nowhere");
        assertNotEquals(EMPTY, problem().getText());
        String said = problem().getText();
        Widgets.press(Widgets.button(dialog.getShell(), "Install"));
        assertEquals(said, problem().getText());
    }

    @Test
    void allOfWhatIsWrongIsShown(@TempDir Path folder) {
        enter(folder.resolve("a/rather/long/name".repeat(8)).toString());
        assertNotNull(dialog.getErrorMessage());
        assertFalse(problem().getText().isBlank());
        Rectangle seen = Widgets.within(dialog.getShell(), problem());
        int needed = problem().computeSize(seen.width, SWT.DEFAULT).y;
        assertTrue(problem().isVisible());
        assertTrue(seen.height >= needed, () -> seen + " has room for " + needed);
        assertTrue(seen.x + seen.width <= dialog.getShell().getClientArea().width, () -> seen + " lies in the dialog");
    }

    @Test
    void nothingIsUninstalledWithoutASelection() {
        assertFalse(Widgets.button(dialog.getShell(), "Uninstall").isEnabled());
    }
}
