package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.DataException;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.geometry.front.Errors;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"hip,knee|hip, knee", "knee, hip|knee, hip", "all|hip, knee", "*|hip, knee", "knee|knee"})
    void severalChannelsAreAnalysedTogether(String asked, String channels) throws Exception {
        Study study = twoChannels();
        study.getData().setChannel(asked);
        study.getWindows().setLength(10);
        Preparation data = prepare(study);
        assertEquals(List.of(channels.split(", ")), data.signal().channels());
        assertEquals(data.signal().channelCount(), data.split().train().shape().channels());
        assertEquals(channels, data.summary().channel());
    }

    @Test
    void aMistakenChannelAmongSeveralIsNamed() throws Exception {
        Study study = twoChannels();
        study.getData().setChannel("hip,ankle");
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertTrue(e.value().equals("ankle") && e.getMessage().contains("hip, knee"), e.getMessage());
    }

    private Study table(String text) throws Exception {
        Files.writeString(folder.resolve("table.csv"), text);
        Study study = Studies.create("table");
        study.setData(Studies.data("table", "org.paramscope.datasets.csv", Map.of("file", "table.csv")));
        study.getModels().add(Studies.model("persistence", "org.paramscope.models.persistence", Map.of()));
        return study;
    }

    /** A fifth of the values is missing; the period comes from what is there. */
    @Test
    void missingValuesStayInWindowsUnlessTheyAreLeftOut() throws Exception {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("t,x\n");
        for (int t = 0; t < 900; t++) {
            text.append(t).append(',').append(random.nextInt(5) == 0 ? "" : Double.toString(Math.sin(2 * Math.PI * t / 30))).append('\n');
        }
        Study study = table(text.toString());
        Preparation data = prepare(study);
        assertTrue(data.windows().gaps() && data.split().train().shape().gaps());
        assertEquals(30, data.period().orElseThrow().samples(), 1);
        assertEquals(0.2, data.summary().missing(), 0.05);
        NodeSettings.put(study.getWindows(), "gaps", "false");
        NodeSettings.put(study.getWindows(), "length", "3");
        NodeSettings.put(study.getWindows(), "past", "1");
        Preparation whole = prepare(study);
        assertTrue(!whole.split().train().shape().gaps() && whole.split().train().count() < data.split().train().count() * 2);
    }

    @Test
    void irregularTimesAreRecognised() throws Exception {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder("t,x\n");
        double time = 0;
        for (int t = 0; t < 900; t++) {
            time += 0.2 + 1.6 * random.nextDouble();
            text.append(time).append(',').append(Math.sin(2 * Math.PI * time / 25)).append('\n');
        }
        Preparation data = prepare(table(text.toString()));
        assertTrue(data.split().train().shape().irregular());
        assertEquals(25, data.period().orElseThrow().samples(), 1);
        assertTrue(data.summary().evidence().text().contains("Lomb-Scargle"), data.summary().evidence().text());
    }

    @Test
    void aChannelThatDoesNotVaryIsNamed() throws Exception {
        StringBuilder text = new StringBuilder("hip,knee\n");
        for (int t = 0; t < 300; t++) {
            text.append(Math.sin(t / 4.0)).append(',').append(t < 290 ? 1 : 2).append('\n');
        }
        Study study = table(text.toString());
        study.getData().setChannel("all");
        study.getWindows().setLength(10);
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertEquals("channel 'knee'", e.setting());
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

    /** Of 170 samples to test, a gap of a period and two periods are left; half a period leaves room for five, side by side. */
    @ParameterizedTest
    @CsvSource({"1000, 50, 25", "2000, 50, 50", "1200, 30, 30", "700, 50, 16"})
    void automaticWindowsLeaveRoomForAnInterval(String samples, String period, int length) throws Exception {
        Study study = Studies.create("interval");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", samples, "period", period)));
        study.getModels().add(Studies.model("seasonal", "org.paramscope.models.seasonal", Map.of()));
        Preparation data = prepare(study);
        assertEquals(length, data.windows().length());
        assertEquals(Integer.parseInt(period), data.windows().past());
        assertTrue(Errors.enough(Errors.separate(data.split().test())), data.windows().toString());
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
        assertTrue(e.getMessage().contains("windows.length") && e.getMessage().contains("an integer from 1 to 170 samples"), e.getMessage());
        study.getWindows().setLength(40);
        assertTrue(prepare(study).period().isEmpty());
    }

    /** The longest window that is offered is accepted; one more is not. */
    @ParameterizedTest
    @CsvSource({"30,30 samples are too few to find a period", "100,100 samples are too few to find a period", "500,nothing dominates the spectrum"})
    void withoutAPeriodTheLongestWindowThatFitsIsOffered(int samples, String says) throws Exception {
        Study study = noise(samples);
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertTrue(e.getMessage().contains(says), e.getMessage());
        Matcher longest = Pattern.compile("from 1 to (\\d+) samples is needed").matcher(e.getMessage());
        assertTrue(longest.find(), e.getMessage());
        study.getWindows().setLength(Integer.parseInt(longest.group(1)));
        assertTrue(prepare(study).split().test().count() > 0);
        study.getWindows().setLength(Integer.parseInt(longest.group(1)) + 1);
        assertThrows(SettingException.class, () -> prepare(study));
    }

    @Test
    void tooFewSamplesForAnyWindowSayHowManyAreNeeded() throws Exception {
        Study study = noise(7);
        DataException e = assertThrows(DataException.class, () -> prepare(study));
        Matcher least = Pattern.compile("7 samples are too few for any window: at least (\\d+) are needed").matcher(e.getMessage());
        assertTrue(least.find(), e.getMessage());
        Study enough = noise(Integer.parseInt(least.group(1)));
        enough.getWindows().setLength(1);
        assertEquals(1, prepare(enough).windows().length());
    }

    @Test
    void aPastThatLeavesNoWindowIsRefusedByItsRange() throws Exception {
        Study study = noise(300);
        study.getWindows().setPast(198);
        study.getWindows().setLength(1);
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertEquals("setting 'windows.past' is 198: 0 (automatic) or an integer from 1 to 197 samples is allowed", e.getMessage());
        study.getWindows().setPast(197);
        assertEquals(1, prepare(study).split().train().count());
    }

    private Study noise(int samples) throws Exception {
        StringBuilder text = new StringBuilder("x\n");
        new Random(3).doubles(samples).forEach(v -> text.append(v).append('\n'));
        Files.writeString(folder.resolve("noise.csv"), text);
        Study study = Studies.create("noise");
        study.setData(Studies.data("noise", "org.paramscope.datasets.csv", Map.of("file", "noise.csv")));
        study.getModels().add(Studies.model("seasonal", "org.paramscope.models.seasonal", Map.of()));
        return study;
    }

    /** Values of a study are checked when they are set, those of contributions with the study. */
    @ParameterizedTest
    @CsvSource({"windows.length,ten,an integer from 0 to 1000000 samples is allowed", "windows.lenght,5,length",
        "analysis.metric,bogus,one of", "models.seasonal.x,1,there is no such setting"})
    void aValueThatIsNotAllowedIsRefusedByItsPath(String path, String value, String says) throws Exception {
        Study study = noise(300);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> {
            StudyValues.set(study, path, value, REGISTRY);
            StudyPlan.of(study, folder.resolve("a.paramscope"), REGISTRY);
        });
        assertTrue(e.getMessage().contains(path) && e.getMessage().contains(says), e.getMessage());
    }

    /** A bare count is told with what is counted, for the next stage counts anew. */
    @Test
    void countsAreNamed() {
        List<String> messages = new ArrayList<>();
        Progress progress = NamedProgress.of(new Progress() {
            @Override
            public void report(double fraction, String message) {
                messages.add(message);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        }, "ae");
        progress.report(0, "1 of 2");
        progress.report(0.1, "merging to 5 units");
        progress.report(0.2, "83 of 103");
        progress.report(0.3, "1 of 2");
        progress.report(0.3, "84 of 103");
        assertEquals(List.of("ae: 1 of 2", "ae: merging to 5 units", "ae: merging to 5 units, 83 of 103", "ae: merging to 5 units",
                "ae: merging to 5 units, 84 of 103"), messages);
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
