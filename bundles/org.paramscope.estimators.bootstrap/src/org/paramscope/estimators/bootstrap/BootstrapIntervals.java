package org.paramscope.estimators.bootstrap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.geometry.alignment.Alignment;
import org.paramscope.geometry.front.Interval;

/**
 * Confidence intervals of parameters and of statistics of them from the replicas of a bootstrap: percentile intervals (Efron 1979), and
 * BCa, bias-corrected and accelerated ones (Efron 1987), which correct for a median of the replicas off the estimate and for a spread
 * that changes with the parameter, and so err by O(1/n) instead of O(1/sqrt(n)).
 */
public final class BootstrapIntervals {

    private final double level;
    private final double[] estimate;
    private final double[][] draws;
    private final double[][] jackknife;

    private BootstrapIntervals(double level, double[] estimate, double[][] draws, double[][] jackknife) {
        this.level = requireLevel(level);
        this.estimate = estimate;
        this.draws = draws;
        this.jackknife = jackknife;
    }

    /**
     * Fits the network itself, and jackknife replicas that lack a block of consecutive rows each, for the acceleration; all aligned to
     * the mean of the distribution, as its replicas are.
     *
     * @param problem      that was estimated
     * @param distribution of a bootstrap, with its replicas
     * @param blocks       number of jackknife blocks, 2 to the number of rows
     * @param level        of confidence, above 0 and below 1
     * @throws ShapeException when the distribution carries no replicas
     */
    public static BootstrapIntervals of(Problem problem, ParameterDistribution distribution, int blocks, double level, Progress progress) {
        requireLevel(level);
        Replicas replicas = distribution.replicas().orElseThrow(() -> new ShapeException(
                "intervals need the replicas of a bootstrap; this distribution carries none"));
        double[] network = problem.fit(progress.part(0, 0.1));
        Replicas deleted = problem.train(Resampling.withoutEachBlock(problem.samples(), blocks), progress.part(0.1, 1));
        double[][] jackknife = Arrays.stream(deleted.parameters().toRows())
                .map(w -> Alignment.onto(w, distribution.mean(), replicas)).toArray(double[][]::new);
        return new BootstrapIntervals(level, Alignment.onto(network, distribution.mean(), replicas), distribution.samples().toRows(), jackknife);
    }

    /** The quantiles of the replicas' values of a statistic of the parameters [p]. */
    public Interval percentile(ToDoubleFunction<double[]> statistic) {
        return percentile(values(draws, statistic), level);
    }

    /** The BCa interval of a statistic of the parameters [p], see {@link #accelerated}. */
    public Interval accelerated(ToDoubleFunction<double[]> statistic) {
        return accelerated(values(draws, statistic), statistic.applyAsDouble(estimate), acceleration(values(jackknife, statistic)), level);
    }

    /**
     * The intervals of all parameters: {@code percentile} and {@code accelerated} [p, 2], low before high, not a number where there is
     * none, {@code estimate} [p] and {@code acceleration} [p].
     */
    public Map<String, NumericArray> arrays() {
        int p = estimate.length;
        double[] percentile = new double[2 * p];
        double[] accelerated = new double[2 * p];
        double[] acceleration = new double[p];
        for (int i = 0; i < p; i++) {
            int parameter = i;
            Interval plain = percentile(w -> w[parameter]);
            Interval corrected = accelerated(w -> w[parameter]);
            percentile[2 * i] = plain.low();
            percentile[2 * i + 1] = plain.high();
            accelerated[2 * i] = corrected.low();
            accelerated[2 * i + 1] = corrected.high();
            acceleration[i] = acceleration(values(jackknife, w -> w[parameter]));
        }
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        arrays.put("estimate", NumericArray.of(estimate));
        arrays.put("percentile", NumericArray.owned(percentile, p, 2));
        arrays.put("accelerated", NumericArray.owned(accelerated, p, 2));
        arrays.put("acceleration", NumericArray.owned(acceleration));
        return arrays;
    }

    /** The quantiles of draws that leave out as much at either end. */
    public static Interval percentile(double[] draws, double level) {
        double tail = (1 - requireLevel(level)) / 2;
        return new Interval(Interval.quantile(draws, tail), Interval.quantile(draws, 1 - tail));
    }

    /**
     * The BCa interval (Efron 1987; Efron, Tibshirani 1993, equations 14.9, 14.10, 14.14): the quantiles Phi(z0 + (z0 + z) / (1 - a (z0 + z)))
     * of the draws, with z the normal quantiles of either tail and z0 that of the share of draws below the estimate, ties by half.
     *
     * @param draws        of a statistic in the replicas, at least 2
     * @param estimate     from the samples themselves
     * @param acceleration a, see {@link #acceleration}
     * @return unknown when all draws lie on one side of the estimate
     */
    public static Interval accelerated(double[] draws, double estimate, double acceleration, double level) {
        if (draws.length < 2) {
            throw new ShapeException(draws.length + " draws, at least 2 are needed for an interval");
        }
        double below = 0;
        for (double draw : draws) {
            below += draw < estimate ? 1 : draw == estimate ? 0.5 : 0;
        }
        double bias = NormalDistribution.quantile(below / draws.length);
        if (Double.isInfinite(bias)) {
            return Interval.UNKNOWN;
        }
        double tail = NormalDistribution.quantile((1 - requireLevel(level)) / 2);
        return new Interval(Interval.quantile(draws, corrected(bias, tail, acceleration)),
                Interval.quantile(draws, corrected(bias, -tail, acceleration)));
    }

    private static double corrected(double bias, double tail, double acceleration) {
        double shifted = bias + tail;
        double room = 1 - acceleration * shifted;
        // so strong an acceleration that the end lies beyond all draws
        return room > 0 ? NormalDistribution.cumulative(bias + shifted / room) : shifted > 0 ? 1 : 0;
    }

    /**
     * The acceleration from jackknife values t_i that lack a row or a block each: sum d^3 / (6 (sum d^2)^(3/2)) with d = mean(t) - t_i,
     * a sixth of the skewness of the influence (Efron, Tibshirani 1993, equation 14.15); 0 where nothing varies.
     */
    public static double acceleration(double[] jackknife) {
        double mean = Arrays.stream(jackknife).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (double value : jackknife) {
            double d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
    }

    private static double[] values(double[][] rows, ToDoubleFunction<double[]> statistic) {
        return IntStream.range(0, rows.length).mapToDouble(b -> statistic.applyAsDouble(rows[b])).toArray();
    }

    private static double requireLevel(double level) {
        if (!(level > 0) || !(level < 1)) {
            throw new SettingException("level", Double.toString(level), "a number above 0 and below 1 is needed");
        }
        return level;
    }
}
