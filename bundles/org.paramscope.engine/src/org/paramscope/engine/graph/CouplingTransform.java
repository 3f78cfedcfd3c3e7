package org.paramscope.engine.graph;

/** The monotonic function by which a coupling layer moves each entry. */
public sealed interface CouplingTransform {

    /** Parameters for each entry. */
    int parameters();

    /** The block that applies it. */
    Block block(String name, int source, int parameters, boolean inverse);

    /**
     * x exp(s) + t, see {@link AffineCoupling}.
     *
     * @param bound of |s|, above 0
     */
    record Scaling(double bound) implements CouplingTransform {

        @Override
        public int parameters() {
            return 2;
        }

        @Override
        public Block block(String name, int source, int parameters, boolean inverse) {
            return new AffineCoupling(name, source, parameters, bound, inverse);
        }
    }

    /**
     * A rational-quadratic spline, see {@link SplineCoupling}.
     *
     * @param bins from 2 to {@value SplineCoupling#MOST_BINS}
     * @param bound splines reach from -bound to bound
     */
    record Spline(int bins, double bound) implements CouplingTransform {

        @Override
        public int parameters() {
            return 3 * bins - 1;
        }

        @Override
        public Block block(String name, int source, int parameters, boolean inverse) {
            return new SplineCoupling(name, source, parameters, bins, bound, inverse);
        }
    }
}
