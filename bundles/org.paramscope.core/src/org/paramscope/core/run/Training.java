package org.paramscope.core.run;

import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Precision;

/**
 * Settings of a study's training; the defaults are those of the study model.
 *
 * @param steps        of the optimiser over all samples
 * @param learningRate of the optimiser
 * @param precision    of the training arithmetic
 * @param patience     steps without improvement on the validation stretch; 0: never stop early
 */
public record Training(
        @Setting(label = "Steps", min = 1, max = 10_000_000, help = "of the optimiser, each over all samples") int steps,
        @Setting(label = "Learning rate", min = 1e-9, max = 10) double learningRate,
        @Setting(label = "Precision", help = "of the training arithmetic") Precision precision,
        @Setting(label = "Patience", min = 0, max = 10_000_000, unit = "steps",
                help = "without improvement on the validation stretch; 0: never stop early") int patience) {

    /** 300 steps in float64. */
    public Training() {
        this(300, 0.01, Precision.FLOAT64, 0);
    }
}
