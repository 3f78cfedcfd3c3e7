package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Kind;
import org.paramscope.study.DataNode;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.internal.Installed;

class ChannelFieldTest {

    @TempDir
    private Path folder;
    private StudyEditor editor;

    @BeforeEach
    void open() throws Exception {
        editor = SmallStudy.open(SmallStudy.write("channels"));
    }

    @AfterEach
    void close() {
        EventLoop.page().closeEditor(editor, false);
        EventLoop.settle();
    }

    private SettingField field() {
        return editor.dataPage().channel().field("channel").orElseThrow();
    }

    private Combo combo() {
        return (Combo) field().control();
    }

    @Test
    void theOnlyChannelNeedsNoChoice() {
        EventLoop.await("the preview", 60, editor::previewed);
        assertArrayEquals(new String[] {"sunspots (the only one)"}, combo().getItems());
        assertEquals("sunspots (the only one)", combo().getText());
        assertFalse(editor.isDirty());
    }

    @Test
    void theChannelsOfTheDataAreOffered() throws Exception {
        StringBuilder text = new StringBuilder("left,right\n");
        for (int i = 0; i < 1200; i++) {
            text.append(Math.sin(i / 6.0)).append(',').append(Math.cos(i / 6.0)).append('\n');
        }
        Path file = Files.writeString(folder.resolve("two.csv"), text);
        editor.add(Installed.registry().find(Kind.DATASET, "csv"));
        DataNode data = editor.document().study().getData();
        editor.document().set(data, "file", file.toString(), false);
        EventLoop.await("the channels are known", 60, () -> combo().getItemCount() == 3);
        assertArrayEquals(new String[] {"left", "right", "all 2 channels"}, combo().getItems());
        assertTrue(field().problem().isPresent(), "one must be chosen");
        combo().select(1);
        combo().notifyListeners(SWT.Selection, new Event());
        assertEquals("right", data.getChannel());
        assertTrue(field().problem().isEmpty());
        EventLoop.await("the preview", 60, editor::previewed);
        assertEquals(List.of(), editor.document().problems());
    }
}
