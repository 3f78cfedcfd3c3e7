package org.paramscope.estimators.laplace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;

/**
 * Which parameters a structure keeps together.
 *
 * @param active      parameters that are not taken as known, ascending
 * @param dense       groups with a matrix of their own
 * @param layers      dense layers whose matrix is a Kronecker product
 * @param alone       active parameters in no group
 * @param unfactored  layers for which a Kronecker product was asked and is not defined
 */
record Partition(int[] active, List<int[]> dense, List<DenseLayer> layers, int[] alone, int unfactored) {

    /**
     * An affine layer y = f(W x + b) on whole vectors.
     *
     * @param source  position of the block that gives x
     * @param outputs rows of W
     * @param inputs  columns of W
     * @param weight  index of the first weight
     * @param bias    index of the first bias, if there is one
     */
    record DenseLayer(String name, int source, int outputs, int inputs, int weight, Optional<Integer> bias) {

        /** Columns of the weight with the bias beside it. */
        int columns() {
            return inputs + (bias.isPresent() ? 1 : 0);
        }

        /** Indices row by row, each row with its bias at the end. */
        int[] indices() {
            return IntStream.range(0, outputs * columns()).map(k -> {
                int row = k / columns();
                int column = k % columns();
                return column < inputs ? weight + row * inputs + column : bias.orElseThrow() + row;
            }).toArray();
        }
    }

    static Partition of(Structure structure, Model model) {
        int[] trained = trained(model);
        return switch (structure) {
            case FULL -> new Partition(trained, List.of(trained), List.of(), new int[0], 0);
            case LAST_LAYER -> {
                int[] last = lastLayer(model, trained);
                yield new Partition(last, List.of(last), List.of(), new int[0], 0);
            }
            case DIAGONAL -> new Partition(trained, List.of(), List.of(), trained, 0);
            case UNITS -> grouped(model, trained, List.of());
            case KRONECKER -> grouped(model, trained, denseLayers(model));
        };
    }

    /** The parameters that no mask fixes. */
    static int[] trained(Model model) {
        Set<Integer> fixed = new HashSet<>(model.fixed());
        return IntStream.range(0, model.parameters()).filter(i -> !fixed.contains(i)).toArray();
    }

    private static Partition grouped(Model model, int[] trained, List<DenseLayer> layers) {
        boolean[] free = new boolean[model.parameters()];
        Arrays.stream(trained).forEach(i -> free[i] = true);
        for (DenseLayer layer : layers) {
            Arrays.stream(layer.indices()).forEach(i -> free[i] = false);
        }
        Set<String> rest = new HashSet<>();
        IntStream.range(0, free.length).filter(i -> free[i]).forEach(i -> rest.add(block(model.layout().entryAt(i))));
        List<int[]> dense = new ArrayList<>();
        for (UnitLayer units : model.units()) {
            for (int[] unit : units.incoming()) {
                int[] own = Arrays.stream(unit).filter(i -> free[i]).sorted().distinct().toArray();
                Arrays.stream(own).forEach(i -> free[i] = false);
                if (own.length > 0) {
                    dense.add(own);
                }
            }
        }
        dense.addAll(rows(model, free));
        return new Partition(trained, dense, layers, new int[0], rest.size());
    }

    /** Of blocks without interchangeable units, as the output is, what one row of each of their arrays reads or adds. */
    private static List<int[]> rows(Model model, boolean[] free) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            for (int k = 0; k < entry.size(); k++) {
                if (free[entry.offset() + k]) {
                    free[entry.offset() + k] = false;
                    rows.computeIfAbsent(block(entry) + " " + entry.rows() + " " + k / entry.columns(), key -> new ArrayList<>())
                            .add(entry.offset() + k);
                }
            }
        }
        return rows.values().stream().map(row -> row.stream().mapToInt(Integer::intValue).toArray()).toList();
    }

    /** Affine layers with a weight that is their own, on whole vectors, none of whose parameters a mask fixes. */
    private static List<DenseLayer> denseLayers(Model model) {
        List<DenseLayer> layers = new ArrayList<>();
        Set<Integer> tied = new HashSet<>();
        for (Block block : model.blocks()) {
            if (block instanceof Affine affine) {
                affine.transposeOf().ifPresent(tied::add);
            }
        }
        for (int position = 0; position < model.blocks().size(); position++) {
            if (model.blocks().get(position) instanceof Affine affine && !affine.pointwise() && affine.transposeOf().isEmpty()
                    && !tied.contains(position)) {
                ParameterLayout.Entry weight = model.layout().entry(affine.name() + ".weight");
                Optional<Integer> bias = affine.bias() ? Optional.of(model.layout().entry(affine.name() + ".bias").offset())
                        : Optional.empty();
                DenseLayer layer = new DenseLayer(affine.name(), affine.source(), weight.rows(), weight.columns(), weight.offset(), bias);
                if (Arrays.stream(layer.indices()).noneMatch(model.fixed()::contains)) {
                    layers.add(layer);
                }
            }
        }
        return layers;
    }

    /** From the output back to the first block with parameters, tied ones included. */
    private static int[] lastLayer(Model model, int[] trained) {
        int position = model.heads().get(Model.OUTPUT);
        while (true) {
            Set<String> names = new HashSet<>(Set.of(model.blocks().get(position).name()));
            if (model.blocks().get(position) instanceof Affine affine) {
                affine.transposeOf().ifPresent(tied -> names.add(model.blocks().get(tied).name()));
            }
            int[] own = Arrays.stream(trained).filter(i -> names.stream().anyMatch(
                    name -> model.layout().entryAt(i).name().startsWith(name + "."))).toArray();
            List<Integer> sources = model.blocks().get(position).sources();
            if (own.length > 0 || sources.isEmpty()) {
                return own;
            }
            position = sources.getFirst();
        }
    }

    private static String block(ParameterLayout.Entry entry) {
        return entry.name().substring(0, entry.name().lastIndexOf('.'));
    }
}
