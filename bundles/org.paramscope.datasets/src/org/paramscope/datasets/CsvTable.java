package org.paramscope.datasets;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.paramscope.data.DataException;
import org.paramscope.data.Memory;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;

/** Reads the numbers of some columns, row by row, into arrays whose size is known beforehand. */
final class CsvTable {

    private static final int ROWS_BETWEEN_REPORTS = 1 << 13;
    private static final String ALLOWED = "a finite number with a decimal point is allowed";
    private static final String OR_NOTHING = ALLOWED + ", or nothing where the value is missing";

    private final Path path;
    private final String file;
    private final CsvHeader header;
    private final int[] columns;
    private final int time;
    private double[] values = new double[0];
    private double[] times = new double[0];
    private double[] least;
    private double[] most;
    private int missing;
    private int rows;

    CsvTable(Path path, CsvHeader header, int[] columns, int time) {
        this.path = path;
        this.file = path.toString();
        this.header = header;
        this.columns = columns;
        this.time = time;
    }

    /** The values, [rows, columns]; NaN where one is missing. */
    NumericArray values() {
        return NumericArray.owned(values, rows, columns.length);
    }

    /** 1 where a value is there and 0 where it is missing, [rows, columns]; empty when all are there. */
    Optional<NumericArray> mask() {
        return missing == 0 ? Optional.empty() : Optional.of(NumericArray.owned(
                Arrays.stream(values).map(value -> Double.isNaN(value) ? 0 : 1).toArray(), rows, columns.length));
    }

    /** The time column, or null when it was not asked for. */
    double[] times() {
        return times;
    }

    /**
     * Refuses what would not fit: a fifth of what is free stays free.
     *
     * @param available the free memory in bytes, when so much is needed
     */
    void requireMemory(long expectedRows, LongUnaryOperator available) throws DataException {
        int width = columns.length + (time >= 0 ? 1 : 0);
        long needed = expectedRows * width * Double.BYTES;
        long usable = available.applyAsLong(needed / 4 * 5) / 5 * 4;
        if (expectedRows * columns.length > Integer.MAX_VALUE - 8 || needed > usable) {
            throw new DataException(file, "", expectedRows + " rows of " + width + " columns need " + Memory.megabytes(needed)
                    + " MB and " + Memory.megabytes(usable) + " MB are available: choose fewer channels or give Java more memory (-Xmx)");
        }
    }

    /** Reads a range of rows; those outside it may hold anything. */
    void read(RowRange range, Progress progress) throws DataException {
        long expectedRows = range.count();
        values = new double[Math.toIntExact(expectedRows * columns.length)];
        times = time >= 0 ? new double[Math.toIntExact(expectedRows)] : null;
        least = new double[columns.length];
        most = new double[columns.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        try (Reader reader = reader(); CSVParser parser = CSVParser.parse(reader, header.format())) {
            Iterator<CSVRecord> records = parser.iterator();
            // The header comes first.
            long number = -1;
            while (records.hasNext() && !range.endsBefore(number)) {
                CSVRecord row = records.next();
                if (isBlank(row)) {
                    continue;
                }
                if (number >= 0 && range.holds(number)) {
                    row(row, parser.getCurrentLineNumber(), expectedRows);
                }
                number++;
                if (number % ROWS_BETWEEN_REPORTS == 0) {
                    progress.report((double) rows / expectedRows, "reading " + path.getFileName());
                    progress.check();
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw unreadable(e);
        }
        finish();
    }

    private void row(CSVRecord row, long line, long expectedRows) throws DataException {
        if (row.size() != header.headings().size()) {
            throw new DataException(file, "line " + line, "has " + row.size() + " cells, the header has " + header.headings().size()
                    + ": as many cells as headings are needed");
        }
        if (rows >= expectedRows) {
            throw new DataException(file, "line " + line, "appeared while the file was being read");
        }
        for (int j = 0; j < columns.length; j++) {
            double value = valueOrNaN(row.get(columns[j]), line, columns[j]);
            values[rows * columns.length + j] = value;
            if (Double.isNaN(value)) {
                missing++;
            } else {
                least[j] = Math.min(least[j], value);
                most[j] = Math.max(most[j], value);
            }
        }
        if (time >= 0) {
            times[rows] = number(row.get(time), line, time, ALLOWED);
            if (rows > 0 && times[rows] <= times[rows - 1]) {
                throw new DataException(file, place(line, time), "time " + row.get(time) + " follows on " + times[rows - 1]
                        + ": increasing times are needed");
            }
        }
        rows++;
    }

    private void finish() throws DataException {
        if (rows < 2) {
            throw new DataException(file, "", "has " + (rows == 0 ? "no row" : "one row") + " below its header: at least 2 are needed");
        }
        for (int j = 0; j < columns.length; j++) {
            if (least[j] >= most[j]) {
                throw new DataException(file, "column '" + CsvHeader.shortened(header.headings().get(columns[j]).name()) + "'",
                        (least[j] > most[j] ? "every value is missing"
                        : "every value is " + least[j]) + ": a channel that varies is needed");
            }
        }
        values = values.length == rows * columns.length ? values : Arrays.copyOf(values, rows * columns.length);
        times = times == null || times.length == rows ? times : Arrays.copyOf(times, rows);
    }

    private double valueOrNaN(String cell, long line, int column) throws DataException {
        return PlainNumber.isMissing(cell.strip()) ? Double.NaN : number(cell, line, column, OR_NOTHING);
    }

    private double number(String cell, long line, int column, String allowed) throws DataException {
        String text = cell.strip();
        OptionalDouble value = PlainNumber.of(text);
        if (value.isPresent() && Math.abs(value.getAsDouble()) <= PlainNumber.LARGEST) {
            return value.getAsDouble();
        }
        String shown = "'" + CsvHeader.shortened(text) + "'";
        throw new DataException(file, place(line, column), value.isPresent() ? shown + " is too large: a number from -1e100 to 1e100 is allowed"
                : text.isEmpty() ? "the cell is empty: " + allowed
                : text.matches("[+-]?\\d+,\\d+([eE][+-]?\\d+)?") ? "'" + text + "' has a decimal comma: " + allowed
                : shown + " is no number: " + allowed);
    }

    static boolean isNumberOrBlank(String text) {
        try {
            return text.isBlank() || !Double.isInfinite(Double.parseDouble(text.replace(',', '.')));
        } catch (NumberFormatException aName) {
            return false;
        }
    }

    private static boolean isBlank(CSVRecord row) {
        return row.size() == 1 && row.get(0).isBlank();
    }

    private Reader reader() throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(path), 3);
        byte[] mark = in.readNBytes(3);
        if (mark.length < 3 || mark[0] != (byte) 0xEF || mark[1] != (byte) 0xBB || mark[2] != (byte) 0xBF) {
            in.unread(mark);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private DataException unreadable(Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String line = "near line " + (rows + 2);
        return cause instanceof CharacterCodingException
                ? new DataException(file, "", "is not in UTF-8: text in UTF-8 is allowed", e)
                : new DataException(file, line, "cannot be read: " + CsvHeader.shortened(String.valueOf(cause.getMessage())), e);
    }

    private String place(long line, int column) {
        return "line " + line + ", column '" + CsvHeader.shortened(header.headings().get(column).name()) + "'";
    }
}
