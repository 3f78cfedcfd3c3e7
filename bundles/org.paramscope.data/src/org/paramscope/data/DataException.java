package org.paramscope.data;

/** Data that cannot be read or written: which file, where in it, what is wrong and what is allowed. */
public final class DataException extends Exception {

    private static final long serialVersionUID = 1L;
    private final String file;
    private final String place;

    /** Something is wrong at a place (line, column, array; may be empty) of a file. */
    public DataException(String file, String place, String what) {
        this(file, place, what, null);
    }

    /** As above, with its cause. */
    public DataException(String file, String place, String what, Throwable cause) {
        super(file + ": " + (place.isEmpty() ? "" : place + ": ") + what, cause);
        this.file = file;
        this.place = place;
    }

    /** The file or the name of the data. */
    public String file() {
        return file;
    }

    /** The place in the file; may be empty. */
    public String place() {
        return place;
    }
}
