package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Figure;

/** Writes the numbers behind a figure as comma-separated columns; NPZ takes {@code figure.data()} as it is. */
public final class CsvWriter {

    private CsvWriter() {
    }

    /**
     * A column for each vector, a column "name[j]" for each column of a matrix; higher ranks are flattened to
     * [rows, rest]. Shorter columns end in empty fields; values that are not finite are written as nan, inf, -inf.
     */
    public static String write(Figure figure) {
        List<String> names = new ArrayList<>();
        List<NumericArray> columns = new ArrayList<>();
        for (Map.Entry<String, NumericArray> entry : figure.data().entrySet()) {
            NumericArray values = entry.getValue();
            int rows = values.rank() == 0 ? 1 : values.size(0);
            int width = rows == 0 ? 0 : values.length() / rows;
            for (int j = 0; j < width; j++) {
                names.add(quoted(values.rank() < 2 ? entry.getKey() : entry.getKey() + "[" + j + "]"));
                columns.add(values.reshape(rows, width).column(j));
            }
        }
        int longest = columns.stream().mapToInt(NumericArray::length).max().orElse(0);
        StringBuilder csv = new StringBuilder(String.join(",", names)).append("\r\n");
        for (int i = 0; i < longest; i++) {
            for (int j = 0; j < columns.size(); j++) {
                csv.append(j == 0 ? "" : ",").append(i < columns.get(j).length() ? number(columns.get(j).at(i)) : "");
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Double.toString(value);
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
