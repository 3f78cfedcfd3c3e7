package org.paramscope.geometry.alignment;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Objective;
import org.paramscope.geometry.NamedArrays;

/**
 * The training loss on the straight line between two replicas, before and after alignment. The barrier
 * is the largest rise above the line between the losses of the ends (Frankle et al. 2020; Entezari et
 * al. 2022).
 *
 * @param fractions     [k] of the way, from 0 to 1
 * @param before        [k] loss between the replicas as trained
 * @param after         [k] loss between the aligned replicas
 * @param barrierBefore largest rise before alignment, at least 0
 * @param barrierAfter  largest rise after alignment, at least 0
 */
public record LossBarrier(NumericArray fractions, NumericArray before, NumericArray after, double barrierBefore,
        double barrierAfter) {

    /** The number of points at which the loss is taken. */
    public static final int POINTS = 25;

    /**
     * The barrier between two replicas.
     *
     * @param trained [2][p] as trained
     * @param aligned [2][p] the same replicas aligned to each other
     */
    public static LossBarrier between(double[][] trained, double[][] aligned, Objective objective, Samples samples) {
        double[] fractions = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            fractions[i] = i / (POINTS - 1.0);
        }
        double[] before = along(trained, fractions, objective, samples);
        double[] after = along(aligned, fractions, objective, samples);
        return new LossBarrier(NumericArray.of(fractions), NumericArray.of(before), NumericArray.of(after),
                rise(fractions, before), rise(fractions, after));
    }

    private static double[] along(double[][] ends, double[] fractions, Objective objective, Samples samples) {
        double[] losses = new double[fractions.length];
        double[] point = new double[ends[0].length];
        for (int i = 0; i < fractions.length; i++) {
            for (int j = 0; j < point.length; j++) {
                point[j] = (1 - fractions[i]) * ends[0][j] + fractions[i] * ends[1][j];
            }
            losses[i] = objective.loss(point, samples);
        }
        return losses;
    }

    private static double rise(double[] fractions, double[] losses) {
        double highest = 0;
        for (int i = 0; i < losses.length; i++) {
            double line = (1 - fractions[i]) * losses[0] + fractions[i] * losses[losses.length - 1];
            highest = Math.max(highest, losses[i] - line);
        }
        return highest;
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("fractions", fractions).put("before", before).put("after", after)
                .put("barriers", barrierBefore, barrierAfter).build();
    }

    /** The value from its {@link #named()} form. */
    public static LossBarrier of(NamedArrays named) {
        NumericArray barriers = named.array("barriers");
        return new LossBarrier(named.array("fractions"), named.array("before"), named.array("after"),
                barriers.at(0), barriers.at(1));
    }
}
