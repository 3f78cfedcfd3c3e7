package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.Test;
import org.paramscope.core.run.RunResult;
import org.paramscope.figures.TextPanel;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.viewer.ViewerPart;

class FrontStudyTest {

    private static ActiveResult viewers() {
        return ActiveResult.of(EventLoop.window());
    }

    @Test
    void viewersShowTheStudyInFrontAndSayWhoseResultsTheyAre() throws Exception {
        StudyEditor ran = SmallStudy.ran();
        RunResult result = SmallStudy.result();
        ViewerPart signal = (ViewerPart) EventLoop.page().showView(WorkbenchIds.SIGNAL);
        EventLoop.await("the result is drawn", 60, signal::upToDate);
        String run = result.provenance().identifier();
        assertEquals(ran.getTitle() + ", run " + run, signal.source());
        assertTrue(signal.getTitleToolTip().contains(run), signal.getTitleToolTip());

        StudyEditor other = SmallStudy.open(SmallStudy.write("walk"));
        EventLoop.await("the viewer follows", 60, signal::upToDate);
        assertTrue(viewers().result().isEmpty());
        assertEquals(other.getTitle(), signal.source());
        String words = assertInstanceOf(TextPanel.class, signal.figure()).paragraphs().toString();
        assertTrue(words.contains(other.getTitle()) && words.contains("Run"), words);

        EventLoop.page().activate(ran);
        EventLoop.await("the viewer comes back", 60, signal::upToDate);
        assertSame(result, viewers().result().orElseThrow());
        EventLoop.page().closeEditor(other, false);
        EventLoop.settle();
        assertSame(result, viewers().result().orElseThrow(), "closing another study changes nothing");
    }

    @Test
    void aStudyThatComesToTheFrontShowsItsLastRun() throws Exception {
        StudyEditor ran = SmallStudy.ran();
        String run = SmallStudy.result().provenance().identifier();
        Path file = ran.document().file();
        EventLoop.page().closeEditor(ran, false);
        EventLoop.settle();
        assertFalse(viewers().result().isPresent(), "nothing is in front");
        SmallStudy.open(file);
        EventLoop.await("its result is read", 60, () -> viewers().result().isPresent());
        assertEquals(run, viewers().result().orElseThrow().provenance().identifier());
    }

    @Test
    void theTreeOfStudiesSelectsTheStudyInFront() throws Exception {
        IViewPart studies = EventLoop.page().showView(WorkbenchIds.STUDIES);
        StudyEditor first = SmallStudy.open(SmallStudy.write("first"));
        StudyEditor second = SmallStudy.open(SmallStudy.write("second"));
        for (StudyEditor editor : new StudyEditor[] {first, second, first}) {
            EventLoop.page().activate(editor);
            EventLoop.settle();
            Object selected = ((IStructuredSelection) studies.getSite().getSelectionProvider().getSelection()).getFirstElement();
            assertTrue(String.valueOf(selected).contains(editor.document().file().toString()), String.valueOf(selected));
        }
        EventLoop.page().closeEditor(first, false);
        EventLoop.page().closeEditor(second, false);
    }
}
