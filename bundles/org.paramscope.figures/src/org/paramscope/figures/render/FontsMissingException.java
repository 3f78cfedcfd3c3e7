package org.paramscope.figures.render;

/** No font is installed, so no text can be painted on pixels. SVG needs none. */
public final class FontsMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the packages to install. */
    public FontsMissingException(Throwable cause) {
        super("a PNG needs fonts and none are installed; install the packages fontconfig and fonts-dejavu-core"
                + " (apt-get install fontconfig fonts-dejavu-core), or write SVG, which needs none", cause);
    }
}
