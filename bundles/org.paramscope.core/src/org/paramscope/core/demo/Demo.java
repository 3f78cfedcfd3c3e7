package org.paramscope.core.demo;

import java.util.Map;

import org.paramscope.study.Studies;
import org.paramscope.study.Study;

/** The example study: SSA, PCA and autoencoders of several widths on monthly sunspots, 100 bootstrap replicas each. */
public final class Demo {

    private static final String MODELS = "org.paramscope.models.";

    private Demo() {
    }

    /** The study; it runs in under a minute on two processors. */
    public static Study study() {
        Study study = Studies.create("Monthly sunspots");
        study.setData(Studies.data("sunspots", "org.paramscope.datasets.sunspots", Map.of()));
        study.getWindows().setStride(4);
        // a window is ten years: a test stretch long enough for intervals takes three tenths of the series
        study.getWindows().setTrain(0.54);
        study.getWindows().setValidation(0.16);
        study.getWindows().setTest(0.3);
        study.getBudget().setSteps(300);
        study.getModels().add(Studies.model("persistence", MODELS + "persistence", Map.of()));
        study.getModels().add(Studies.model("seasonal-naive", MODELS + "seasonal", Map.of()));
        for (int components : new int[] {2, 4, 8}) {
            study.getModels().add(Studies.model("SSA-" + components, MODELS + "ssa", Map.of("components", Integer.toString(components))));
        }
        for (int components : new int[] {4, 8, 16}) {
            study.getModels().add(Studies.model("PCA-" + components, MODELS + "pca", Map.of("components", Integer.toString(components))));
        }
        for (int width : new int[] {4, 8, 16}) {
            study.getModels().add(Studies.model("autoencoder-" + width, MODELS + "autoencoder",
                    Map.of("hidden", Integer.toString(width), "bottleneck", "0")));
        }
        study.getEstimators().add(Studies.estimator("bootstrap", "org.paramscope.estimators.bootstrap",
                Map.of("replicas", "100")));
        return study;
    }
}
