package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.internal.kernel.Lanes;
import org.paramscope.engine.internal.plan.Plan.AffineStep;
import org.paramscope.engine.internal.plan.Plan.Place;
import org.paramscope.engine.internal.plan.Plan.SelectStep;
import org.paramscope.engine.internal.plan.Plan.Step;

/**
 * One replica's forward and reverse pass over a batch, with its own workspace. For one thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Pass<A> {

    private final Lanes<A> lanes;
    private final int row;
    private final Plan plan;
    private final Loss loss;
    private final A workspace;
    private final A packed;
    private final A sums;
    private final A lossSums;
    private final A lossFolded;
    private final A gradient;

    Pass(Lanes<A> lanes, Plan plan, Loss loss) {
        this.lanes = lanes;
        this.row = lanes.row();
        this.plan = plan;
        this.loss = loss;
        this.workspace = lanes.allocate(plan.workspaceRows * row);
        this.packed = lanes.allocate(plan.packing.size());
        this.sums = lanes.allocate(plan.parameters * lanes.virtualLanes());
        this.lossSums = lanes.allocate(lanes.virtualLanes());
        this.lossFolded = lanes.allocate(1);
        this.gradient = lanes.allocate(plan.parameters);
    }

    /** Uses these parameters from now on; to be called again when they have changed. */
    void parameters(A values) {
        lanes.pack(values, plan.packing, packed);
    }

    /** The gradient that {@link #loss} found last. */
    A gradient() {
        return gradient;
    }

    /** The loss over a batch, and its gradient if asked for. */
    double loss(Batch<A> batch, A weights, boolean withGradient) {
        lanes.clear(lossSums, 0, lanes.virtualLanes());
        if (withGradient) {
            lanes.clear(sums, 0, plan.parameters * lanes.virtualLanes());
        }
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            int used = batch.lanes(chunk);
            forward(batch, chunk, used);
            compare(batch, chunk, weights, used);
            if (withGradient) {
                backward(batch, chunk, used);
            }
        }
        if (withGradient) {
            lanes.fold(sums, plan.parameters, gradient);
        }
        lanes.fold(lossSums, 1, lossFolded);
        double sum = lanes.get(lossFolded, 0);
        return loss == Loss.SQUARED_ERROR ? sum / plan.outputWidth : sum;
    }

    /** The output of one chunk, sample by sample, into C-ordered rows from {@code at}. */
    void output(Batch<A> batch, int chunk, double[] rows, int at) {
        forward(batch, chunk, batch.lanes(chunk));
        Place place = plan.values[plan.output];
        A array = array(batch, place);
        int first = at(batch, chunk, place);
        int samples = Math.min(lanes.chunk(), batch.count - chunk * lanes.chunk());
        for (int j = 0; j < plan.outputWidth; j++) {
            for (int n = 0; n < samples; n++) {
                rows[at + n * plan.outputWidth + j] = lanes.get(array, first + j * row + n);
            }
        }
    }

    /** The name of the first block whose values are not finite somewhere in the batch, or the output's. */
    String culprit(Batch<A> batch) {
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            int used = batch.lanes(chunk);
            forward(batch, chunk, used);
            for (Step step : plan.steps) {
                int first = plan.values[step.position()].row();
                int width = step instanceof AffineStep s ? s.outputs() : ((SelectStep) step).rows().length;
                for (int j = 0; j < width; j++) {
                    if (!lanes.finite(workspace, (first + j) * row, (first + j) * row + used)) {
                        return step.name();
                    }
                }
            }
        }
        return plan.steps.isEmpty() ? "input" : plan.steps.getLast().name();
    }

    private void forward(Batch<A> batch, int chunk, int used) {
        for (int i = 0; i < plan.steps.size(); i++) {
            switch (plan.steps.get(i)) {
                case AffineStep s -> {
                    Place x = plan.values[s.source()];
                    int y = plan.values[s.position()].row() * row;
                    int sums = y + s.argument() * row;
                    lanes.affine(packed, s.forward(), s.outputs(), s.inputs(), false, array(batch, x), at(batch, chunk, x),
                            workspace, sums, used);
                    lanes.activate(s.activation(), workspace, sums, workspace, y, s.outputs(), used);
                }
                case SelectStep s -> {
                    int y = plan.values[s.position()].row() * row;
                    for (int j = 0; j < s.rows().length; j++) {
                        Place x = plan.values[s.sources()[j]];
                        System.arraycopy(array(batch, x), at(batch, chunk, x) + s.rows()[j] * row,
                                workspace, y + j * row, used);
                    }
                }
            }
        }
    }

    private void compare(Batch<A> batch, int chunk, A weights, int used) {
        Place place = plan.values[plan.output];
        A y = array(batch, place);
        int yAt = at(batch, chunk, place);
        int dAt = plan.derivatives[plan.output] * row;
        int tAt = chunk * batch.targetWidth * row;
        switch (loss) {
            case SQUARED_ERROR -> lanes.squaredError(y, yAt, batch.target, tAt, plan.outputWidth, weights, chunk * lanes.chunk(),
                    workspace, dAt, lossSums, used);
            case SOFTMAX_CROSS_ENTROPY -> lanes.crossEntropy(y, yAt, batch.target, tAt, plan.outputWidth, weights,
                    chunk * lanes.chunk(), workspace, dAt, lossSums, used);
        }
    }

    private void backward(Batch<A> batch, int chunk, int used) {
        for (int i = plan.steps.size() - 1; i >= 0; i--) {
            switch (plan.steps.get(i)) {
                case AffineStep s -> affineBackward(s, batch, chunk, used);
                case SelectStep s -> selectBackward(s, used);
            }
        }
    }

    private void affineBackward(AffineStep s, Batch<A> batch, int chunk, int used) {
        int d = plan.derivatives[s.position()] * row;
        int y = plan.values[s.position()].row() + s.argument();
        lanes.derive(s.activation(), workspace, y * row, workspace, d, s.outputs(), used);
        if (s.bias() >= 0) {
            lanes.sum(workspace, d, s.outputs(), sums, s.bias(), used);
        }
        Place x = plan.values[s.source()];
        lanes.outer(workspace, d, s.outputs(), array(batch, x), at(batch, chunk, x), s.inputs(), sums,
                s.weight(), s.rowStep(), s.columnStep(), used);
        if (s.backward() >= 0) {
            lanes.affine(packed, s.backward(), s.inputs(), s.outputs(), s.accumulate(), workspace, d,
                    workspace, plan.derivatives[s.source()] * row, used);
        }
    }

    private void selectBackward(SelectStep s, int used) {
        if (s.differentiated().isEmpty()) {
            return;
        }
        for (int source : s.clear()) {
            int first = plan.derivatives[source] * row;
            lanes.clear(workspace, first, first + width(source) * row);
        }
        int d = plan.derivatives[s.position()] * row;
        for (int i = 0; i < s.rows().length; i++) {
            int source = s.sources()[i];
            if (plan.derivatives[source] >= 0) {
                lanes.add(workspace, d + i * row, workspace, (plan.derivatives[source] + s.rows()[i]) * row, 1, used);
            }
        }
    }

    private int width(int position) {
        for (Step step : plan.steps) {
            if (step.position() == position) {
                return step instanceof AffineStep s ? s.outputs() : ((SelectStep) step).rows().length;
            }
        }
        return 0;
    }

    private A array(Batch<A> batch, Place place) {
        return switch (place.home()) {
            case INPUT -> batch.input;
            case PAST -> batch.past;
            case WORKSPACE -> workspace;
        };
    }

    private int at(Batch<A> batch, int chunk, Place place) {
        return switch (place.home()) {
            case INPUT -> chunk * batch.inputWidth * row;
            case PAST -> chunk * batch.pastWidth * row;
            case WORKSPACE -> place.row() * row;
        };
    }
}
