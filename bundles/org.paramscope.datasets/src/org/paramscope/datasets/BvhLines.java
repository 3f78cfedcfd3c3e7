package org.paramscope.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.paramscope.data.DataException;

/** The lines of a BVH file that are not blank, one after the other, each as words; they know their numbers. */
final class BvhLines {

    private final String file;
    private final List<String> lines;
    private int at = -1;

    BvhLines(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** Goes to the next line that is not blank; false at the end of the file. */
    boolean next() {
        at++;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        return at < lines.size();
    }

    /** The words of the line. */
    List<String> words() {
        return Arrays.asList(lines.get(at).strip().split("\\s+"));
    }

    /** The number of lines that follow. */
    int left() {
        return lines.size() - 1 - at;
    }

    /** The next line, which begins with some words; those that follow on them, so many of them. */
    List<String> expect(String beginning, int following) throws DataException {
        List<String> begin = List.of(beginning.split(" "));
        if (!next()) {
            throw wrong("ends where '" + beginning + "' is needed");
        }
        List<String> words = words();
        if (words.size() != begin.size() + following || !words.subList(0, begin.size()).equals(begin)) {
            throw wrong("is '" + CsvHeader.shortened(String.join(" ", words)) + "': '" + beginning + "'"
                    + (following == 0 ? "" : " and " + following + (following == 1 ? " word" : " words")) + " is needed");
        }
        return words.subList(begin.size(), words.size());
    }

    /** A number of the line. */
    double number(String word) throws DataException {
        OptionalDouble value = PlainNumber.of(word);
        if (value.isEmpty() || Math.abs(value.getAsDouble()) > PlainNumber.LARGEST) {
            throw wrong("'" + CsvHeader.shortened(word) + "' is no number: a number from -1e100 to 1e100 with a decimal point is needed");
        }
        return value.getAsDouble();
    }

    /** What is wrong with the line. */
    DataException wrong(String what) {
        return new DataException(file, at >= 0 && at < lines.size() ? "line " + (at + 1) : "end of the file", what);
    }
}
