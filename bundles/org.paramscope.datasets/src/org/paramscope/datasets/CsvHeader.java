package org.paramscope.datasets;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.paramscope.data.DataException;

/**
 * The first line of a file.
 *
 * @param file its path, for messages
 * @param format how cells are separated
 * @param headings a heading per column; the first may be empty, as for row names
 */
record CsvHeader(String file, CSVFormat format, List<Heading> headings) {

    private static final Set<String> TIME = Set.of("t", "time", "times", "timestamp", "sec", "secs", "second", "seconds", "year", "years");

    static CsvHeader of(Path path, String line) throws DataException {
        String file = path.toString();
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(line)).setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true).get();
        List<Heading> headings = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(line), format)) {
            parser.stream().limit(1).forEach(row -> row.forEach(cell -> headings.add(Heading.of(cell))));
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new DataException(file, "line 1", "cannot be read as a header: " + e.getMessage(), e);
        }
        require(file, headings);
        return new CsvHeader(file, format, List.copyOf(headings));
    }

    /** The column that holds the time, or -1: the named one, else the first when it is called like time and not wanted as a channel. */
    int timeColumn(String wanted, List<String> channels) throws DataException {
        if (!wanted.isEmpty()) {
            return column(wanted);
        }
        Heading heading = headings.getFirst();
        String name = heading.name().toLowerCase(Locale.ROOT);
        String suffix = "_" + heading.unit().toLowerCase(Locale.ROOT);
        String bare = !heading.unit().isEmpty() && name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        return TIME.contains(bare) && channels.stream().noneMatch(heading::matches) ? 0 : -1;
    }

    /** The columns of the named channels, in that order; of none: all but the time and an unnamed first column. */
    int[] channelColumns(List<String> channels, int time) throws DataException {
        List<Integer> columns = new ArrayList<>();
        for (String channel : channels) {
            int column = column(channel);
            if (columns.contains(column)) {
                throw new DataException(file, "", "channel '" + shortened(channel) + "' is asked for twice");
            }
            columns.add(column);
        }
        for (int column = 0; channels.isEmpty() && column < headings.size(); column++) {
            if (column != time && !headings.get(column).text().isEmpty()) {
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            throw new DataException(file, "line 1", "names no column besides the time: at least one is needed");
        }
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    private int column(String wanted) throws DataException {
        for (int column = 0; column < headings.size(); column++) {
            if (headings.get(column).matches(wanted.strip()) && !wanted.isBlank()) {
                return column;
            }
        }
        String known = headings.stream().map(Heading::name).filter(name -> !name.isEmpty()).limit(40)
                .map(CsvHeader::shortened).collect(Collectors.joining(", "));
        throw new DataException(file, "", "has no column '" + shortened(wanted) + "': " + known + (headings.size() > 40 ? ", ..." : "") + " are allowed");
    }

    private static void require(String file, List<Heading> headings) throws DataException {
        if (headings.stream().allMatch(heading -> CsvTable.isNumberOrBlank(heading.text()))) {
            throw new DataException(file, "line 1", "has no header ('" + shortened(headings.stream().map(Heading::text)
                    .collect(Collectors.joining(" "))) + "'): names of the columns are needed");
        }
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < headings.size(); column++) {
            String name = headings.get(column).name();
            if (name.isEmpty() && column > 0) {
                throw new DataException(file, "line 1", "column " + (column + 1) + " has no name");
            }
            if (!seen.add(name)) {
                throw new DataException(file, "line 1", "two columns are named '" + shortened(name) + "': distinct names are needed");
            }
        }
    }

    private static char delimiter(String line) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            int kind = ",;\t".indexOf(c);
            if (!quoted && kind >= 0) {
                counts[kind]++;
            }
        }
        return counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    /** At most 40 characters of a text, in one line, for messages. */
    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 40 ? line : line.substring(0, 37) + "...";
    }
}
