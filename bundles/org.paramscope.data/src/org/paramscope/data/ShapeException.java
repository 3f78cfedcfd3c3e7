package org.paramscope.data;

/** Arrays whose shapes do not fit: a mistake of the program, not of its user. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The message names the shapes. */
    public ShapeException(String message) {
        super(message);
    }
}
