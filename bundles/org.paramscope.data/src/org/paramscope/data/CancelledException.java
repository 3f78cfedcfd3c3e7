package org.paramscope.data;

/** The user cancelled. */
public final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public CancelledException() {
        super("cancelled");
    }
}
