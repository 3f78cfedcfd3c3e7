package org.paramscope.models.continuous;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Picture;

/** Where the equation of a fitted model goes in the long run, from the state of the first shown window on. */
final class LimitCycle {

    /** Window lengths that pass before the run counts, and that count. */
    private static final int SETTLING = 20;
    private static final int COUNTED = 20;
    /** Times the largest training value: a run beyond has left the signal. */
    private static final double FAR = 5;
    /** Below this share of the signal's deviation a run counts as at rest. */
    private static final double REST = 0.05;
    /** Largest number of upward crossings in a period, and how near, in extents of the way, a state must come to itself again. */
    private static final int MOST_CROSSINGS = 8;
    private static final double NEAR = 0.02;
    /** Size of the perturbations that are shown, relative to the distance from the centre of the cycle. */
    private static final double PERTURBATION = 0.2;
    private static final int PERIODS_AFTER = 3;

    private enum Fate { EMPTY, DIVERGED, AT_REST, WANDERING, CYCLE }

    private final FreeRun equation;
    private final NumericArray codes;
    private final double[][] states;
    private final double[] signal;
    private final double amplitude;
    private final double period;
    private final Fate fate;

    private LimitCycle(FreeRun equation, NumericArray codes, double[][] states, double[] signal, double largest, double deviation) {
        this.equation = equation;
        this.codes = codes;
        this.states = states;
        this.signal = signal;
        double low = Arrays.stream(signal).min().orElse(Double.NaN);
        double high = Arrays.stream(signal).max().orElse(Double.NaN);
        this.amplitude = (high - low) / 2;
        boolean near = Math.max(Math.abs(low), Math.abs(high)) < FAR * largest;
        boolean moving = near && amplitude >= REST * deviation;
        this.period = moving ? period((low + high) / 2) : Double.NaN;
        if (signal.length == 0) {
            this.fate = Fate.EMPTY;
        } else if (!near) {
            this.fate = Fate.DIVERGED;
        } else if (!moving) {
            this.fate = Fate.AT_REST;
        } else {
            this.fate = Double.isNaN(period) ? Fate.WANDERING : Fate.CYCLE;
        }
    }

    static LimitCycle of(LatentFlow flow, FittedModel fitted) {
        FreeRun equation = new FreeRun(flow, fitted.model(), fitted.parameters());
        if (fitted.shown().count() == 0) {
            return new LimitCycle(equation, NumericArray.zeros(0, 1), new double[0][], new double[0], 0, 0);
        }
        NumericArray codes = fitted.model().head(FreeRun.STATE, fitted.parameters(), fitted.shown());
        int length = fitted.model().shape().length();
        FreeRun.Way way = equation.run(codes.rows(0, 1), (SETTLING + COUNTED) * length);
        double[][] states = way.states().slice(0).rows(SETTLING * length, (SETTLING + COUNTED) * length).toRows();
        double[] signal = way.values().slice(0).rows(SETTLING * length, (SETTLING + COUNTED) * length).column(0).toArray();
        double[] training = fitted.training().input().toArray();
        double largest = 0;
        double squares = 0;
        for (double x : training) {
            largest = Math.max(largest, Math.abs(x));
            squares += x * x;
        }
        return new LimitCycle(equation, codes, states, signal, largest, Math.sqrt(squares / Math.max(1, training.length)));
    }

    /** Mean samples between upward crossings of a level after which the state is the same again; not a number without such. */
    private double period(double level) {
        List<Double> times = new ArrayList<>();
        List<double[]> at = new ArrayList<>();
        for (int t = 1; t < signal.length; t++) {
            if (signal[t - 1] < level && signal[t] >= level) {
                double share = (level - signal[t - 1]) / (signal[t] - signal[t - 1]);
                times.add(t - 1 + share);
                double[] crossing = new double[states[t].length];
                for (int j = 0; j < crossing.length; j++) {
                    crossing[j] = states[t - 1][j] + share * (states[t][j] - states[t - 1][j]);
                }
                at.add(crossing);
            }
        }
        double extent = IntStream.range(0, states.length).mapToDouble(t -> distance(states[0], states[t])).max().orElse(0);
        for (int every = 1; every <= Math.min(MOST_CROSSINGS, times.size() / 2); every++) {
            int apart = every;
            double farthest = IntStream.range(apart, at.size()).mapToDouble(i -> distance(at.get(i), at.get(i - apart))).max().orElseThrow();
            if (farthest < NEAR * extent) {
                int whole = (times.size() - 1) / every * every;
                return (times.get(whole) - times.getFirst()) / (whole / every);
            }
        }
        return Double.NaN;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return Math.sqrt(sum);
    }

