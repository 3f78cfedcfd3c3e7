package org.paramscope.core.run;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;

/**
 * A model of the study, fitted once to the training samples as they are, and what the estimators say of it.
 *
 * @param name         in the study
 * @param contribution identifier of the model type
 * @param family       of the model type, see the extension point; may be empty
 * @param model        the model; its parameters, units and symmetries
 * @param network      the parameters of the single fit, [p]
 * @param parameters   number of parameters, shared ones counted once
 * @param validation   NRMSE on the validation windows, 95 % block bootstrap interval
 * @param test         NRMSE on the test windows, 95 % block bootstrap interval
 * @param criteria     information criteria of the training fit, by identifier; heuristics where models are singular
 * @param learned      what the fit says beside these errors
 * @param search       the search that chose the settings; absent when they are those of the study
 * @param estimates    one an estimator; none for baselines, which have no parameters
 */
public record ModelResult(String name, String contribution, String family, Model model, NumericArray network, int parameters,
        Score validation, Score test, Map<String, Double> criteria, Learned learned, Optional<SearchResult> search,
        List<EstimatorResult> estimates) {

    public ModelResult {
        criteria = Collections.unmodifiableMap(new LinkedHashMap<>(criteria));
        estimates = List.copyOf(estimates);
    }

    /** Whether the model is what others are measured against: persistence, seasonal naive, the mean. */
    public boolean baseline() {
        return model.parameters() == 0 || family.equals("baseline");
    }

    /** Whether the model repeats the last value. */
    public boolean persistence() {
        return contribution.equals("org.paramscope.models.persistence");
    }

    /** Whether the model is a density of windows that compresses nothing: its reconstruction is the window, and no error to compare. */
    public boolean densityOnly() {
        return learned.output() == Output.DENSITY;
    }

    /** The error to set beside the test error of another model, which may know less: that of forecasts beside a forecast. */
    public Score beside(ModelResult other) {
        return other.learned().output() == Output.FORECAST ? learned.forecast() : test;
    }

    /**
     * Why the model is none to draw conclusions from, to be read after "its"; empty when it is fit for that: a test error
     * not below that of the mean, or above that of the best baseline by the whole interval.
     */
    Optional<String> failure(List<ModelResult> models) {
        if (test.value() >= 1) {
            return Optional.of(String.format(Locale.ROOT, "test NRMSE, %.3f, is not below 1, the error of the mean", test.value()));
        }
        return models.stream().filter(ModelResult::baseline).min(Comparator.comparingDouble(m -> m.beside(this).value()))
                .filter(best -> test.low() > best.beside(this).value())
                .map(best -> String.format(Locale.ROOT, "test NRMSE, %.3f [%.3f, %.3f], lies above that of the best baseline, %s, %.3f",
                        test.value(), test.low(), test.high(), best.name(), best.beside(this).value()));
    }

    /** The same fit and the search that chose its settings. */
    ModelResult chosenBy(SearchResult chosen) {
        return new ModelResult(name, contribution, family, model, network, parameters, validation, test, criteria, learned, Optional.of(chosen), estimates);
    }

    /** The same fit with what estimators say of it. */
    public ModelResult with(List<EstimatorResult> newEstimates) {
        return new ModelResult(name, contribution, family, model, network, parameters, validation, test, criteria, learned, search, newEstimates);
    }

    /** The same with the model as its type builds it: a file does not hold how it is fitted. */
    ModelResult completed(Model built) {
        return new ModelResult(name, contribution, family, built, network, parameters, validation, test, criteria, learned, search, estimates);
    }

    /** What an estimator says of the model. */
    public Optional<EstimatorResult> estimate(String estimator) {
        return estimates.stream().filter(e -> e.estimator().equals(estimator)).findFirst();
    }
}
