package org.paramscope.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model learns from: rows of named inputs and targets, each with a likelihood weight, a start
 * in time and a sampling group. Windows of a recording are one producer, regression tables another.
 */
public final class Samples {

    /** Name of the one input of windows and tables. */
    public static final String WINDOW = "window";
    /** Name of the input that holds the values before each window. */
    public static final String PAST = "past";
    /**
     * Name of the input that holds the time of every step, [n, past + length], those before the window first: in mean sampling
     * intervals from the first step of the window. Only samples of an irregular shape have it.
     */
    public static final String TIMES = "times";
    /**
     * Name of the input that is 1 where a value was observed and 0 where it is missing and stands as 0,
     * [n, (past + length) x channels], those before the window first. Only samples of a shape with gaps have it.
     */
    public static final String OBSERVED = "observed";
    /**
     * Name of the target that says what a transform left out of each row, [n, 1]: the sum of squares over its time steps, in squared
     * units of the other values. Errors count it; only samples behind a transform that leaves something out have it.
     */
    public static final String RESIDUAL = "residual";
    /** Name of the one target of windows and tables. */
    public static final String TARGET = "target";

    private final SampleShape shape;
    private final Map<String, NumericArray> inputs;
    private final Map<String, NumericArray> targets;
    private final NumericArray weights;
    private final int[] starts;
    private final int[] groups;
    private final int distinct;

    /**
     * Samples of n rows.
     *
     * @param shape of one row
     * @param inputs [n, width] each; {@value #WINDOW} [n, shape.size()] among them, {@value #PAST} optional
     * @param targets [n, width] each; {@value #TARGET} [n, shape.targets()] among them
     * @param weights likelihood weight of each row, [n], not negative
     * @param starts index in the signal of each row's first sample, [n]
     * @param groups number of the stretch without a seam in which each row lies, [n]
     * @param distinct number of distinct samples of the signal (of rows, for a table): the n of criteria
     */
    public Samples(SampleShape shape, Map<String, NumericArray> inputs, Map<String, NumericArray> targets,
            NumericArray weights, int[] starts, int[] groups, int distinct) {
        this.shape = shape;
        Map<String, NumericArray> all = new LinkedHashMap<>(inputs);
        int n = starts.length;
        all.computeIfAbsent(PAST, name -> NumericArray.zeros(n, shape.before()));
        this.inputs = Collections.unmodifiableMap(all);
        this.targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        this.weights = weights;
        this.starts = starts.clone();
        this.groups = groups.clone();
        this.distinct = distinct;
        require(WINDOW, this.inputs.get(WINDOW), n, shape.size());
        require(PAST, this.inputs.get(PAST), n, shape.before());
        if (shape.irregular()) {
            require(TIMES, this.inputs.get(TIMES), n, shape.past() + shape.length());
        }
        if (shape.gaps()) {
            require(OBSERVED, this.inputs.get(OBSERVED), n, shape.before() + shape.size());
        }
        require(TARGET, this.targets.get(TARGET), n, shape.targets());
        if (weights.length() != n || groups.length != n) {
            throw new ShapeException(n + " rows, " + weights.length() + " weights, " + groups.length + " groups");
        }
    }

    /** A regression table: inputs [n, k] and targets [n, m]; unit weights, rows in one group. */
    public static Samples table(NumericArray x, NumericArray y) {
        int n = x.size(0);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return new Samples(SampleShape.table(x.size(1), y.size(1)), Map.of(WINDOW, x), Map.of(TARGET, y),
                NumericArray.owned(ones), IntStream.range(0, n).toArray(), new int[n], n);
    }

    /** The windows, or the table's inputs: [n, size], time step by time step. */
    public NumericArray input() {
        return inputs.get(WINDOW);
    }

    /** The targets: [n, targets]; for a reconstruction the very same array as {@link #input()}. */
    public NumericArray target() {
        return targets.get(TARGET);
    }

    /** The values before each window: [n, past x channels]; no columns when the past is 0. */
    public NumericArray past() {
        return inputs.get(PAST);
    }

    /** All inputs by name. */
    public Map<String, NumericArray> inputs() {
        return inputs;
    }

    /** All targets by name. */
    public Map<String, NumericArray> targets() {
        return targets;
    }

