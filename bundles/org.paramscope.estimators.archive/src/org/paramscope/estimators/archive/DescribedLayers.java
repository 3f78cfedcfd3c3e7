package org.paramscope.estimators.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.DataException;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;

/**
 * Turns descriptions of layers into indices into the parameter vector. A unit of a dense or convolutional layer owns its row of the
 * weight and its bias. A unit of a recurrent layer owns its rows over all gates, and is read by the columns of the weights from state to
 * state as well. Gates come in PyTorch's order: reset, update, candidate of a GRU; input, forget, candidate, output of an LSTM.
 */
final class DescribedLayers {

    private static final String STATE = "weight_hh";
    /** Which of a unit's rows proposes its next state, of a GRU and of an LSTM; it is odd, the others are sigmoid. */
    private static final int CANDIDATE = 2;

    private final Architecture architecture;
    private final String source;

    /**
     * @param source file or words that messages name as the origin of the descriptions
     */
    DescribedLayers(Architecture architecture, String source) {
        this.architecture = architecture;
        this.source = source;
    }

    /** The layers, in their order; a {@link DataException} names the layer and the tensor that do not fit. */
    List<UnitLayer> layers(List<LayerDescription> descriptions) throws DataException {
        List<UnitLayer> layers = new ArrayList<>();
        String[] owner = new String[architecture.size()];
        for (LayerDescription description : descriptions) {
            UnitLayer layer = description.recurrent().isEmpty() ? plain(description) : recurrent(description);
            if (layers.stream().anyMatch(known -> known.name().equals(layer.name()))) {
                throw refusal(layer.name(), "the name occurs twice");
            }
            for (int[] unit : layer.incoming()) {
                for (int index : unit) {
                    if (owner[index] != null) {
                        throw refusal(layer.name(), "tensor '" + architecture.layout().entryAt(index).name()
                                + "' makes units of layer '" + owner[index] + "' already");
                    }
                    owner[index] = layer.name();
                }
            }
            layers.add(layer);
        }
        return layers;
    }

    private UnitLayer plain(LayerDescription layer) throws DataException {
        if (layer.rows().isEmpty()) {
            throw refusal(layer.name(), "has no tensor whose rows make its units");
        }
        int count = shape(layer.name(), layer.rows().getFirst())[0];
        int[][] incoming = new int[count][];
        for (int unit = 0; unit < count; unit++) {
            List<IntStream> parts = new ArrayList<>();
            for (String tensor : layer.rows()) {
                parts.add(row(layer.name(), tensor, unit, count));
            }
            incoming[unit] = parts.stream().flatMapToInt(s -> s).toArray();
        }
        boolean simple = layer.rows().size() <= 2 && layer.rows().stream().filter(t -> architecture.shape(t).length > 1).count() == 1;
        Symmetry symmetry = layer.nonlinearity().symmetry();
        if (!simple && symmetry != Symmetry.PERMUTATION) {
            throw refusal(layer.name(), "has the rows " + layer.rows() + ": beyond a weight and a bias nothing is known of signs and scales, "
                    + "so that the activation 'other' is needed");
        }
        return new UnitLayer(layer.name(), count, incoming, outgoing(layer, count, List.of()), symmetry);
    }

