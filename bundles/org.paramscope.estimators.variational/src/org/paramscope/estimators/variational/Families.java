package org.paramscope.estimators.variational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.UnitLayer;

/** The Gaussian family that a setting means for a model. */
final class Families {

    private static final int LARGEST_FULL = 1000;
    private static final long LARGEST = 20_000_000;

    private Families() {
    }

    /**
     * The family over the free parameters.
     *
     * @param free indices of the parameters that no mask fixes, ascending
     * @param rank of the factor, for {@link Family#LOW_RANK}
     * @throws SettingException when it would have too many parameters
     */
    static GaussianFamily of(Family family, int rank, Model model, int[] free) {
        int f = free.length;
        int[] positions = Coordinates.positions(model.parameters(), free);
        return switch (family) {
            case MEAN_FIELD -> new BlockGaussian(f, new int[0][]);
            case FULL -> full(f);
            case UNIT_BLOCKS -> {
                int[][] blocks = units(model, positions);
                require(family, 2L * f + Arrays.stream(blocks).mapToLong(block -> block.length * (block.length - 1L) / 2).sum());
                yield new BlockGaussian(f, blocks);
            }
            case LOW_RANK -> {
                require(family, (2L + rank) * f);
                yield new LowRankGaussian(f, rank);
            }
            case MATRIX_NORMAL -> {
                List<int[][]> matrices = matrices(model, positions);
                require(family, 2L * f + matrices.stream().mapToLong(m -> ((long) m.length * m.length
                        + (long) m[0].length * m[0].length) / 2).sum());
                yield new MatrixGaussian(f, matrices);
            }
        };
    }

    private static GaussianFamily full(int f) {
        if (f > LARGEST_FULL) {
            throw new SettingException("family", "full", "a model of at most " + LARGEST_FULL + " free parameters is needed, this one has "
                    + f + "; mean-field, unit-blocks, low-rank or matrix-normal is allowed");
        }
        return new BlockGaussian(f, new int[][] {IntStream.range(0, f).toArray()});
    }

    private static void require(Family family, long parameters) {
        if (parameters > LARGEST) {
            throw new SettingException("family", family.name().toLowerCase(Locale.ROOT).replace('_', '-'), "at most " + LARGEST
                    + " numbers may describe the approximation, these would be " + parameters
                    + "; mean-field, or low-rank of a low rank, needs fewer");
        }
    }

    /** The incoming parameters of each unit; one that serves several units belongs to the first. */
    private static int[][] units(Model model, int[] positions) {
        boolean[] taken = new boolean[positions.length];
        List<int[]> blocks = new ArrayList<>();
        for (UnitLayer layer : model.units()) {
            for (int[] unit : layer.incoming()) {
                int[] own = Arrays.stream(unit).filter(i -> positions[i] >= 0 && !taken[i]).toArray();
                Arrays.stream(own).forEach(i -> taken[i] = true);
                if (own.length > 1) {
                    blocks.add(Coordinates.select(positions, own));
                }
            }
        }
        return blocks.toArray(int[][]::new);
    }

    /** Arrays of at least two rows and columns without a fixed entry, a bias of as many rows as their last column. */
    private static List<int[][]> matrices(Model model, int[] positions) {
        List<int[][]> matrices = new ArrayList<>();
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            if (entry.rows() < 2 || entry.columns() < 2) {
                continue;
            }
            Optional<ParameterLayout.Entry> bias = bias(model.layout(), entry);
            int[][] indices = new int[entry.rows()][];
            for (int i = 0; i < indices.length; i++) {
                int row = i;
                IntStream weights = IntStream.range(0, entry.columns()).map(j -> entry.offset() + row * entry.columns() + j);
                indices[i] = IntStream.concat(weights, bias.stream().mapToInt(b -> b.offset() + row)).map(k -> positions[k]).toArray();
            }
            if (Arrays.stream(indices).flatMapToInt(Arrays::stream).allMatch(i -> i >= 0)) {
                matrices.add(indices);
            }
        }
        return matrices;
    }

    private static Optional<ParameterLayout.Entry> bias(ParameterLayout layout, ParameterLayout.Entry weight) {
        String end = "weight";
        if (!weight.name().endsWith(end)) {
            return Optional.empty();
        }
        String name = weight.name().substring(0, weight.name().length() - end.length()) + "bias";
        return layout.entries().stream().filter(e -> e.name().equals(name) && e.rows() == weight.rows() && e.columns() == 1).findFirst();
    }
}
