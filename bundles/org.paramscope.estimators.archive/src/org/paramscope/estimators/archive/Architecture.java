package org.paramscope.estimators.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.ParameterLayout;

/**
 * The tensors of one architecture: names and shapes, in the order in which their values follow in the parameter vector.
 *
 * @param file   the network that they were taken from
 * @param shapes by name
 * @param layout rows are the first axis of a tensor, columns the others together
 */
record Architecture(Path file, Map<String, int[]> shapes, ParameterLayout layout) {

    /** That of a network. */
    static Architecture of(Path file, Map<String, NumericArray> tensors) throws DataException {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        List<ParameterLayout.Entry> entries = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, NumericArray> tensor : tensors.entrySet()) {
            int[] shape = tensor.getValue().shape();
            int length = tensor.getValue().length();
            if (length == 0) {
                throw new DataException(file.toString(), tensor.getKey(), "has the shape " + Arrays.toString(shape) + ": it is empty");
            }
            if (offset + length > Integer.MAX_VALUE - 8) {
                throw new DataException(file.toString(), tensor.getKey(), "with this tensor there are more than "
                        + (Integer.MAX_VALUE - 8) + " parameters");
            }
            int rows = shape.length == 0 ? 1 : shape[0];
            shapes.put(tensor.getKey(), shape);
            entries.add(new ParameterLayout.Entry(tensor.getKey(), (int) offset, rows, length / rows));
            offset += length;
        }
        if (entries.isEmpty()) {
            throw new DataException(file.toString(), "", "holds no parameters");
        }
        return new Architecture(file, shapes, new ParameterLayout(entries));
    }

    /** Number of parameters. */
    int size() {
        return layout.size();
    }

    /** The shape of a tensor; null when there is none of that name. */
    int[] shape(String tensor) {
        return shapes.get(tensor);
    }

    /** The names of all tensors, for messages. */
    String names() {
        return shapes.keySet().stream().limit(30).collect(Collectors.joining(", ")) + (shapes.size() > 30 ? ", ..." : "");
    }

    /**
     * Writes the values of a network of this architecture into a row.
     *
     * @param offset of the row
     * @throws DataException at the first difference: a tensor that is missing, has another shape, is too many, or holds a value that is
     *     not finite
     */
    void write(Path other, Map<String, NumericArray> tensors, double[] target, int offset) throws DataException {
        for (ParameterLayout.Entry entry : layout.entries()) {
            NumericArray tensor = tensors.get(entry.name());
            if (tensor == null) {
                throw new DataException(other.toString(), entry.name(), "is missing; " + file.getFileName() + " has it with the shape "
                        + Arrays.toString(shape(entry.name())));
            }
            if (!Arrays.equals(tensor.shape(), shape(entry.name()))) {
                throw new DataException(other.toString(), entry.name(), "has the shape " + Arrays.toString(tensor.shape()) + "; that of "
                        + file.getFileName() + " has " + Arrays.toString(shape(entry.name())));
            }
            for (int i = 0; i < entry.size(); i++) {
                double value = tensor.at(i);
                if (!Double.isFinite(value)) {
                    throw new DataException(other.toString(), entry.name(), "value " + i + " is " + value + ": finite values are needed");
                }
                target[offset + entry.offset() + i] = value;
            }
        }
        for (Map.Entry<String, NumericArray> tensor : tensors.entrySet()) {
            if (!shapes.containsKey(tensor.getKey())) {
                throw new DataException(other.toString(), tensor.getKey(), "of the shape " + Arrays.toString(tensor.getValue().shape())
                        + " is not in " + file.getFileName());
            }
        }
    }
}
