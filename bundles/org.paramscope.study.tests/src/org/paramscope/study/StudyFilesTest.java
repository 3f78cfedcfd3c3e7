package org.paramscope.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class StudyFilesTest {

    @TempDir
    Path folder;

    private static Study example() {
        Study study = Studies.create("Gang & <Schritt> \u00e4\u00f6\u00fc \"1\"");
        study.setSeed(Long.MIN_VALUE);
        study.setData(Studies.data("walk", "org.paramscope.datasets.csv", Map.of("file", "a b/walk.csv")));
        study.getData().setChannel("gyr_y");
        study.getWindows().setTrain(0.1 + 0.2);
        study.getModels().add(Studies.model("small", "org.paramscope.models.autoencoder", Map.of("hidden", "16,8")));
        study.getModels().add(Studies.model("alien", "org.example.not.installed", Map.of("x", "1\n2\t3", "y", "")));
        study.getEstimators().add(Studies.estimator("bootstrap", "org.paramscope.estimators.bootstrap", Map.of()));
        study.getEstimators().add(Studies.estimator("flow", "org.example.flow", Map.of()));
        study.getEstimators().get(1).setUpstream("bootstrap");
        RunNode run = StudyFactory.eINSTANCE.createRunNode();
        run.setIdentifier("20260101-000000");
        run.setStatus(RunStatus.CANCELLED);
        run.setDurationSeconds(1.0 / 3);
        run.getVersions().put("paramscope", "0.1.0");
        study.getRuns().add(run);
        ViewNote note = StudyFactory.eINSTANCE.createViewNote();
        note.setViewer("org.paramscope.viewers.front");
        note.getSettings().put("zoom", "2");
        study.getViews().add(note);
        return study;
    }

    @Test
    void whatIsReadEqualsWhatWasWritten() throws StudyException {
        Path file = folder.resolve("a.paramscope");
        Study study = example();
        StudyFiles.save(study, file);
        Study read = StudyFiles.load(file);
        assertTrue(EcoreUtil.equals(study, read));
        assertEquals("1\n2\t3", read.getModels().get(1).getSettings().get("x"));
        assertEquals(Long.MIN_VALUE, read.getSeed());
        assertEquals(0.1 + 0.2, read.getWindows().getTrain());
        assertEquals("bootstrap", read.getEstimators().get(1).getUpstream());
    }

    /** As older versions wrote them. */
    @Test
    void estimatorsWithoutAnUpstreamLoad() throws StudyException, IOException {
        Path file = folder.resolve("a.paramscope");
        StudyFiles.save(example(), file);
        String text = Files.readString(file);
        assertTrue(text.contains("upstream=\"bootstrap\""));
        Files.writeString(file, text.replaceAll("\\s+upstream=\"\\w*\"", ""));
        StudyFiles.load(file).getEstimators().forEach(estimator -> assertEquals("", estimator.getUpstream(), estimator.getName()));
    }

    @Test
    void equalStudiesGiveEqualBytesInUtf8() throws StudyException, IOException {
        Path first = folder.resolve("a.paramscope");
        Path second = folder.resolve("b.paramscope");
        StudyFiles.save(example(), first);
        StudyFiles.save(StudyFiles.load(first), second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertTrue(Files.readString(first, StandardCharsets.UTF_8).contains("\u00e4\u00f6\u00fc"));
        assertFalse(Files.readString(first).contains("\r"));
    }

    @Test
    void savingLeavesNoTemporaryFile() throws StudyException, IOException {
        StudyFiles.save(example(), folder.resolve("a.paramscope"));
        StudyFiles.save(example(), folder.resolve("a.paramscope"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("a.paramscope"), files.map(f -> f.getFileName().toString()).toList());
        }
    }

    /** A study cut anywhere is refused as truncated, with the file's name; none is taken for a study. */
    @Test
    void everyTruncationIsNamed() throws IOException {
        byte[] whole = StudyFiles.bytes(example());
        int end = new String(whole, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        Path file = folder.resolve("cut.paramscope");
        for (int length = 0; length < end; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            StudyException e = assertThrows(StudyException.class, () -> StudyFiles.load(file));
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            assertTrue(e.getMessage().contains(length == 0 ? "empty" : "truncated"), length + ": " + e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
        }
    }

    @Test
    void binaryIsNoXml() throws IOException {
        refused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2}, "is not XML");
    }

    @Test
    void anotherDocumentIsNoStudy() throws IOException {
        refused("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8), "its root is <svg>");
    }

    @Test
    void malformedXmlIsNamedWithItsLine() throws IOException {
        String text = new String(StudyFiles.bytes(example()), StandardCharsets.UTF_8).replace("<windows", "<windows <");
        refused(text.getBytes(StandardCharsets.UTF_8), ", line ");
    }

    @Test
    void anUnknownElementIsNamed() throws IOException {
        String text = new String(StudyFiles.bytes(example()), StandardCharsets.UTF_8).replace("<windows ", "<doors ");
        refused(text.getBytes(StandardCharsets.UTF_8), "doors");
    }

    /** A value that does not fit names its attribute and what is allowed; an unknown attribute, those that there are. */
    @Test
    void aWrongAttributeSaysWhatIsAllowed() throws IOException {
        String text = new String(StudyFiles.bytes(example()), StandardCharsets.UTF_8);
        refused(text.replace("steps=\"300\"", "steps=\"many\"").getBytes(StandardCharsets.UTF_8),
                "is no valid study: <budget> has steps=\"many\": an integer is allowed");
        refused(text.replace("<budget", "<budgt").getBytes(StandardCharsets.UTF_8), "<study:Study> has no 'budgt': name, ");
        refused(text.replace("steps=\"300\"", "stepz=\"300\"").getBytes(StandardCharsets.UTF_8), "<budget> has no 'stepz': steps, ");
    }

    @Test
    void aNewerFormatIsNamed() throws IOException {
        String text = new String(StudyFiles.bytes(example()), StandardCharsets.UTF_8);
        refused(text.replace("formatVersion=\"1\"", "formatVersion=\"2\"").getBytes(StandardCharsets.UTF_8),
                "was written by format 2; this Paramscope reads up to 1");
        refused(text.replace("http://paramscope.org/study/1", "http://paramscope.org/study/3").replace("formatVersion=\"1\"", "")
                .getBytes(StandardCharsets.UTF_8), "was written by format 3; this Paramscope reads up to 1");
    }

    /** A document type could name other files; none is opened. */
    @Test
    void aDocumentTypeIsRefused() throws IOException {
        refused(("<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + "<study:Study xmlns:study=\"http://paramscope.org/study/1\" name=\"&e;\"/>").getBytes(StandardCharsets.UTF_8),
                "document type");
    }

    private void refused(byte[] content, String why) throws IOException {
        Path file = folder.resolve("x.paramscope");
        Files.write(file, content);
        StudyException e = assertThrows(StudyException.class, () -> StudyFiles.load(file));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        StudyException missing = assertThrows(StudyException.class, () -> StudyFiles.load(folder.resolve("none.paramscope")));
        assertTrue(missing.getMessage().endsWith("no such file"), missing.getMessage());
        StudyException aFolder = assertThrows(StudyException.class, () -> StudyFiles.load(folder));
        assertTrue(aFolder.getMessage().contains("is a folder"), aFolder.getMessage());
    }

    @Test
    void aMissingFolderIsNamed() {
        StudyException e = assertThrows(StudyException.class, () -> StudyFiles.save(example(), folder.resolve("no/a.paramscope")));
        assertTrue(e.getMessage().contains("no such folder"), e.getMessage());
    }

    /** The second format adds an attribute; a file of the first is brought there before it is loaded. */
    @Test
    void olderFormatsMigrateStepByStep() throws StudyException, IOException {
        String text = new String(StudyFiles.bytes(example()), StandardCharsets.UTF_8);
        Path file = folder.resolve("old.paramscope");
        Files.writeString(file, text.replace("formatVersion=\"1\"", "formatVersion=\"-1\""));
        Migration name = step(-1, d -> d.getDocumentElement().setAttribute("name", "renamed"));
        Migration notes = step(0, d -> d.getDocumentElement().setAttribute("notes",
                d.getDocumentElement().getAttribute("name") + " and noted"));
        Study study = StudyFiles.load(file, 1, List.of(notes, name));
        assertEquals("renamed and noted", study.getNotes());
        assertEquals(1, study.getFormatVersion());
        StudyException gap = assertThrows(StudyException.class, () -> StudyFiles.load(file, 1, List.of(notes)));
        assertTrue(gap.getMessage().contains("format -1"), gap.getMessage());
    }

    private static Migration step(int from, java.util.function.Consumer<Document> change) {
        return new Migration() {
            @Override
            public int from() {
                return from;
            }

            @Override
            public void migrate(Document document) {
                change.accept(document);
            }
        };
    }
}
