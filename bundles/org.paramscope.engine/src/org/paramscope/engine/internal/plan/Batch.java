package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.internal.kernel.Dual;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The inputs and targets that a plan looks at in the form that kernels read: chunk by chunk, in each chunk feature by
 * feature in rows of {@link Lanes#row} entries. Lanes that are computed without a sample of their own repeat the last one, with
 * weight 0: what is finite for all samples is finite there, too. Shared by all replicas.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Batch<A> {

    final int count;
    final int chunks;
    /** Index of each sample among those that the batch is taken from. */
    final int[] rows;
    private final Lanes<A> lanes;
    private final List<Table<A>> inputs = new ArrayList<>();
    private final Map<String, Table<A>> targets = new LinkedHashMap<>();

    /** The rows of one input or target, so many a chunk. */
    record Table<A>(A array, int width) { }

    Batch(Lanes<A> lanes, Plan plan, Samples samples) {
        this(lanes, samples.count());
        for (Plan.LaidOut input : plan.inputs) {
            inputs.add(table(switch (input) {
                case Plan.NamedInput named -> values(samples, named);
                case PathRows path -> path.of(name -> values(samples, name));
            }));
        }
        for (LossTerm term : plan.terms) {
            if (term.target() != null && !targets.containsKey(term.target())) {
                NumericArray values = target(samples, term);
                int same = sameInput(plan, samples, values);
                targets.put(term.target(), same >= 0 ? inputs.get(same) : table(values));
            }
        }
    }

    /** Zeros in the form of another batch, for so many samples. */
    Batch(Lanes<A> lanes, Batch<A> like, int count) {
        this(lanes, count);
        like.inputs.forEach(table -> inputs.add(zeros(table.width())));
        like.targets.forEach((name, table) -> {
            int same = like.inputs.indexOf(table);
            targets.put(name, same >= 0 ? inputs.get(same) : zeros(table.width()));
        });
    }

    /** A batch as constants among dual numbers: its values are shared, its tangents are 0. */
    static Batch<Dual> constant(Lanes<Dual> lanes, Batch<double[]> values) {
        Batch<Dual> batch = new Batch<>(lanes, values.count);
        for (Table<double[]> table : values.inputs) {
            batch.inputs.add(constant(table));
        }
        values.targets.forEach((name, table) -> {
            int same = values.inputs.indexOf(table);
            batch.targets.put(name, same >= 0 ? batch.inputs.get(same) : constant(table));
        });
        return batch;
    }

    private static Table<Dual> constant(Table<double[]> table) {
        return new Table<>(new Dual(table.array(), new double[table.array().length]), table.width());
    }

    private Batch(Lanes<A> lanes, int count) {
        this.lanes = lanes;
        this.count = count;
        this.rows = IntStream.range(0, count).toArray();
        this.chunks = (count + lanes.chunk() - 1) / lanes.chunk();
    }

    private Table<A> zeros(int width) {
        return new Table<>(lanes.allocate(Math.multiplyExact(Math.multiplyExact(chunks, lanes.row()), width)), width);
    }

    /** All inputs and targets, each once, in the same order for batches of the same form. */
    List<Table<A>> tables() {
        List<Table<A>> all = new ArrayList<>(inputs);
        targets.values().stream().filter(table -> !inputs.contains(table)).forEach(all::add);
        return all;
    }

    private static NumericArray values(Samples samples, Plan.NamedInput input) {
        String name = input.name().equals(Input.WINDOW) ? Samples.WINDOW : input.name();
        NumericArray values = samples.inputs().get(name);
        if (values == null || values.size(1) != input.shape().size()) {
            throw new ShapeException("input '" + input.name() + "' " + input.shape() + " of the model: the samples have "
                    + (values == null ? "only " + samples.inputs().keySet() : values.size(1) + " values there"));
        }
        return values;
    }

    private static NumericArray target(Samples samples, LossTerm term) {
        NumericArray values = samples.targets().get(term.target());
        if (values == null || values.size(1) != term.rows()) {
            throw new ShapeException("target '" + term.target() + "' of the loss, " + term.rows() + " values: the samples have "
                    + (values == null ? "only " + samples.targets().keySet() : values.size(1)));
        }
        return values;
    }

    /** A reconstruction's target is its input: laid out once. */
    private static int sameInput(Plan plan, Samples samples, NumericArray target) {
        for (int i = 0; i < plan.inputs.size(); i++) {
            if (plan.inputs.get(i) instanceof Plan.NamedInput input && values(samples, input) == target) {
                return i;
            }
        }
        return -1;
    }

    /** The array that holds an input of the plan. */
    A input(int i) {
        return inputs.get(i).array();
    }

    /** Where a chunk of it begins. */
    int inputAt(int i, int chunk) {
        return chunk * inputs.get(i).width() * lanes.row();
    }

    /** The array that holds a target; null for a term without one. */
    A target(String name) {
        return name == null ? null : targets.get(name).array();
    }

    /** Where a chunk of it begins. */
    int targetAt(String name, int chunk) {
        return name == null ? 0 : chunk * targets.get(name).width() * lanes.row();
    }

    /** How many samples a chunk holds. */
    int samples(int chunk) {
        return Math.min(lanes.chunk(), count - chunk * lanes.chunk());
    }

    /** How many lanes of a chunk are computed. */
    int lanes(int chunk) {
        return (samples(chunk) + lanes.pad() - 1) / lanes.pad() * lanes.pad();
    }

    /** A weight for each lane, scaled to the sum 1; unused lanes have 0. */
    A weights(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] padded = new double[chunks * lanes.chunk()];
        for (int n = 0; n < weights.length; n++) {
            padded[n] = weights[n] / sum;
        }
        return loaded(padded);
    }

    private Table<A> table(NumericArray values) {
        int width = values.size(1);
        int row = lanes.row();
        double[] rows = new double[Math.multiplyExact(Math.multiplyExact(chunks, row), width)];
        int padded = count == 0 ? 0 : (chunks - 1) * lanes.chunk() + lanes(chunks - 1);
        for (int n = 0; n < padded; n++) {
            int first = n / lanes.chunk() * width * row + n % lanes.chunk();
            int sample = Math.min(n, count - 1);
            for (int j = 0; j < width; j++) {
                rows[first + j * row] = values.at(sample * width + j);
            }
        }
        return new Table<>(loaded(rows), width);
    }

    private A loaded(double[] values) {
        A array = lanes.allocate(values.length);
        lanes.load(values, array);
        return array;
    }
}
