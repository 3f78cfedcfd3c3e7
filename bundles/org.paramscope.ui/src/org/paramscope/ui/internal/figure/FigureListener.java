package org.paramscope.ui.internal.figure;

import java.util.function.Consumer;

import org.paramscope.figures.Pick;

/** What the user does with a figure. */
public interface FigureListener {

    /** A mark was clicked; with {@code add}, it joins those selected before. */
    void picked(Pick pick, boolean add);

    /** What lies below the pointer, in words; empty when nothing does. */
    void readOut(String text);

    /** Hears only what lies below the pointer. */
    static FigureListener of(Consumer<String> readOut) {
        return new FigureListener() {
            @Override
            public void picked(Pick pick, boolean add) {
                // Nothing to select.
            }

            @Override
            public void readOut(String text) {
                readOut.accept(text);
            }
        };
    }
}
