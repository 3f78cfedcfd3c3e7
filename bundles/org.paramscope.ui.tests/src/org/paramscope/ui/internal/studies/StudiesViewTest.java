package org.paramscope.ui.internal.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.Widgets;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.editor.SmallStudy;
import org.paramscope.ui.internal.editor.StudyEditors;

class StudiesViewTest {

    private StudiesView view;

    @BeforeEach
    void open() throws Exception {
        view = (StudiesView) EventLoop.page().showView(WorkbenchIds.STUDIES);
        EventLoop.settle();
    }

    private List<String> children(Object entry) {
        StudyLabels labels = new StudyLabels();
        return Arrays.stream(new StudyTree().getChildren(entry)).map(labels::getText).toList();
    }

    @Test
    void aStudyUnfoldsIntoItsParts() {
        Path file = SmallStudy.write("unfolded");
        List<String> parts = children(new StudyTree.StudyEntry(file));
        assertEquals(4, parts.size());
        assertTrue(parts.get(0).startsWith("Data"));
        assertTrue(parts.get(1).startsWith("Models"));
        assertTrue(parts.get(2).startsWith("Estimators"));
        assertTrue(parts.get(3).startsWith("Runs"));
        Object models = new StudyTree().getChildren(new StudyTree.StudyEntry(file))[1];
        assertEquals(SmallStudy.study().getModels().size(), children(models).size());
    }

    @Test
    void aFolderOpenedElsewhereIsShownUntilItIsClosed(@TempDir Path folder) throws Exception {
        StudyFolders.add(folder);
        assertTrue(StudyFolders.roots().contains(folder));
        EventLoop.settle();
        assertEquals(StudyFolders.roots().size(), view.tree().getTree().getItemCount());
        StudyFolders.remove(folder);
        assertFalse(StudyFolders.roots().contains(folder));
    }

    @Test
    void deletingAsksOnceAndUndoBringsTheStudyAndItsResultsBack() throws Exception {
        Path file = SmallStudy.write("deleted");
        Path results = Files.createDirectories(file.resolveSibling(file.getFileName().toString().replace(".paramscope", ".results")));
        byte[] before = Files.readAllBytes(file);
        Display.getCurrent().asyncExec(() -> Widgets.pressWhenOpen("Delete study", "Yes"));
        view.delete(file);
        EventLoop.settle();
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(results));
        view.undoDelete();
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
        assertTrue(Files.isDirectory(results));
    }

    @Test
    void openingAnEntryOpensItsStudy() throws Exception {
        Path file = SmallStudy.write("opened");
        view.open(new StudyTree.StudyEntry(file));
        EventLoop.settle();
        assertEquals(file, StudyEditors.active(EventLoop.page()).orElseThrow().document().file());
        EventLoop.page().closeEditor(StudyEditors.active(EventLoop.page()).orElseThrow(), false);
    }
}