    private UnitLayer recurrent(LayerDescription layer) throws DataException {
        String state = layer.recurrent();
        int[] shape = shape(layer.name(), state);
        if (!state.contains(STATE) || shape.length != 2 || shape[0] % shape[1] != 0 || !List.of(1, 3, 4).contains(shape[0] / shape[1])) {
            throw refusal(layer.name(), "tensor '" + state + "' of the shape " + Arrays.toString(shape) + " is no " + STATE
                    + " of an RNN, a GRU or an LSTM: [units, units], [3 units, units] or [4 units, units]");
        }
        if (architecture.shape(state.replace(STATE, "weight_hr")) != null) {
            throw refusal(layer.name(), "a projection of the state is not supported: there is a tensor '" + state.replace(STATE, "weight_hr") + "'");
        }
        int count = shape[1];
        int gates = shape[0] / count;
        List<String> tensors = new ArrayList<>(List.of(state.replace(STATE, "weight_ih"), state));
        List.of("bias_ih", "bias_hh").stream().map(bias -> state.replace(STATE, bias)).filter(architecture.shapes()::containsKey)
                .forEach(tensors::add);
        int[][] incoming = new int[count][];
        List<Integer> sigmoid = new ArrayList<>();
        for (int unit = 0; unit < count; unit++) {
            List<Integer> entries = new ArrayList<>();
            sigmoid.clear();
            for (String tensor : tensors) {
                for (int gate = 0; gate < gates; gate++) {
                    int[] row = row(layer.name(), tensor, gate * count + unit, gates * count).toArray();
                    for (int entry : row) {
                        if (gates > 1 && gate != CANDIDATE) {
                            sigmoid.add(entries.size());
                        }
                        entries.add(entry);
                    }
                }
            }
            incoming[unit] = entries.stream().mapToInt(Integer::intValue).toArray();
        }
        // what a GRU and an LSTM remember is odd in their candidates; an RNN is what follows on it
        Symmetry symmetry = gates == 1 ? layer.nonlinearity().symmetry() : Symmetry.SIGNED_PERMUTATION;
        if (symmetry == Symmetry.GENERAL_LINEAR) {
            throw refusal(layer.name(), "the activation 'identity' is not supported for recurrent layers; 'other' is allowed");
        }
        return new UnitLayer(layer.name(), count, incoming, outgoing(layer, count, List.of(new LayerDescription.Reader(state, 0, 1))), symmetry,
                sigmoid);
    }

    private IntStream row(String layer, String tensor, int row, int rows) throws DataException {
        int[] shape = shape(layer, tensor);
        if (shape.length == 0 || shape[0] != rows) {
            throw refusal(layer, "tensor '" + tensor + "' has the shape " + Arrays.toString(shape) + ": " + rows + " rows are needed");
        }
        ParameterLayout.Entry entry = architecture.layout().entry(tensor);
        int first = entry.offset() + row * entry.columns();
        return IntStream.range(first, first + entry.columns());
    }

    private int[][] outgoing(LayerDescription layer, int count, List<LayerDescription.Reader> more) throws DataException {
        List<LayerDescription.Reader> readers = new ArrayList<>(more);
        readers.addAll(layer.readers());
        if (layer.readers().isEmpty()) {
            throw refusal(layer.name(), "has no readers: units that nothing reads are outputs, and cannot be exchanged");
        }
        int[][] outgoing = new int[count][];
        for (int unit = 0; unit < count; unit++) {
            List<IntStream> parts = new ArrayList<>();
            for (LayerDescription.Reader reader : readers) {
                parts.add(columns(layer.name(), reader, unit, count));
            }
            outgoing[unit] = parts.stream().flatMapToInt(s -> s).toArray();
        }
        return outgoing;
    }

    private IntStream columns(String layer, LayerDescription.Reader reader, int unit, int count) throws DataException {
        int[] shape = shape(layer, reader.tensor());
        int inputs = shape.length < 2 ? 0 : shape[1];
        boolean shared = reader.positions() == 0;
        int positions = shared ? (inputs - reader.from()) / count : reader.positions();
        long end = reader.from() + (long) positions * count;
        if (positions < 1 || end > inputs || shared && end != inputs) {
            throw refusal(layer, "tensor '" + reader.tensor() + "' of the shape " + Arrays.toString(shape) + " cannot read " + count
                    + " units" + (reader.from() == 0 ? "" : " from input " + reader.from() + " on") + (shared ? "" : " with " + positions
                    + " inputs each") + " along its second axis");
        }
        int first = reader.from() + unit * positions;
        ParameterLayout.Entry entry = architecture.layout().entry(reader.tensor());
        int taps = entry.columns() / inputs;
        return IntStream.range(0, entry.rows()).flatMap(row -> {
            int at = entry.offset() + row * entry.columns() + first * taps;
            return IntStream.range(at, at + positions * taps);
        });
    }

    private int[] shape(String layer, String tensor) throws DataException {
        int[] shape = architecture.shape(tensor);
        if (shape == null) {
            throw refusal(layer, "there is no tensor '" + tensor + "' among " + architecture.names());
        }
        return shape;
    }

    private DataException refusal(String layer, String what) {
        return new DataException(source, "layer '" + layer + "'", what);
    }
}
