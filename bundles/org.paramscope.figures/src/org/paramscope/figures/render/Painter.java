package org.paramscope.figures.render;

/** What turns the primitives of a drawing into a file or puts them on a canvas. Lengths are in points. */
public interface Painter {

    /** Paints a polyline or polygon. */
    void path(Mark.Path path);

    /** Paints an ellipse. */
    void oval(Mark.Oval oval);

    /** Paints a line of text. */
    void text(Mark.Text text);

    /** Paints a picture of levels. */
    void raster(Mark.Raster raster);

    /** Paints a picture in colours of its own. */
    void photo(Mark.Photo photo);

    /** From here on only what lies inside the bounds is seen; windows nest. */
    void open(Rectangle clip);

    /** Ends the window opened last. */
    void close();

    /** The next marks, up to {@link #untag}, stand for something. */
    default void tag(Mark.Tagged tagged) {
        // painters without pointers need not know
    }

    /** Ends what {@link #tag} began. */
    default void untag(Mark.Tagged tagged) {
        // painters without pointers need not know
    }
}
