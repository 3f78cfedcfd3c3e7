package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;

/**
 * The affine coupling of a normalising flow (Dinh, Sohl-Dickstein, Bengio 2017): y = x exp(s) + t with s = c tanh(a / c), and
 * log |det dy/dx| = sum s; or its inverse x = (y - t) exp(-s). The value is y followed by the log-determinant: [d + 1].
 *
 * @param source position of x, [d]
 * @param parameters position of the d values a followed by the d values t, computed from what the coupling leaves as it is
 * @param bound c, above 0: a scale is between exp(-c) and exp(c)
 * @param inverse whether the source is y and the value x
 */
public record AffineCoupling(String name, int source, int parameters, double bound, boolean inverse) implements Block {

    public AffineCoupling {
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
        if (in.get(1).size() != 2 * d) {
            throw new ShapeException("block '" + name + "': " + in.get(0) + " is scaled and shifted by " + 2 * d + " parameters, not "
                    + in.get(1));
        }
        return Shape.of(d + 1);
    }

    @Override
    public long flop(List<Shape> in) {
        return 7L * in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return (inverse ? "inverse " : "") + "affine coupling of " + names.get(0) + " by " + names.get(1) + ", with its log-determinant";
    }

    @Override
    public AffineCoupling withSources(List<Integer> positions) {
        return new AffineCoupling(name, positions.get(0), positions.get(1), bound, inverse);
    }
}
