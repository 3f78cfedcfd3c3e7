package org.paramscope.core.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;

/**
 * A search of a model's settings on the validation windows.
 *
 * @param method    how the trials were drawn
 * @param criterion that is least for the chosen trial
 * @param trials    in the order in which they were drawn; the first has the settings of the study
 * @param chosen    index of the trial whose settings the model has
 */
public record SearchResult(SearchMethod method, String criterion, List<Trial> trials, int chosen) {

    /**
     * One trial.
     *
     * @param settings   the searched ones, as text
     * @param parameters of the model, shared ones counted once; -1 when it could not be built
     * @param value      of the criterion; NaN when the trial failed
     * @param failure    why it failed; empty when it did not
     * @param testDraws  NRMSE on resampled test windows, [draws], the same windows for all trials of a run; empty when there are none.
     *                   They chose nothing
     * @param forecastDraws the same of windows forecast from their past; empty where the model forecasts none
     */
    public record Trial(Map<String, String> settings, int parameters, double value, String failure, NumericArray testDraws, NumericArray forecastDraws) {
        public Trial {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }

    public SearchResult {
        trials = List.copyOf(trials);
    }

    /** The searched settings of the chosen trial. */
    public Map<String, String> settings() {
        return trials.get(chosen).settings();
    }
}
