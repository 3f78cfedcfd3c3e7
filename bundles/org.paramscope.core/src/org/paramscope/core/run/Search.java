package org.paramscope.core.run;

import org.paramscope.data.settings.Setting;

/**
 * Settings of a study's search, the same for all models; the defaults are those of the study model.
 *
 * @param method how trials are drawn
 * @param trials of every model that has settings to search, at most; the settings of the study are one of them
 */
public record Search(
        @Setting(label = "Search", help = "of the models' settings on the validation stretch: none, all combinations, or random ones") SearchMethod method,
        @Setting(label = "Trials", min = 1, max = 100_000, help = "of every model, each with the whole budget") int trials) {

    /** No search. */
    public Search() {
        this(SearchMethod.NONE, 8);
    }
}
