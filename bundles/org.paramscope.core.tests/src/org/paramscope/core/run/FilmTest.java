package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.report.Report;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

/** Films: signals of more channels than models take one by one. */
class FilmTest {

    private static final Registry REGISTRY = Registry.platform();

    @TempDir
    Path folder;

    private Preparation prepare(Study study) throws Exception {
        return Preparation.of(StudyPlan.of(study, folder.resolve("film.paramscope"), REGISTRY), Progress.none());
    }

    /** A travelling wave on 8 x 8 pixels has two components and the period of the wave; no channel need be chosen. */
    @Test
    void aFilmIsSeenByItsSpatialComponents() throws Exception {
        Study study = film(300);
        Preparation data = prepare(study);
        SignalSummary.Spatial spatial = data.summary().spatial().orElseThrow();
        assertEquals(new SignalSummary.Spatial(2, 64, spatial.share()), spatial);
        assertTrue(spatial.share() > 0.9 && spatial.share() < 1, "noise is left out: " + spatial.share());
        assertEquals(2, data.split().train().shape().channels());
        assertEquals("8 x 8 pixels", data.summary().channel());
        assertEquals(24, data.period().orElseThrow().samples());
        assertTrue(data.split().test().targets().containsKey(Samples.RESIDUAL));
        NodeSettings.put(study.getWindows(), "spatialComponents", "5");
        assertEquals(5, prepare(study).split().train().shape().channels());
        NodeSettings.put(study.getWindows(), "spatialComponents", "65");
        SettingException e = assertThrows(SettingException.class, () -> prepare(study));
        assertEquals("setting 'windows.spatialComponents' is 65: an integer from 1 to 64 is allowed", e.getMessage());
        NodeSettings.put(study.getWindows(), "spatialComponents", "0");
        study.getData().setChannel("y1x2");
        assertEquals("y1x2", prepare(study).summary().channel());
        assertTrue(prepare(study).summary().spatial().isEmpty());
    }

    private interface Grey {
        double of(int frame, int pixel);
    }

    private Study film(int frames) throws Exception {
        Random random = new Random(3);
        return film(frames, (t, pixel) -> 100 + 20 * Math.sin(2 * Math.PI * (t / 24.0 + pixel % 8 / 8.0)) + random.nextGaussian());
    }

    private Study film(int frames, Grey grey) throws Exception {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + frames + ", 8, 8), }\n";
        ByteBuffer all = ByteBuffer.allocate(10 + header.length() + 8 * 64 * frames).order(ByteOrder.LITTLE_ENDIAN);
        all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 64 * frames; i++) {
            all.putDouble(grey.of(i / 64, i % 64));
        }
        Files.write(folder.resolve("film.npy"), all.array());
        Study study = Studies.create("film");
        study.setData(Studies.data("film", "org.paramscope.datasets.npy", Map.of("file", "film.npy", "rate", "10")));
        study.getModels().add(Studies.model("persistence", "org.paramscope.models.persistence", Map.of()));
        study.getModels().add(Studies.model("pca", "org.paramscope.models.pca", Map.of("components", "2")));
        return study;
    }

    /** A film of noise in which a corner blinks. */
    @Test
    void thePeriodOfAFilmMayShowInOneComponent() throws Exception {
        Random random = new Random(4);
        Study study = film(400, (t, pixel) -> random.nextGaussian() + (pixel < 2 ? 3 * Math.sin(2 * Math.PI * t / 20) : 0));
        Preparation data = prepare(study);
        assertEquals(20, data.period().orElseThrow().samples());
        assertTrue(data.summary().evidence().text().contains("component 1"), data.summary().evidence().text());
    }

    /** What the components leave out is an error of every model, and the figure shows the components. */
    @Test
    void aStudyOfAFilmRuns() throws Exception {
        Study study = film(300);
        RunResult result = new StudyRunner(REGISTRY).run(study, folder.resolve("film.paramscope"), new RunOptions(1, false), Progress.none());
        double least = Math.sqrt(1 - result.signal().spatial().orElseThrow().share());
        for (ModelResult model : result.models()) {
            assertTrue(model.test().value() > 0.8 * least, model.name() + " " + model.test().value() + " " + least);
        }
        assertEquals(least, result.model("pca").orElseThrow().test().value(), 0.2 * least);
        assertEquals(List.of("component 1", "component 2"), result.reconstruction().channels());
        double sum = 0;
        int count = 0;
        for (int i = 0; i < result.reconstruction().measured().length(); i++) {
            double difference = result.reconstruction().measured().at(i) - result.reconstruction().models().get("pca").at(i);
            sum += Double.isFinite(difference) ? difference * difference : 0;
            count += Double.isFinite(difference) ? 1 : 0;
        }
        assertTrue(count > 300 && Math.sqrt(sum / count) < 2, "components in grey levels: " + Math.sqrt(sum / count));
        String table = Report.table(result);
        assertTrue(table.contains("errors are those of all 64 channels") && table.contains("Evidence of the period: autocorrelation"), table);
    }
}
