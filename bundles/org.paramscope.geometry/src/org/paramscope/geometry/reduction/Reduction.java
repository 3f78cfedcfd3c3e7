package org.paramscope.geometry.reduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.geometry.NamedArrays;

/**
 * Paths of smaller networks, from the full one down, and the controls beside them. All start from the same
 * network.
 *
 * @param layer       whose units were reduced
 * @param paths       one for each grouping, with and without refit
 * @param bands       random reductions
 * @param sufficiency how few units suffice on each path
 */
public record Reduction(String layer, List<Path> paths, List<Band> bands, List<Sufficiency> sufficiency) {

    /** Path by the metric on means and covariances. */
    public static final String COVARIANCE = "means + covariance";
    /** Path by the Euclidean distance of means: the control for what the covariance adds. */
    public static final String MEANS = "means";
    /** Path by the Euclidean distance of the reduced network's own rows: the control for what replicas add. */
    public static final String OWN_WEIGHTS = "own weights";
    /** Band of random groupings: the control for any grouping at all. */
    public static final String RANDOM = "random merge";

    public Reduction {
        paths = List.copyOf(paths);
        bands = List.copyOf(bands);
        sufficiency = List.copyOf(sufficiency);
    }

    /** Paths and bands of which nothing is concluded. */
    public Reduction(String layer, List<Path> paths, List<Band> bands) {
        this(layer, paths, bands, List.of());
    }

    /**
     * Networks of falling size.
     *
     * @param name  of the grouping, as in {@value #COVARIANCE}
     * @param refit whether each network was trained on after the reduction
     * @param steps from the full network down
     */
    public record Path(String name, boolean refit, List<Step> steps) {

        public Path {
            steps = List.copyOf(steps);
        }

        /** The step of so many units. */
        public Optional<Step> step(int units) {
            return steps.stream().filter(s -> s.units() == units).findFirst();
        }
    }

    /**
     * One network of a path.
     *
     * @param units           of the layer that are left
     * @param complexity      parameters that are left
     * @param validationError normalised; NaN without validation samples
     * @param testError       normalised
     * @param low             lower end of the 95 % interval of the test error
     * @param high            upper end of the 95 % interval of the test error
     * @param groups          number of the group of each unit of the full network
     * @param model           the smaller model, where it is kept
     * @param parameters      of the smaller model, [p']
     */
    public record Step(int units, int complexity, double validationError, double testError, double low, double high,
            int[] groups, Optional<Model> model, NumericArray parameters) {

        /** A step without interval. */
        public Step(int units, int complexity, double validationError, double testError, int[] groups,
                Optional<Model> model, NumericArray parameters) {
            this(units, complexity, validationError, testError, Double.NaN, Double.NaN, groups, model, parameters);
        }
    }

    /**
     * A control that was drawn many times.
     *
     * @param name             of the control, as in {@value #RANDOM}
     * @param refit            whether each network was trained on
     * @param draws            their number
     * @param units            [k] units left, from the full network down
     * @param complexity       [k] parameters left
     * @param quantiles        [k, 5] of the test error: 2.5, 25, 50, 75 and 97.5 %
     * @param validationErrors [draws, k]
     * @param testErrors       [draws, k]
     */
    public record Band(String name, boolean refit, int draws, int[] units, int[] complexity, NumericArray quantiles,
            NumericArray validationErrors, NumericArray testErrors) {

        public Band {
            if (quantiles.rank() != 2 || quantiles.size(0) != units.length || quantiles.size(1) != 5) {
                throw new ShapeException("quantiles of " + units.length + " sizes have the shape [" + units.length
                        + ", 5], not " + java.util.Arrays.toString(quantiles.shape()));
            }
        }

        /** A band of which the single draws are not kept. */
        public Band(String name, boolean refit, int draws, int[] units, int[] complexity, NumericArray quantiles) {
            this(name, refit, draws, units, complexity, quantiles, NumericArray.zeros(0, units.length),
                    NumericArray.zeros(0, units.length));
        }
    }

    /** The path of that name, with or without refit. */
    public Optional<Path> path(String name, boolean refit) {
        return paths.stream().filter(p -> p.name().equals(name) && p.refit() == refit).findFirst();
    }

    /** The random control, with or without refit. */
    public Optional<Band> band(boolean refit) {
        return bands.stream().filter(b -> b.refit() == refit).findFirst();
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        NamedArrays.Builder builder = NamedArrays.builder().put("layer", layer)
                .put("counts", paths.size(), bands.size(), sufficiency.size());
        for (int i = 0; i < paths.size(); i++) {
            builder.put("path" + i, ReductionArrays.named(paths.get(i)));
        }
        for (int i = 0; i < bands.size(); i++) {
            builder.put("band" + i, ReductionArrays.named(bands.get(i)));
        }
        for (int i = 0; i < sufficiency.size(); i++) {
            builder.put("sufficiency" + i, sufficiency.get(i).named());
        }
        return builder.build();
    }

    /** The value from its {@link #named()} form. */
    public static Reduction of(NamedArrays named) {
        int[] counts = named.integers("counts");
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < counts[0]; i++) {
            paths.add(ReductionArrays.path(named.within("path" + i)));
        }
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < counts[1]; i++) {
            bands.add(ReductionArrays.band(named.within("band" + i)));
        }
        List<Sufficiency> sufficiency = new ArrayList<>();
        for (int i = 0; i < counts[2]; i++) {
            sufficiency.add(Sufficiency.of(named.within("sufficiency" + i)));
        }
        return new Reduction(named.text("layer"), paths, bands, sufficiency);
    }
}
