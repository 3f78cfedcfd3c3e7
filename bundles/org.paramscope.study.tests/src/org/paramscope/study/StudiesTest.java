package org.paramscope.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudiesTest {

    private final Study study = Studies.create("a");

    StudiesTest() {
        study.getModels().add(Studies.model("ae", "m", Map.of("hidden", "4")));
    }

    @Test
    void valuesAreSetByTheirPath() {
        Studies.set(study, "seed", "42");
        Studies.set(study, "windows.length", "57");
        Studies.set(study, "windows.train", "0.5");
        Studies.set(study, "data.channel", "gyr_y");
        Studies.set(study, "data.file", "a.b.csv");
        Studies.set(study, "models.ae.hidden", "16,8");
        assertEquals(42, study.getSeed());
        assertEquals(57, study.getWindows().getLength());
        assertEquals(0.5, study.getWindows().getTrain());
        assertEquals("gyr_y", study.getData().getChannel());
        assertEquals("a.b.csv", study.getData().getSettings().get("file"));
        assertEquals("16,8", study.getModels().get(0).getSettings().get("hidden"));
    }

    @ParameterizedTest
    @CsvSource({"nothing,1,nothing", "windows.lenght,5,length", "windows.length,many,an integer is allowed", "seed,x,an integer is allowed", "formatVersion,2,allowed are", "models.gru.hidden,1,ae",
        "models,1,'windows.*, budget.*, analysis.*, models.<name>.*'", "doors.length,1,allowed are", "windows.length.x,1,names nothing"})
    void aPathThatNamesNothingSaysWhatIsAllowed(String path, String value, String says) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Studies.set(study, path, value));
        assertTrue(e.getMessage().contains(says), e.getMessage());
        assertFalse(e.getMessage().matches(".*(Node|int |long|\\[).*"), e.getMessage());
    }

    @Test
    void aNodeIsAddressedByItsNameOrItsTypeWhereThatIsUnique() {
        Study two = Studies.create("two");
        two.getModels().add(Studies.model("autoencoder-16", "org.paramscope.models.autoencoder", Map.of()));
        Studies.set(two, "models.autoencoder.hidden", "8");
        assertEquals("8", two.getModels().get(0).getSettings().get("hidden"));
        assertEquals("models.autoencoder", NodeAddress.of("models", two.getModels(), two.getModels().get(0)));
        two.getModels().add(Studies.model("autoencoder-32", "org.paramscope.models.autoencoder", Map.of()));
        IllegalArgumentException several = assertThrows(IllegalArgumentException.class, () -> Studies.set(two, "models.autoencoder.hidden", "8"));
        assertTrue(several.getMessage().endsWith("name one: autoencoder-16, autoencoder-32"), several.getMessage());
        assertEquals("models.autoencoder-16", NodeAddress.of("models", two.getModels(), two.getModels().get(0)));
        two.getModels().add(Studies.model("autoencoder", "org.paramscope.models.pca", Map.of()));
        Studies.set(two, "models.autoencoder.components", "3");
        assertEquals("3", two.getModels().get(2).getSettings().get("components"), "a name comes before a type");
    }

    @Test
    void theUpstreamOfAnEstimatorIsNoSetting() {
        Study flows = Studies.create("flows");
        flows.getEstimators().add(Studies.estimator("flow", "org.example.flow", Map.of()));
        Studies.set(flows, "estimators.flow.upstream", "bootstrap");
        assertEquals("bootstrap", flows.getEstimators().get(0).getUpstream());
        assertTrue(flows.getEstimators().get(0).getSettings().isEmpty());
    }

    @Test
    void unsavedEditsAreFoundAfterACrashAndForgottenWhenSaved(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.paramscope");
        StudyFiles.save(study, file);
        assertFalse(Recovery.find(file).isPresent());
        study.setNotes("edited");
        Recovery.keep(study, file);
        assertEquals("edited", Recovery.find(file).orElseThrow().getNotes());
        assertEquals("", StudyFiles.load(file).getNotes());
        Files.setLastModifiedTime(Recovery.file(file), FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 5000));
        assertFalse(Recovery.find(file).isPresent(), "edits older than the file are saved ones");
        Recovery.discard(file);
        assertFalse(Files.exists(Recovery.file(file)));
    }
}
