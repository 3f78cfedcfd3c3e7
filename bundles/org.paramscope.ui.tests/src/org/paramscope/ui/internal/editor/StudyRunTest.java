package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.store.ResultStore;
import org.paramscope.study.RunNode;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.internal.run.ActiveResult;

class StudyRunTest {

    @Test
    void aRunIsNotedInTheStudyFileAndShown() throws Exception {
        StudyEditor editor = SmallStudy.ran();
        RunResult shown = SmallStudy.result();
        Study saved = StudyFiles.load(editor.document().file());
        RunNode noted = saved.getRuns().get(saved.getRuns().size() - 1);
        assertEquals(RunStatus.FINISHED, noted.getStatus());
        assertEquals(shown.provenance().identifier(), noted.getIdentifier());
        assertEquals(shown.provenance().dataHash(), noted.getDataHash());
        assertFalse(editor.isDirty(), "a run is no edit");
        RunResult stored = ResultStore.of(editor.document().file()).read(noted.getIdentifier());
        for (int i = 0; i < shown.models().size(); i++) {
            assertEquals(stored.models().get(i).test(), shown.models().get(i).test());
        }
    }

    @Test
    void theComparisonListsEveryModelWithItsErrors() throws Exception {
        StudyEditor editor = SmallStudy.ran();
        editor.setActivePage("runs");
        EventLoop.settle();
        RunResult result = SmallStudy.result();
        var table = editor.runsPage().comparison();
        assertEquals(result.models().size(), table.getItemCount());
        for (int i = 0; i < table.getItemCount(); i++) {
            assertEquals(result.models().get(i).name(), table.getItem(i).getText(0));
            assertEquals(Integer.toString(result.models().get(i).parameters()), table.getItem(i).getText(1));
            assertTrue(table.getItem(i).getText(3).startsWith(String.format("%.3f", result.models().get(i).test().value())),
                    table.getItem(i).getText(3));
        }
    }

    @Test
    void cancellingARunEndsItAndIsNoted() throws Exception {
        Path file = SmallStudy.write("cancelled");
        StudyEditor editor = SmallStudy.open(file);
        editor.document().set(editor.document().study().getEstimators().get(0), "replicas", "4000", false);
        RunResult before = ActiveResult.of(EventLoop.window()).result().orElse(null);
        editor.run();
        assertTrue(editor.running());
        EventLoop.await("the run makes progress", 120,
                () -> editor.runsPage().bar() != null && editor.runsPage().bar().bar().getSelection() > 30);
        editor.cancel();
        EventLoop.await("the run ends", 60, () -> !editor.running());
        RunNode noted = StudyFiles.load(file).getRuns().get(0);
        assertEquals(RunStatus.CANCELLED, noted.getStatus());
        assertEquals(before, ActiveResult.of(EventLoop.window()).result().orElse(null), "the former result stays");
        EventLoop.page().closeEditor(editor, false);
    }
}
