package org.paramscope.core.registry;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of contributions, one extension point each. */
public enum Kind {

    /** Opens a recording: signals with clocks, units and events. */
    DATASET("datasets", "dataset", "org.paramscope.data.Dataset"),
    /** Changes a signal before it is cut into windows; fitted on the training stretch, inverted for errors. */
    TRANSFORM("transforms", "transform", "org.paramscope.data.Transform"),
    /** Builds a model (graph, units, symmetries, fitter) for samples of a shape. */
    MODEL_TYPE("modelTypes", "modelType", "org.paramscope.engine.ModelType"),
    /** Turns a problem (model and samples) into a distribution over its parameters. */
    ESTIMATOR("estimators", "estimator", "org.paramscope.engine.Estimator"),
    /** Fits a density to replicas of a parameter vector. */
    DENSITY_ESTIMATOR("densityEstimators", "densityEstimator", "org.paramscope.engine.DensityEstimator"),
    /** Opens replicas of networks that were trained elsewhere. */
    REPLICA_SOURCE("replicaSources", "replicaSource", "org.paramscope.engine.ReplicaSource"),
    /** A distance between two neurons, each a Gaussian. */
    METRIC("metrics", "metric", "org.paramscope.geometry.metric.Metric"),
    /** Makes smaller models from a model and its parameter distribution, with controls. */
    REDUCER("reducers", "reducer", "org.paramscope.geometry.reduction.Reducer"),
    /** A number by which fitted models are compared. */
    CRITERION("criteria", "criterion", "org.paramscope.geometry.front.Criterion"),
    /** Predicts one modality from another. */
    DECODER("decoders", "decoder", "org.paramscope.decoding.Decoder"),
    /** Draws a result as a figure: a function without state. */
    VIEWER("viewers", "viewer", "org.paramscope.figures.Viewer"),
    /** Computes a value that others published, or that follows in closed form, and compares. */
    CHECK("checks", "check", "org.paramscope.data.checks.Check");

    private final String point;
    private final String element;
    private final String contract;

    Kind(String point, String element, String contract) {
        this.point = point;
        this.element = element;
        this.contract = contract;
    }

    /** Identifier of the extension point. */
    public String extensionPoint() {
        return "org.paramscope.core." + point;
    }

    /** Name in the plural, as on the command line: {@code models}. */
    public String plural() {
        return this == MODEL_TYPE ? "models" : point;
    }

    /** Name of the element in a plugin.xml: {@code modelType}. */
    public String element() {
        return element;
    }

    /** Name in a message: {@code model type}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Name of the interface that a contribution implements; decoders bring theirs with the first of them. */
    public String contract() {
        return contract;
    }

    /** The kind of a plural ({@code models}) or of an extension point ({@code modelTypes}), whatever its case. */
    public static Optional<Kind> parse(String plural) {
        return Stream.of(values()).filter(kind -> kind.plural().equalsIgnoreCase(plural) || kind.point.equalsIgnoreCase(plural)).findFirst();
    }
}
