package org.paramscope.models.continuous;

/** What a model reads to find the state from which it starts. */
public enum Start {
    /** The values before the window, so that the window is predicted; the window itself where samples have fewer than two before it. */
    PAST,
    /** The window, so that it is reconstructed, its missing values among the others. */
    WINDOW
}
