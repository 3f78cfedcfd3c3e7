package org.paramscope.figures.render;

/** No font is installed, so no text can be painted on pixels. SVG needs none. */
public final class FontsMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether a failure of Java2D to set text is a lack of fonts; how it is reported depends on the version of Java. */
    static boolean explains(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(java.util.Locale.ROOT);
        return failure instanceof InternalError || failure instanceof NoClassDefFoundError || failure instanceof UnsatisfiedLinkError
                || message.contains("font");
    }

    /** Names the packages to install. */
    public FontsMissingException(Throwable cause) {
        super("a PNG needs fonts and none are installed; install the packages fontconfig and fonts-dejavu-core"
                + " (apt-get install fontconfig fonts-dejavu-core), or write SVG, which needs none", cause);
    }
}
