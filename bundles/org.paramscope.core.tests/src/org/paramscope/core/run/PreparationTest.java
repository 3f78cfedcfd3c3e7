package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

class PreparationTest {

    private static final Registry REGISTRY = Registry.platform();

    @TempDir
    Path folder;

    private Study twoChannels() throws Exception {
        StringBuilder text = new StringBuilder("t_s,hip,knee\n");
        for (int t = 0; t < 600; t++) {
            text.append(t / 50.0).append(',').append(Math.sin(2 * Math.PI * t / 20)).append(',').append(Math.cos(2 * Math.PI * t / 30)).append('\n');
        }
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/walk.csv"), text);
        Study study = Studies.create("walk");
        study.setData(Studies.data("walk", "org.paramscope.datasets.csv", Map.of("file", "data/walk.csv")));
        study.getModels().add(Studies.model("persistence", "org.paramscope.models.persistence", Map.of()));
        return study;
    }

    private Preparation prepare(Study study) throws Exception {
        return Preparation.of(StudyPlan.of(study, folder.resolve("walk.paramscope"), REGISTRY), Progress.none());
    }

    @Test
    void severalChannelsWithoutAChoiceAreListed() throws Exception {
        Study study = twoChannels();
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertTrue(e.getMessage().contains("choose one: hip, knee"), e.getMessage());
        study.getData().setChannel("ankle");
        SettingException wrong = assertThrows(SettingException.class, () -> prepare(study));
        assertTrue(wrong.getMessage().contains("hip, knee"), wrong.getMessage());
    }

    /** Automatic choices: a window of one period, a past of one period for a model that looks back. */
    @Test
    void automaticWindowsFollowThePeriod() throws Exception {
        Study study = twoChannels();
        study.getData().setChannel("knee");
        Preparation data = prepare(study);
        assertEquals("knee", data.signal().channels().get(0));
        assertEquals(30, data.windows().length());
        assertEquals(30, data.windows().past());
        assertEquals(1, data.windows().stride());
        assertEquals("50 Hz", data.summary().rate());
        assertEquals(data.split().train().count(), data.summary().trainWindows());
    }

    /** Ten periods leave 85 samples to validate: a gap and a window of 42, less than the period of 50. */
    @Test
    void automaticWindowsShrinkToAShortSeries() throws Exception {
        Study study = Studies.create("short");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", "500", "period", "50")));
        study.getModels().add(Studies.model("seasonal", "org.paramscope.models.seasonal", Map.of()));
        Preparation data = prepare(study);
        assertEquals(50, data.period().orElseThrow().samples());
        assertEquals(42, data.windows().length());
        assertEquals(50, data.windows().past());
        assertTrue(data.split().validation().count() > 0 && data.split().test().count() > 0);
    }

    @Test
    void aWindowLongerThanTheSeriesGivesBothNumbers() throws Exception {
        Study study = twoChannels();
        study.getData().setChannel("hip");
        study.getWindows().setLength(1000);
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertTrue(e.getMessage().contains("windows.length") && e.getMessage().contains("1000") && e.getMessage().contains("600"), e.getMessage());
    }

    @Test
    void withoutAPeriodALengthIsAskedFor() throws Exception {
        Study study = Studies.create("noise");
        study.setData(Studies.data("noise", "org.paramscope.datasets.sine", Map.of("amplitude", "0", "samples", "2000")));
        study.getModels().add(Studies.model("persistence", "org.paramscope.models.persistence", Map.of()));
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertTrue(e.getMessage().contains("windows.length") && e.getMessage().contains("number of samples"), e.getMessage());
        study.getWindows().setLength(40);
        assertTrue(prepare(study).period().isEmpty());
    }

    /** The study and its data can be moved together. */
    @Test
    void pathsAreRelativeToTheStudy() throws Exception {
        Study study = twoChannels();
        study.getData().setChannel("hip");
        assertEquals(600, prepare(study).signal().length());
        assertEquals("data/walk.csv", study.getData().getSettings().get("file"));
    }

    /** The records of windows, training and analysis have the same defaults as the study's nodes. */
    @Test
    void recordsAndNodesHaveTheSameDefaults() throws Exception {
        Study study = Studies.create("a");
        assertEquals(new Windowing(), NodeSettings.read(study.getWindows(), Windowing.class));
        assertEquals(new Training(), NodeSettings.read(study.getBudget(), Training.class));
        assertEquals(new Analysis(), NodeSettings.read(study.getAnalysis(), Analysis.class));
        NodeSettings.put(study.getWindows(), "length", "57");
        assertEquals("57", NodeSettings.values(study.getWindows()).get("length"));
        assertTrue(NodeSettings.schema(study.getAnalysis(), REGISTRY).isPresent());
    }
}