    List<Fact> facts() {
        return switch (fate) {
            case EMPTY -> List.of();
            case DIVERGED -> List.of(Fact.warning("period of the limit cycle [samples]", Double.NaN,
                    "there is none: the equation runs away from the signal"));
            case AT_REST -> List.of(Fact.warning("period of the limit cycle [samples]", Double.NaN,
                    "there is none: the equation comes to rest"));
            case WANDERING -> List.of(Fact.warning("period of the limit cycle [samples]", Double.NaN,
                    "there is none: the state does not return to where it was"),
                    Fact.of("amplitude of the free run [units of the model]", amplitude, "half the range of the first channel"));
            case CYCLE -> List.of(Fact.of("period of the limit cycle [samples]", period, "of a free run, after it settled"),
                    Fact.of("amplitude of the limit cycle [units of the model]", amplitude, "half the range of the first channel"),
                    returning());
        };
    }

    /** How much of a perturbation is left some periods later: the largest share of two starts that were moved outwards and inwards. */
    private Fact returning() {
        double left = 0;
        int steps = (int) Math.ceil((PERIODS_AFTER + 1) * period);
        for (double factor : new double[] {1 + PERTURBATION, 1 - PERTURBATION}) {
            double[] start = perturbed(factor);
            double[][] way = run(start, steps);
            double before = fromCycle(start);
            double after = 0;
            for (int t = (int) (PERIODS_AFTER * period); t < steps; t++) {
                after = Math.max(after, fromCycle(way[t]));
            }
            left = Math.max(left, after / before);
        }
        return new Fact("share of a perturbation by 20 % left after " + PERIODS_AFTER + " periods", left,
                left < 1 ? "distance from the limit cycle" : "the limit cycle does not attract", !(left < 1));
    }

    private double[][] run(double[] start, int steps) {
        return equation.run(NumericArray.of(start, 1, start.length), steps).states().slice(0).toRows();
    }

    /** The state of the cycle farthest from its centre, moved from there. */
    private double[] perturbed(double factor) {
        double[] centre = centre();
        double[] farthest = states[0];
        for (double[] state : states) {
            farthest = distance(state, centre) > distance(farthest, centre) ? state : farthest;
        }
        double[] moved = new double[centre.length];
        for (int j = 0; j < moved.length; j++) {
            moved[j] = centre[j] + factor * (farthest[j] - centre[j]);
        }
        return moved;
    }

    private double[] centre() {
        double[] centre = new double[states[0].length];
        for (double[] state : states) {
            for (int j = 0; j < centre.length; j++) {
                centre[j] += state[j] / states.length;
            }
        }
        return centre;
    }

    private double fromCycle(double[] state) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] on : states) {
            nearest = Math.min(nearest, distance(state, on));
        }
        return nearest;
    }

    /** The vector field over the phase plane; none where the state has one coordinate or there is nothing to show. */
    List<Picture> pictures() {
        if (fate == Fate.EMPTY || codes.size(1) < 2) {
            return List.of();
        }
        PhasePlane plane = PhasePlane.of(codes);
        List<double[][]> ways = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (fate == Fate.CYCLE) {
            names.add("limit cycle");
            ways.add(Arrays.copyOf(states, Math.min(states.length, (int) Math.ceil(period) + 1)));
            for (double factor : new double[] {1 + PERTURBATION, 1 - PERTURBATION}) {
                double[] start = perturbed(factor);
                names.add(factor > 1 ? "start moved outwards by 20 %" : "start moved inwards by 20 %");
                ways.add(run(start, (int) Math.ceil(PERIODS_AFTER * period)));
            }
        } else if (fate != Fate.DIVERGED) {
            names.add("free run");
            ways.add(states);
        }
        return List.of(plane.field(equation, names, ways));
    }
}
