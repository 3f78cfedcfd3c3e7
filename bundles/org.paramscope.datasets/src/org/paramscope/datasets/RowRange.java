package org.paramscope.datasets;

import org.paramscope.data.SettingException;

/**
 * The rows of a file that are read.
 *
 * @param from  first row, numbered from 0 below the header
 * @param count number of rows
 * @param open  whether they go on to the end of the file, however long it is
 */
record RowRange(long from, long count, boolean open) {

    private static final int LEAST = 2;

    /**
     * The range that settings ask for.
     *
     * @param total rows of the file
     * @throws SettingException when it lies outside the file or holds fewer than two of its rows
     */
    static RowRange of(Csv.Settings settings, long total) {
        if (settings.first() > 0 && settings.first() > total - LEAST) {
            throw new SettingException("first", Integer.toString(settings.first()), "the file has " + total + " rows: "
                    + (total > LEAST ? "an integer from 0 to " + (total - LEAST) : "0") + " is allowed");
        }
        long rest = total - settings.first();
        if (settings.rows() > rest) {
            throw new SettingException("rows", Integer.toString(settings.rows()), "the file has " + rest + " rows from row "
                    + settings.first() + " on: 0 (all) or an integer from " + LEAST + " to " + rest + " is allowed");
        }
        return new RowRange(settings.first(), settings.rows() == 0 ? rest : settings.rows(), settings.rows() == 0);
    }

    /** Whether a row is among them. */
    boolean holds(long row) {
        return row >= from && !endsBefore(row);
    }

    /** Whether a row and all after it are not among them. */
    boolean endsBefore(long row) {
        return !open && row >= from + count;
    }
}
