package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.SplineCoupling;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Widths, heights and slopes of the bins of d splines, and the bin in which each entry lies: its number b, its left end, width,
 * bottom, height, and the slopes at its two ends.
 */
final class SplineBins {

    /** Softplus of it is 1 less the smallest slope: 0 stands for the slope 1. */
    private static final double SHIFT = StrictMath.log(StrictMath.expm1(1 - SplineCoupling.MINIMUM));

    private final Source parameters;
    private final int bins;
    private final int d;
    private final double bound;
    private final double minimum;
    private final double scale;
    /** Shares by softmax: [bins, d] of widths, [bins, d] of heights. */
    private final Place shares;
    /** [bins + 1, d], 1 at both ends. */
    private final Place slopes;
    /** The chosen bin, seven times d rows. */
    private final Place chosen;
    /** Where the knots have got to: [2, d]; before that largest parameters and sums. */
    private final Place running;
    private final Place derivatives;

    SplineBins(Compiler compiler, Source parameters, int bins, double bound, int d) {
        this.parameters = parameters;
        this.bins = bins;
        this.d = d;
        this.bound = bound;
        this.minimum = 2 * bound * SplineCoupling.MINIMUM;
        this.scale = 2 * bound * (1 - bins * SplineCoupling.MINIMUM);
        this.shares = compiler.keep(2 * bins * d);
        this.slopes = compiler.keep((bins + 1) * d);
        this.chosen = compiler.keep(7 * d);
        this.running = compiler.keep(2 * d);
        this.derivatives = compiler.derivativeRows(7 * d);
    }

    /** The array of the chosen bins. */
    <A> A array(Frame<A> frame) {
        return frame.array(chosen);
    }

    <A> int index(Frame<A> frame) {
        return frame.at(chosen);
    }

    <A> int left(Frame<A> frame) {
        return frame.at(chosen.plus(d));
    }

    <A> int width(Frame<A> frame) {
        return frame.at(chosen.plus(2 * d));
    }

    <A> int bottom(Frame<A> frame) {
        return frame.at(chosen.plus(3 * d));
    }

    <A> int height(Frame<A> frame) {
        return frame.at(chosen.plus(4 * d));
    }

    <A> int first(Frame<A> frame) {
        return frame.at(chosen.plus(5 * d));
    }

    <A> int second(Frame<A> frame) {
        return frame.at(chosen.plus(6 * d));
    }

    /** Computes all bins and chooses one for each entry of x, or in the inverse of y. */
    <A> void choose(Run<A> run, Frame<A> frame, Place x, boolean inverse) {
        softmax(run, frame, parameters.value(), shares);
        softmax(run, frame, parameters.value().plus(bins * d), shares.plus(bins * d));
        slopes(run, frame);
        Lanes<A> lanes = run.lanes;
        A position = frame.array(running);
        int knot = frame.at(running);
        int level = frame.at(running.plus(d));
        Step.clear(running, 2 * d, run, frame);
        lanes.rescale(position, knot, position, knot, 0, -bound, 2 * d, run.used);
        A share = frame.array(shares);
        A slope = frame.array(slopes);
        A c = array(frame);
        int key = inverse ? level : knot;
        for (int j = 0; j < bins; j++) {
            // the first bin is entered by all, those beyond the bound too: the splines leave them in the end
            A compared = j == 0 ? frame.array(x) : position;
            int comparedAt = j == 0 ? frame.at(x) : key;
            lanes.enterBin(frame.array(x), frame.at(x), share, frame.at(shares.plus(j * d)), share, frame.at(shares.plus((bins + j) * d)),
                    slope, frame.at(slopes.plus(j * d)), slope, frame.at(slopes.plus((j + 1) * d)), compared, comparedAt, position, knot,
                    position, level, c, index(frame), c, left(frame), c, width(frame), c, bottom(frame), c, height(frame), c,
                    first(frame), c, second(frame), j, scale, minimum, d, run.used);
        }
        lanes.leaveSpline(frame.array(x), frame.at(x), c, index(frame), bound, d, run.used);
    }

