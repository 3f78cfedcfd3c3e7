package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.study.Recovery;
import org.paramscope.study.RunNode;
import org.paramscope.study.StudyFactory;
import org.paramscope.study.StudyFiles;
import org.paramscope.study.StudyPackage;

class StudyDocumentTest {

    @TempDir
    private Path folder;
    private Path file;
    private StudyDocument document;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("a.paramscope");
        StudyFiles.save(SmallStudy.study(), file);
        document = StudyDocument.open(file);
    }

    private void name(String name, boolean typing) {
        document.set(document.study(), StudyPackage.Literals.STUDY__NAME, name, typing);
    }

    @Test
    void typingIsOneChangeUntilItIsSaved() throws Exception {
        name("a", true);
        name("ab", true);
        document.save();
        name("abc", true);
        assertTrue(document.dirty());
        document.undo();
        assertEquals("ab", document.study().getName());
        document.undo();
        assertEquals("Small sunspots", document.study().getName());
        assertFalse(document.canUndo());
    }

    @Test
    void editsOfDifferentValuesAreDifferentChanges() {
        name("a", true);
        document.set(document.study(), StudyPackage.Literals.STUDY__SEED, 7L, true);
        document.undo();
        assertEquals("a", document.study().getName());
        assertEquals(1, document.study().getSeed());
    }

    @Test
    void unsavedEditsAreKeptBesideTheFileUntilItIsSaved() throws Exception {
        name("edited", false);
        document.keepEdits();
        assertEquals("Small sunspots", StudyFiles.load(file).getName(), "the user's file is untouched");
        assertEquals("edited", Recovery.find(file).orElseThrow().getName());
        StudyDocument recovered = StudyDocument.recovered(Recovery.find(file).orElseThrow(), file);
        assertTrue(recovered.dirty());
        recovered.save();
        assertEquals("edited", StudyFiles.load(file).getName());
        assertTrue(Recovery.find(file).isEmpty());
    }

    @Test
    void notingARunNeitherSavesNorDirties() throws Exception {
        name("edited", false);
        RunNode run = StudyFactory.eINSTANCE.createRunNode();
        run.setIdentifier("20260101-000000");
        document.record(run);
        assertEquals("Small sunspots", StudyFiles.load(file).getName());
        assertEquals("20260101-000000", StudyFiles.load(file).getRuns().get(0).getIdentifier());
        document.undo();
        assertEquals(1, document.study().getRuns().size());
        assertFalse(document.dirty());
    }
}
