package org.paramscope.study;

import java.nio.file.Path;

/** A study file cannot be read or written. The message is one line: the file, what is wrong, what to do. */
public final class StudyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final int line;

    /** A failure that has no place in the file. */
    public StudyException(Path file, String what, Throwable cause) {
        this(file, 0, what, cause);
    }

    /**
     * @param line line of the file, from 1; 0 when the failure has no place
     * @param what what is wrong and what is allowed, without the file's name
     */
    public StudyException(Path file, int line, String what, Throwable cause) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + what, cause);
        this.file = file;
        this.line = line;
    }

    /** The study file. */
    public Path file() {
        return file;
    }

    /** Line in the file, from 1; 0 when the failure has no place. */
    public int line() {
        return line;
    }
}
