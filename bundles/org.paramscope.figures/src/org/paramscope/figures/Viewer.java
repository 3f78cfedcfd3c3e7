package org.paramscope.figures;

/**
 * A function from a result to a figure. The type of result is read from the type argument.
 *
 * @param <T> the value that is drawn, such as a parameter distribution or a reconstruction
 */
@FunctionalInterface
public interface Viewer<T> {

    /**
     * Draws a result.
     *
     * @param result    what to draw
     * @param selection the picked neurons; marks that stand for them are emphasised
     * @param theme     the theme it will be painted in; inks follow it by themselves, so most viewers ignore it
     * @return the figure, as data
     */
    Figure draw(T result, Selection selection, Theme theme);

    /** A title of the view: the words of the class name without "Viewer". */
    default String title() {
        String words = getClass().getSimpleName().replaceFirst("Viewer$", "").replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        return words.isEmpty() ? "View" : words.charAt(0) + words.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
