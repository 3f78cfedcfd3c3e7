package org.paramscope.core.run;

import org.paramscope.data.settings.Setting;

/**
 * Settings of a study's windows; the defaults are those of the study model.
 *
 * @param length     samples of a window; 0: one period; in a short series a half, a third or a quarter of it, so that errors have an interval
 * @param stride     samples from a window to the next; 0: automatic, an eighth of a window or less, for at least 500 windows to train
 * @param past       samples before a window that models may look at; 0: as many as the models want
 * @param train      share of the series
 * @param validation share of the series
 * @param test       share of the series
 * @param gaps       whether windows may hold missing values, where there are any; else those with any are left out
 * @param spatialComponents principal components that stand for the channels; 0: none up to 32 channels, else enough for nine tenths of
 *                   the variance, at most 8
 */
public record Windowing(
        @Setting(label = "Window", min = 0, max = 1_000_000, unit = "samples", help = "0: one period, a part of it in a short series") int length,
        @Setting(label = "Stride", min = 0, max = 1_000_000, unit = "samples",
                help = "from a window to the next; 0: an eighth of a window or less, for 500 windows to train") int stride,
        @Setting(label = "Past", min = 0, max = 1_000_000, unit = "samples",
                help = "before a window that models may look at; 0: as many as the models want") int past,
        @Setting(label = "Training share", min = 0.01, max = 1, help = "of the series, from its start") double train,
        @Setting(label = "Validation share", min = 0, max = 0.98, help = "choices are made on it") double validation,
        @Setting(label = "Test share", min = 0, max = 0.98, help = "errors are reported on it") double test,
        @Setting(label = "Gaps", help = "windows may hold missing values, where there are any; else those with any are left out") boolean gaps,
        @Setting(label = "Spatial components", min = 0, max = 10_000,
                help = "that stand for the channels; 0: none up to 32 channels, else enough for 90 % of the variance, at most 8") int spatialComponents) {

    /** One period, two thirds of the series for training. */
    public Windowing() {
        this(0, 0, 0, 0.66, 0.17, 0.17, true, 0);
    }
}
