package org.paramscope.core.run;

/** What a model knows when it makes its output; errors of one kind compare with each other. */
public enum Output {
    /** A window, from the window itself. */
    RECONSTRUCTION("reconstructed"),
    /** Each value of a window, from those before it. */
    PREDICTION("predicted"),
    /** A whole window, from what precedes it. */
    FORECAST("forecast"),
    /** A density of windows, and no output. */
    DENSITY("density");

    private final String word;

    Output(String word) {
        this.word = word;
    }

    /** In a word, as tables have it. */
    public String word() {
        return word;
    }
}
