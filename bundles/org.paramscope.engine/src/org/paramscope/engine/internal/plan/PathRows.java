package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Control;
import org.paramscope.engine.graph.ControlStart;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.graph.Select;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;

/**
 * A control path's derivative or start, which is found when samples are laid out.
 *
 * @param blocks of the graph, in which the sources of the control lie
 * @param steps number of time steps T
 * @param channels of the observations, C
 * @param start whether the start is wanted, not the derivative
 */
record PathRows(Control control, List<Block> blocks, int steps, int channels, boolean start) implements Plan.LaidOut {

    /** The rows of a path, or of its start. */
    static PathRows of(Block block, List<Block> blocks) {
        Control control = (Control) (block instanceof ControlStart start ? blocks.get(start.control()) : block);
        Shape values = Shapes.of(blocks).get(control.values());
        return new PathRows(control, blocks, values.axis(0), values.axis(1), block instanceof ControlStart);
    }

    /** The values [n, width] of an input, whatever its shape, or of entries chosen from several. */
    private NumericArray source(int position, Function<Plan.NamedInput, NumericArray> inputs) {
        return switch (blocks.get(position)) {
            case Input input -> inputs.apply(new Plan.NamedInput(input.name(), input.inputShape()));
            case Select select -> chosen(select, select.sources().stream().map(next -> source(next, inputs)).toList());
            case Block reshape -> source(reshape.sources().getFirst(), inputs);
        };
    }

    private static NumericArray chosen(Select select, List<NumericArray> sources) {
        int count = sources.getFirst().size(0);
        int width = select.indices().size();
        double[] values = new double[Math.multiplyExact(count, width)];
        for (int j = 0; j < width; j++) {
            int column = select.indices().get(j);
            int source = 0;
            while (column >= sources.get(source).size(1)) {
                column -= sources.get(source++).size(1);
            }
            for (int n = 0; n < count; n++) {
                values[n * width + j] = sources.get(source).at(n * sources.get(source).size(1) + column);
            }
        }
        return NumericArray.owned(values, count, width);
    }

    private int allChannels() {
        return channels + (control.time() ? 1 : 0);
    }

    /**
     * The rows of all samples: [n, (T - 1) 3 channels] or [n, channels].
     *
     * @param inputs finds the values [n, width] of an input
     * @throws ShapeException when a sample's times do not increase, or an observation is not a number: names the block, the sample
     *     and the channel
     */
    NumericArray of(Function<Plan.NamedInput, NumericArray> inputs) {
        NumericArray x = source(control.values(), inputs);
        Optional<NumericArray> observed = control.mask().map(position -> source(position, inputs));
        Optional<NumericArray> given = control.times().map(position -> source(position, inputs));
        int count = x.size(0);
        int width = allChannels() * (start ? 1 : 3 * (steps - 1));
        double[] rows = new double[Math.multiplyExact(count, width)];
        for (int sample = 0; sample < count; sample++) {
            double[] time = time(sample, given);
            if (control.time()) {
                write(rows, sample * width, 0, linear(time));
            }
            for (int channel = 0; channel < channels; channel++) {
                write(rows, sample * width, channel + allChannels() - channels, channel(sample, channel, time, x, observed));
            }
        }
        return NumericArray.owned(rows, count, width);
    }

    private double[] time(int sample, Optional<NumericArray> given) {
        double[] time = new double[steps];
        for (int t = 0; t < steps; t++) {
            time[t] = given.isPresent() ? given.get().at(sample * steps + t) : t;
            if (!Double.isFinite(time[t]) || t > 0 && !(time[t] > time[t - 1])) {
                throw new ShapeException("block '" + control.name() + "', sample " + sample + ": time step " + t + " has the time " + time[t]
                        + (t > 0 ? " after " + time[t - 1] : "") + "; strictly increasing numbers are needed");
            }
        }
        return time;
    }

    private PathChannel linear(double[] time) {
        return PathChannel.through(time, time, time, control.interpolation());
    }

    private PathChannel channel(int sample, int channel, double[] time, NumericArray x, Optional<NumericArray> observed) {
        double[] at = new double[steps];
        double[] value = new double[steps];
        int count = 0;
        for (int t = 0; t < steps; t++) {
            int entry = (sample * steps + t) * channels + channel;
            if (observed.isEmpty() || observed.get().at(entry) > 0) {
                at[count] = time[t];
                value[count++] = x.at(entry);
                if (!Double.isFinite(x.at(entry))) {
                    throw new ShapeException("block '" + control.name() + "', sample " + sample + ", channel " + channel + ": time step " + t
                            + " is " + x.at(entry) + "; a number or the mask 0 is needed");
                }
            }
        }
        if (count == 0) {
            at[count++] = time[0];
        }
        return PathChannel.through(Arrays.copyOf(at, count), Arrays.copyOf(value, count), time, control.interpolation());
    }

    private void write(double[] rows, int first, int channel, PathChannel path) {
        if (start) {
            rows[first + channel] = path.start();
            return;
        }
        for (int interval = 0; interval < steps - 1; interval++) {
            for (int power = 0; power < 3; power++) {
                rows[first + (interval * 3 + power) * allChannels() + channel] = path.derivative()[interval][power];
            }
        }
    }
}
