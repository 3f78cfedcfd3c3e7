package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;

/**
 * The rational-quadratic spline coupling of a normalising flow (Durkan, Bekasov, Murray, Papamakarios 2019): each entry of x
 * passes a monotonic spline of K bins on [-B, B], which is the identity beyond; or its inverse. The value is y followed by
 * log |det dy/dx|: [d + 1].
 *
 * <p>The parameters are [3 K - 1, d], for each entry of x: K numbers whose softmax gives the widths of the bins, at least
 * {@value #MINIMUM} of 2 B; K for the heights likewise; K - 1 whose softplus gives the slopes at the inner knots, at least
 * {@value #MINIMUM}, where 0 stands for the slope 1. Zeros are the identity.
 *
 * @param source position of x, [d]
 * @param parameters position of the parameters, computed from what the coupling leaves as it is
 * @param bins K, from 2 to {@value #MOST_BINS}
 * @param bound B, above 0
 * @param inverse whether the source is y and the value x
 */
public record SplineCoupling(String name, int source, int parameters, int bins, double bound, boolean inverse) implements Block {

    /** Smallest width and height of a bin, as a share, and smallest slope at a knot. */
    public static final double MINIMUM = 1e-3;
    /** Most bins. */
    public static final int MOST_BINS = 500;

    public SplineCoupling {
        if (bins < 2 || bins > MOST_BINS) {
            throw new SettingException("bins", Integer.toString(bins), "2 to " + MOST_BINS + " are possible");
        }
        if (!(bound > 0) || !Double.isFinite(bound)) {
            throw new SettingException("bound", Double.toString(bound), "a finite number above 0 is needed");
        }
    }

    @Override
    public List<Integer> sources() {
        return List.of(source, parameters);
    }

    @Override
    public Shape shape(List<Shape> in) {
        int d = in.get(0).size();
        if (in.get(1).size() != (3 * bins - 1) * d) {
            throw new ShapeException("block '" + name + "': splines of " + bins + " bins for " + in.get(0) + " have "
                    + (3 * bins - 1) * d + " parameters, not " + in.get(1));
        }
        return Shape.of(d + 1);
    }

    @Override
    public long flop(List<Shape> in) {
        return in.getFirst().size() * (20L + 14L * bins);
    }

    @Override
    public String describe(List<String> names) {
        return (inverse ? "inverse " : "") + "spline coupling of " + names.get(0) + " by " + names.get(1) + ", with its log-determinant";
    }

    @Override
    public SplineCoupling withSources(List<Integer> positions) {
        return new SplineCoupling(name, positions.get(0), positions.get(1), bins, bound, inverse);
    }
}