    /** Over the bins of each entry, which are d rows apart. */
    private <A> void softmax(Run<A> run, Frame<A> frame, Place from, Place to) {
        Lanes<A> lanes = run.lanes;
        A work = frame.array(running);
        int largest = frame.at(running);
        int total = frame.at(running.plus(d));
        A a = frame.array(from);
        A e = frame.array(to);
        lanes.copy(a, frame.at(from), work, largest, d, run.used);
        for (int j = 1; j < bins; j++) {
            lanes.maximum(a, frame.at(from.plus(j * d)), work, largest, d, run.used);
        }
        Step.clear(running.plus(d), d, run, frame);
        for (int j = 0; j < bins; j++) {
            lanes.shiftedExponential(a, frame.at(from.plus(j * d)), work, largest, e, frame.at(to.plus(j * d)), work, total, d, run.used);
        }
        for (int j = 0; j < bins; j++) {
            lanes.divide(e, frame.at(to.plus(j * d)), work, total, e, frame.at(to.plus(j * d)), d, run.used);
        }
    }

    private <A> void slopes(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A slope = frame.array(slopes);
        Place inner = parameters.value().plus(2 * bins * d);
        lanes.boundedSoftplus(frame.array(inner), frame.at(inner), slope, frame.at(slopes.plus(d)), SHIFT, SplineCoupling.MINIMUM,
                (bins - 1) * d, run.used);
        for (Place end : new Place[] {slopes, slopes.plus(bins * d)}) {
            Step.clear(end, d, run, frame);
            lanes.rescale(slope, frame.at(end), slope, frame.at(end), 0, 1, d, run.used);
        }
    }

    /** Where {@link #backward} leaves the derivative of x. */
    Place inputDerivative() {
        return derivatives;
    }

    /** From the derivatives of y and, with a sign, of log dy/dx at x to those of x and of the parameters. */
    <A> void backward(Run<A> run, Frame<A> frame, A dy, int dyAt, A dl, int dlAt, double sign, Place x) {
        Lanes<A> lanes = run.lanes;
        A c = array(frame);
        A e = frame.array(derivatives);
        int row = lanes.row() * d;
        int at = frame.at(derivatives);
        lanes.splineBackward(dy, dyAt, dl, dlAt, frame.array(x), frame.at(x), c, index(frame), c, left(frame), c, width(frame), c,
                height(frame), c, first(frame), c, second(frame), e, at, e, at + row, e, at + 2 * row, e, at + 3 * row, e, at + 4 * row, e,
                at + 5 * row, sign, d, run.used);
        if (!parameters.differentiated()) {
            return;
        }
        // what lies left of a bin moves its left end; what lies below moves its bottom, whose derivative is that of y
        share(run, frame, e, at + row, e, at + 2 * row, 0);
        share(run, frame, dy, dyAt, e, at + 3 * row, bins * d);
        A to = frame.array(parameters.derivative());
        A a = frame.array(parameters.value());
        for (int j = 1; j < bins; j++) {
            int inner = (2 * bins + j - 1) * d;
            lanes.knotSlopeBackward(c, index(frame), e, at + 4 * row, e, at + 5 * row, a, frame.at(parameters.value().plus(inner)), to,
                    frame.at(parameters.derivative().plus(inner)), j, j - 1, SHIFT, d, run.used);
        }
    }

    private <A> void share(Run<A> run, Frame<A> frame, A before, int beforeAt, A own, int ownAt, int shift) {
        Lanes<A> lanes = run.lanes;
        A c = array(frame);
        A share = frame.array(shares);
        Place sum = derivatives.plus(6 * d);
        A total = frame.array(sum);
        A to = frame.array(parameters.derivative());
        Step.clear(sum, d, run, frame);
        for (int j = 0; j < bins; j++) {
            lanes.binShare(c, index(frame), before, beforeAt, own, ownAt, share, frame.at(shares.plus(shift + j * d)), total, frame.at(sum),
                    j, d, run.used);
        }
        for (int j = 0; j < bins; j++) {
            lanes.binBackward(c, index(frame), before, beforeAt, own, ownAt, share, frame.at(shares.plus(shift + j * d)), total,
                    frame.at(sum), to, frame.at(parameters.derivative().plus(shift + j * d)), j, scale, d, run.used);
        }
    }
}
