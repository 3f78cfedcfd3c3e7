package org.paramscope.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/** A covariance as named arrays, as a file holds it. */
final class CovarianceArrays {

    private static final String DENSE = "covariance.dense";
    private static final String FACTOR = "covariance.factor";
    private static final String DIAGONAL = "covariance.diagonal";
    /** Numbers of parameters of the blocks, [k]. */
    private static final String SIZES = "covariance.blocks.sizes";
    /** Their indices, one block after the other. */
    private static final String INDICES = "covariance.blocks.indices";
    /** Their matrices, one after the other. */
    private static final String VALUES = "covariance.blocks.values";

    private CovarianceArrays() { }

    static Map<String, NumericArray> of(Covariance covariance) {
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        switch (covariance) {
            case Covariance.Dense dense -> arrays.put(DENSE, dense.matrix());
            case Covariance.LowRank lowRank -> arrays.put(FACTOR, lowRank.factor());
            case Covariance.Diagonal diagonal -> arrays.put(DIAGONAL, diagonal.variances());
            case Covariance.LowRankDiagonal sum -> {
                arrays.put(FACTOR, sum.factor());
                arrays.put(DIAGONAL, sum.variances());
            }
            case Covariance.Blocks blocks -> {
                List<Covariance.Block> list = blocks.blocks();
                arrays.put(SIZES, NumericArray.owned(list.stream().mapToDouble(b -> b.indices().length).toArray()));
                arrays.put(INDICES, NumericArray.owned(list.stream().flatMapToDouble(b -> Arrays.stream(b.indices()).asDoubleStream()).toArray()));
                arrays.put(VALUES, NumericArray.owned(list.stream().flatMapToDouble(b -> Arrays.stream(b.matrix().toArray())).toArray()));
                arrays.put(DIAGONAL, blocks.remainder());
            }
        }
        return arrays;
    }

    /** The covariance; a {@link ShapeException} names an array that is missing or has the wrong shape. */
    static Covariance read(Map<String, NumericArray> arrays) {
        if (arrays.containsKey(DENSE)) {
            return new Covariance.Dense(arrays.get(DENSE));
        }
        if (arrays.containsKey(SIZES)) {
            return readBlocks(arrays);
        }
        if (arrays.containsKey(DIAGONAL)) {
            return arrays.containsKey(FACTOR) ? new Covariance.LowRankDiagonal(arrays.get(FACTOR), arrays.get(DIAGONAL))
                    : new Covariance.Diagonal(arrays.get(DIAGONAL));
        }
        return new Covariance.LowRank(ParameterDistribution.need(arrays, FACTOR));
    }

    private static Covariance readBlocks(Map<String, NumericArray> arrays) {
        NumericArray sizes = arrays.get(SIZES);
        NumericArray indices = ParameterDistribution.need(arrays, INDICES);
        NumericArray values = ParameterDistribution.need(arrays, VALUES);
        List<Covariance.Block> blocks = new ArrayList<>();
        int index = 0;
        int value = 0;
        for (int b = 0; b < sizes.length(); b++) {
            int m = (int) sizes.at(b);
            if (m < 0 || index + m > indices.length() || value + (long) m * m > values.length()) {
                throw new ShapeException("'" + SIZES + "' asks for more than the " + indices.length() + " indices and " + values.length()
                        + " values that there are");
            }
            int[] own = new int[m];
            for (int k = 0; k < m; k++) {
                own[k] = (int) indices.at(index + k);
            }
            double[] matrix = new double[m * m];
            values.copyTo(value, matrix, 0, m * m);
            blocks.add(new Covariance.Block(own, NumericArray.owned(matrix, m, m)));
            index += m;
            value += m * m;
        }
        return new Covariance.Blocks(blocks, ParameterDistribution.need(arrays, DIAGONAL));
    }
}
