package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.eclipse.ui.PartInitException;
import org.paramscope.core.demo.Demo;
import org.paramscope.core.run.RunResult;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyFiles;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.studies.StudyFolders;

/** The example study with few replicas of small networks; it is run once and shared by the tests of the window. */
public final class SmallStudy {

    private static final int RUN_SECONDS = 240;

    private static Path shared;

    private SmallStudy() {
    }

    /** The study: sunspots, a baseline, two models, the bootstrap with few replicas. */
    public static Study study() {
        Study study = Demo.study();
        study.setName("Small sunspots");
        study.getModels().clear();
        study.getModels().add(Studies.model("persistence", "org.paramscope.models.persistence", Map.of()));
        study.getModels().add(Studies.model("PCA", "org.paramscope.models.pca", Map.of()));
        study.getModels().add(Studies.model("autoencoder-8", "org.paramscope.models.autoencoder", Map.of("hidden", "8")));
        study.getAnalysis().setReferenceModel("");
        study.getWindows().setStride(16);
        study.getBudget().setSteps(40);
        study.getEstimators().get(0).getSettings().put("replicas", "12");
        study.getAnalysis().setSurrogates(40);
        study.getAnalysis().setDraws(100);
        study.getAnalysis().setRefitSteps(0);
        return study;
    }

    /** Writes the study into the workspace's folder. */
    public static Path write(String name) {
        try {
            Path file = StudyFolders.free(StudyFolders.own(), name);
            StudyFiles.save(study(), file);
            StudyFolders.changed();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StudyException e) {
            throw new IllegalStateException(e);
        }
    }

    public static StudyEditor open(Path file) throws PartInitException {
        StudyEditor editor = StudyEditors.open(EventLoop.page(), file).orElseThrow();
        EventLoop.settle();
        return editor;
    }

    /** An editor of the study after its run, with the result in the viewers. */
    public static synchronized StudyEditor ran() throws PartInitException {
        if (shared == null) {
            Path file = write("shared");
            StudyEditor editor = open(file);
            editor.run();
            EventLoop.await("the study has run", RUN_SECONDS, () -> !editor.running());
            assertTrue(Files.isDirectory(file.resolveSibling("shared.results")), "results lie beside the study");
            shared = file;
        }
        StudyEditor editor = open(shared);
        editor.showLastRun();
        EventLoop.await("the result is shown", 60, () -> editor.shownRun().isPresent());
        return editor;
    }

    public static RunResult result() {
        return ActiveResult.of(EventLoop.window()).result().orElseThrow();
    }
}
