package org.paramscope.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * What an estimator returns: a distribution over the parameter vector, with mean, covariance operator
 * and samples. An immutable value; {@link #arrays} and {@link #fromArrays} carry it to a file and back.
 */
public final class ParameterDistribution {

    private static final String DIAGNOSTIC = "diagnostic.";
    private final NumericArray mean;
    private final Covariance covariance;
    private final NumericArray samples;
    private final NumericArray starts;
    private final boolean commonStart;
    private final ParameterLayout layout;
    private final List<UnitLayer> units;
    private final Optional<Model> model;
    private final Map<String, Double> diagnostics;
    private final Optional<Replicas> replicas;
    private final Optional<ParameterDensity> density;

    private ParameterDistribution(NumericArray mean, Covariance covariance, NumericArray samples, NumericArray starts,
            boolean commonStart, ParameterLayout layout, List<UnitLayer> units, Optional<Model> model, Map<String, Double> diagnostics,
            Optional<Replicas> replicas, Optional<ParameterDensity> density) {
        int p = layout.size();
        require("mean", mean, mean.rank() == 1 && mean.size(0) == p, p);
        require("samples", samples, samples.rank() == 2 && samples.size(1) == p, p);
        require("starts", starts, starts.rank() == 2 && starts.size(1) == p
                && (starts.size(0) <= 1 || starts.size(0) == samples.size(0)), p);
        if (covariance.size() != p) {
            throw new ShapeException("a covariance of " + covariance.size() + " parameters for a layout of " + p);
        }
        this.mean = mean;
        this.covariance = covariance;
        this.samples = samples;
        this.starts = starts;
        this.commonStart = commonStart;
        this.layout = layout;
        this.units = List.copyOf(units);
        this.model = model;
        this.replicas = replicas;
        this.density = density;
        this.diagnostics = Collections.unmodifiableMap(new LinkedHashMap<>(diagnostics));
    }

    /** A distribution of a model's parameters, without samples. */
    public static ParameterDistribution of(Model model, NumericArray mean, Covariance covariance) {
        return new ParameterDistribution(mean, covariance, NumericArray.zeros(0, model.parameters()),
                NumericArray.zeros(0, model.parameters()), false, model.layout(), model.units(),
                Optional.of(model), Map.of(), Optional.empty(), Optional.empty());
    }

    /** A distribution of parameters of which no model is known. */
    public static ParameterDistribution of(ParameterLayout layout, List<UnitLayer> units, NumericArray mean, Covariance covariance) {
        return new ParameterDistribution(mean, covariance, NumericArray.zeros(0, layout.size()),
                NumericArray.zeros(0, layout.size()), false, layout, units, Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * The same with samples.
     *
     * @param newSamples [B, p]
     * @param newStarts where they started, after the same symmetry operations: [B, p], or [1, p] if one
     *     point serves all, or [0, p] if there are none
     * @param trainedFromOne whether all were trained from one common start
     */
    public ParameterDistribution withSamples(NumericArray newSamples, NumericArray newStarts, boolean trainedFromOne) {
        return new ParameterDistribution(mean, covariance, newSamples, newStarts, trainedFromOne, layout, units, model, diagnostics,
                replicas, density);
    }

    /** The same with the replicas as they were trained, before alignment: the identity test draws its surrogates from them. */
    public ParameterDistribution withReplicas(Replicas trained) {
        return new ParameterDistribution(mean, covariance, samples, starts, commonStart, layout, units, model, diagnostics,
                Optional.of(trained), density);
    }

    /** The same with a density of the parameters. */
    public ParameterDistribution withDensity(ParameterDensity newDensity) {
        return new ParameterDistribution(mean, covariance, samples, starts, commonStart, layout, units, model, diagnostics, replicas,
                Optional.of(newDensity));
    }

    /** The same with one more named number, as {@code effective replicas}. */
    public ParameterDistribution withDiagnostic(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(diagnostics);
        more.put(name, value);
        return new ParameterDistribution(mean, covariance, samples, starts, commonStart, layout, units, model, more, replicas,
                density);
    }

    /** The expectation, [p]. */
    public NumericArray mean() {
        return mean;
    }

    /** The covariance operator; the metric is its inverse. */
    public Covariance covariance() {
        return covariance;
    }

    /** Samples, aligned, [B, p]; B may be 0. */
    public NumericArray samples() {
        return samples;
    }

    /** Where the samples started, after the same symmetry operations as the samples: [B, p], [1, p] or [0, p]. */
    public NumericArray starts() {
        return starts;
    }

    /** Whether the samples were trained from one common start, and displacements from it make sense. */
    public boolean commonStart() {
        return commonStart;
    }

    /** Where each array of parameters lies. */
    public ParameterLayout layout() {
        return layout;
    }

    /** Layers of interchangeable units. */
    public List<UnitLayer> units() {
        return units;
    }

    /** The layer of that name; a {@link ShapeException} names those that exist. */
    public UnitLayer layer(String name) {
        return units.stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow(() -> new ShapeException(
                "no layer '" + name + "' among " + units.stream().map(UnitLayer::name).toList()));
    }

    /** The model, when it is known; archives may lack it. */
    public Optional<Model> model() {
        return model;
    }

    /** The replicas as trained, before alignment, where there are any; they are not part of {@link #arrays}. */
    public Optional<Replicas> replicas() {
        return replicas;
    }

    /** The density of the parameters, where the estimator gives one; it is not part of {@link #arrays}. */
    public Optional<ParameterDensity> density() {
        return density;
    }

    /** Named numbers on the estimate. */
    public Map<String, Double> diagnostics() {
        return diagnostics;
    }

    /** All numbers by name: mean, samples, starts, the arrays of the covariance, and the diagnostics. */
    public Map<String, NumericArray> arrays() {
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        arrays.put("mean", mean);
        arrays.put("samples", samples);
        arrays.put("starts", starts);
        arrays.put("common.start", NumericArray.scalar(commonStart ? 1 : 0));
        arrays.putAll(CovarianceArrays.of(covariance));
        diagnostics.forEach((name, value) -> arrays.put(DIAGNOSTIC + name, NumericArray.scalar(value)));
        return arrays;
    }

    /** A distribution of a model's parameters from {@link #arrays}. */
    public static ParameterDistribution fromArrays(Map<String, NumericArray> arrays, Model model) {
        return fromArrays(arrays, model.layout(), model.units(), Optional.of(model));
    }

    /** A distribution from {@link #arrays}; a {@link ShapeException} names an array that is missing or has the wrong shape. */
    public static ParameterDistribution fromArrays(Map<String, NumericArray> arrays, ParameterLayout layout,
            List<UnitLayer> units, Optional<Model> model) {
        Map<String, Double> diagnostics = new LinkedHashMap<>();
        arrays.forEach((name, value) -> {
            if (name.startsWith(DIAGNOSTIC)) {
                diagnostics.put(name.substring(DIAGNOSTIC.length()), value.at(0));
            }
        });
        return new ParameterDistribution(need(arrays, "mean"), CovarianceArrays.read(arrays), need(arrays, "samples"),
                need(arrays, "starts"), need(arrays, "common.start").at(0) != 0, layout, units, model,
                diagnostics, Optional.empty(), Optional.empty());
    }

    static NumericArray need(Map<String, NumericArray> arrays, String name) {
        NumericArray array = arrays.get(name);
        if (array == null) {
            throw new ShapeException("no array '" + name + "' among " + arrays.keySet());
        }
        return array;
    }

    private static void require(String name, NumericArray array, boolean fits, int p) {
        if (!fits) {
            throw new ShapeException("'" + name + "' of shape " + Arrays.toString(array.shape()) + " for a layout of " + p
                    + " parameters");
        }
    }
}
