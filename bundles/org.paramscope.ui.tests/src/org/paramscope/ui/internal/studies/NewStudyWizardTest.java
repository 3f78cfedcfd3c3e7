package org.paramscope.ui.internal.studies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.PluginException;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.Widgets;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;

class NewStudyWizardTest {

    private static final int SECONDS = 60;

    @TempDir
    private Path folder;
    private WizardDialog dialog;

    @AfterEach
    void close() {
        if (dialog.getShell() != null) {
            dialog.close();
        }
        EventLoop.settle();
    }

    private void open(Path data) {
        dialog = NewStudyWizard.dialog(EventLoop.window(), data);
        dialog.setBlockOnOpen(false);
        dialog.open();
        EventLoop.settle();
    }

    private <T extends org.eclipse.swt.widgets.Control> T field(String label, Class<T> kind) {
        return Widgets.labelled(dialog.getShell(), label, kind);
    }

    private Button finish() {
        return Widgets.button(dialog.getShell(), "Finish");
    }

    private String error() {
        String message = dialog.getCurrentPage().getErrorMessage();
        return message == null ? "" : message;
    }

    private void awaitFinish() {
        EventLoop.await("the data are opened", SECONDS, dialog.getShell(), () -> finish().isEnabled());
    }

    private void chooseDelimitedText() throws PluginException {
        Combo data = field("Data", Combo.class);
        data.setText(Installed.registry().find(Kind.DATASET, "csv").name());
        data.notifyListeners(SWT.Selection, new Event());
        EventLoop.settle();
    }

    /** A sine of period 40 in each of several channels. */
    private Path table(String name, String... channels) throws IOException {
        StringBuilder text = new StringBuilder(String.join(",", channels)).append('\n');
        for (int i = 0; i < 1200; i++) {
            for (int k = 0; k < channels.length; k++) {
                text.append(k == 0 ? "" : ",").append(Math.sin(2 * Math.PI * i / 40 + k));
            }
            text.append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aDatasetWithoutAFileCanBeFinishedAtOnce() {
        open(null);
        awaitFinish();
        assertFalse(field("File", Text.class).isEnabled());
        assertFalse(field("Channel", Combo.class).isEnabled(), "there is nothing to choose");
    }

    @Test
    void aFileIsAskedForBeforeAnythingElse() throws Exception {
        open(null);
        chooseDelimitedText();
        assertFalse(finish().isEnabled());
        assertTrue(error().contains("Choose a file"), error());
        field("File", Text.class).setText(folder.resolve("missing.csv").toString());
        assertFalse(finish().isEnabled());
        assertTrue(error().contains("missing.csv"), error());
    }

    @Test
    void whatCannotBeReadIsRefusedInTheDatasetsOwnWords() throws Exception {
        Path file = Files.writeString(folder.resolve("nan.csv"), "a\n" + "nan\n".repeat(300));
        open(file);
        EventLoop.await("the data are refused", SECONDS, dialog.getShell(), () -> !error().isEmpty());
        assertFalse(finish().isEnabled());
        field("File", Text.class).setText(table("sound.csv", "a").toString());
        awaitFinish();
        assertEquals("", error());
    }

    @Test
    void aNameIsNeeded() {
        open(null);
        awaitFinish();
        field("Name", Text.class).setText(" ");
        assertFalse(finish().isEnabled());
        assertTrue(error().contains("name"), error());
        field("Name", Text.class).setText("again");
        assertTrue(finish().isEnabled(), "the data need not be opened again");
    }

    @Test
    void aModelIsNeeded() {
        open(null);
        awaitFinish();
        Table models = Widgets.all(dialog.getShell(), Table.class).get(0);
        for (TableItem item : models.getItems()) {
            item.setChecked(false);
        }
        models.notifyListeners(SWT.Selection, new Event());
        assertFalse(finish().isEnabled());
        assertTrue(error().contains("model"), error());
    }

    @Test
    void theFirstOfSeveralChannelsIsChosenAndAnotherCanBe() throws Exception {
        Path file = table("walk.csv", "acc_x", "acc_y", "gyr_x");
        open(file);
        awaitFinish();
        Combo channel = field("Channel", Combo.class);
        assertArrayEquals(new String[] {"acc_x", "acc_y", "gyr_x", "*"}, channel.getItems());
        assertEquals("acc_x", channel.getText());
        channel.select(2);
        channel.notifyListeners(SWT.Selection, new Event());
        assertFalse(finish().isEnabled(), "the channel is looked at first");
        awaitFinish();
        field("Folder", Text.class).setText(folder.toString());
        Widgets.press(finish());
        EventLoop.settle();
        StudyEditor editor = StudyEditors.active(EventLoop.page()).orElseThrow();
        assertEquals(folder.resolve("walk.paramscope"), editor.document().file());
        assertEquals("gyr_x", editor.document().study().getData().getChannel());
        EventLoop.await("the preview", SECONDS, editor::previewed);
        EventLoop.page().closeEditor(editor, false);
        StudyFolders.remove(editor.document().file());
    }
}
