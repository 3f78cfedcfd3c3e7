package org.paramscope.core.run;

import org.paramscope.data.settings.Setting;

/**
 * Settings of a study's analysis; the defaults are those of the study model.
 *
 * @param metric         identifier of the metric between neurons
 * @param reducer        identifier of the reducer
 * @param referenceModel name of the model that is reduced; empty: the one with the most units; "none": no reduction
 * @param layer          layer that is reduced; empty: the first with exchangeable units
 * @param surrogates     of the identity test
 * @param draws          random merges beside every reduction
 * @param refitSteps     after every merge; 0: no refit
 * @param tolerance      increase of the NRMSE up to which a smaller model suffices
 */
public record Analysis(
        @Setting(label = "Metric", help = "between neurons, each a Gaussian") String metric,
        @Setting(label = "Reducer", help = "makes smaller models") String reducer,
        @Setting(label = "Reference model", optional = true,
                help = "that is reduced; empty: the one with the most units; none: no reduction") String referenceModel,
        @Setting(label = "Layer", optional = true, help = "that is reduced; empty: the first with exchangeable units") String layer,
        @Setting(label = "Surrogates", min = 20, max = 100_000, help = "of the identity test") int surrogates,
        @Setting(label = "Random merges", min = 100, max = 100_000, help = "beside every reduction") int draws,
        @Setting(label = "Refit", min = 0, max = 1_000_000, unit = "steps", help = "after every merge; 0: no refit") int refitSteps,
        @Setting(label = "Tolerance", min = 0, max = 10,
                help = "increase of the NRMSE up to which a smaller model suffices") double tolerance) {

    /** Name that switches the reduction off. */
    public static final String NONE = "none";

    /** Bures metric, merging, 200 surrogates, 100 random merges. */
    public Analysis() {
        this("org.paramscope.geometry.bures", "org.paramscope.geometry.merge", "", "", 200, 100, 50, 0.01);
    }
}