    /**
     * The likelihood weight of each row, [n]: the mean over its samples of 1 / (number of windows in
     * which a sample lies), so that a window length times the sum of the weights is {@link #distinct()}. Of a sample with missing
     * values the observed share counts.
     */
    public NumericArray weights() {
        return weights;
    }

    /** Index in the signal of each row's first sample, [n]. */
    public int[] starts() {
        return starts.clone();
    }

    /** Number of the stretch without a seam in which each row lies, [n]. */
    public int[] groups() {
        return groups.clone();
    }

    /** The number of distinct samples of the signal, of those with missing values the observed share: the n of information criteria. */
    public int distinct() {
        return distinct;
    }

    /** Whether a number of a row's target, counted from 0, was observed; what was not says nothing of an error. */
    public boolean observed(int row, int column) {
        return !shape.gaps() || inputs.get(OBSERVED).at((row + 1) * shape.before() + row * shape.size() + column) != 0;
    }

    /** The number of rows n. */
    public int count() {
        return starts.length;
    }

    /** The shape of a row. */
    public SampleShape shape() {
        return shape;
    }

    /**
     * The same samples as a forecaster may see them: values of windows and targets are 0 and count as not observed, the past and all
     * times are kept.
     */
    public Samples withHiddenWindows() {
        NumericArray hidden = NumericArray.zeros(count(), shape.size());
        Map<String, NumericArray> known = new LinkedHashMap<>(inputs);
        known.put(WINDOW, hidden);
        known.computeIfPresent(OBSERVED, (name, values) -> cleared(values));
        return new Samples(shape, known, Map.of(TARGET, target() == input() ? hidden : NumericArray.zeros(count(), shape.targets())),
                weights, starts, groups, distinct);
    }

    private NumericArray cleared(NumericArray observed) {
        double[] values = observed.toArray();
        int row = shape.before() + shape.size();
        for (int i = 0; i < count(); i++) {
            Arrays.fill(values, i * row + shape.before(), (i + 1) * row, 0);
        }
        return NumericArray.owned(values, observed.shape());
    }

    /** The rows named, in that order. Weights are kept as they are; repeated rows count once as distinct. */
    public Samples select(int[] rows) {
        Map<String, NumericArray> chosenInputs = new LinkedHashMap<>();
        inputs.forEach((name, values) -> chosenInputs.put(name, values.select(rows)));
        Map<String, NumericArray> chosenTargets = new LinkedHashMap<>();
        targets.forEach((name, values) -> chosenTargets.put(name,
                values == input() ? chosenInputs.get(WINDOW) : values.select(rows)));
        int[] chosenStarts = Arrays.stream(rows).map(i -> starts[i]).toArray();
        int[] chosenGroups = Arrays.stream(rows).map(i -> groups[i]).toArray();
        return new Samples(shape, chosenInputs, chosenTargets, weights.select(rows), chosenStarts, chosenGroups,
                covered(chosenStarts, rows));
    }

    private int covered(int[] chosenStarts, int[] rows) {
        // consecutive rows of a table start one apart and are one sample each; windows overlap
        int length = target() == input() ? shape.length() : 1;
        Integer[] order = IntStream.range(0, rows.length).boxed().sorted(Comparator.comparingInt(i -> chosenStarts[i])).toArray(Integer[]::new);
        double count = 0;
        int end = Integer.MIN_VALUE;
        for (int i : order) {
            int start = chosenStarts[i];
            int from = Math.max(start, end);
            count += shape.gaps() ? share(rows[i], from - start, length) : Math.max(0, start + length - from);
            end = Math.max(end, start + length);
        }
        return (int) Math.round(count);
    }

    /** The observed time steps of a row from one on, those with missing values by their share. */
    private double share(int row, int from, int length) {
        int channels = shape.size() / shape.length();
        int observed = 0;
        for (int j = from * channels; j < length * channels; j++) {
            observed += observed(row, j) ? 1 : 0;
        }
        return (double) observed / channels;
    }

    private static void require(String name, NumericArray values, int rows, int columns) {
        if (values == null || values.rank() != 2 || values.size(0) != rows || values.size(1) != columns) {
            throw new ShapeException("'" + name + "' has the shape [" + rows + ", " + columns + "], not "
                    + (values == null ? "nothing" : Arrays.toString(values.shape())));
        }
    }
}
