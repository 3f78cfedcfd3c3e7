package org.paramscope.core.run;

import java.util.List;

import org.paramscope.engine.Fact;
import org.paramscope.engine.Picture;

/**
 * What a fit says beside its error on windows that it sees.
 *
 * @param output     what the model knows when it makes its output
 * @param seconds    of computing for the single fit
 * @param effective  effective number of parameters, see {@link org.paramscope.geometry.front.EffectiveParameters}; NaN where unknown
 * @param forecast   NRMSE of test windows forecast from what precedes them, 95 % block bootstrap interval; NaN where the model does not forecast
 * @param validationForecast the same of the validation windows
 * @param logDensity natural logarithm of the density of a test window, mean and interval; NaN where the model gives none
 * @param facts      periods, bounds, units in use
 * @param pictures   codes, components, fields
 */
public record Learned(Output output, double seconds, double effective, Score forecast, Score validationForecast, Score logDensity, List<Fact> facts,
        List<Picture> pictures) {

    /** Nothing but errors. */
    public static final Learned NOTHING = new Learned(Output.RECONSTRUCTION, Double.NaN, Double.NaN, Score.NONE, Score.NONE, Score.NONE, List.of(), List.of());

    public Learned {
        facts = List.copyOf(facts);
        pictures = List.copyOf(pictures);
    }
}
