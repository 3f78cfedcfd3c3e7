package org.paramscope.core.run;

/** How a search draws settings from the values that a model type names for each. */
public enum SearchMethod {
    /** No search: the settings of the study. */
    NONE,
    /** All combinations, the first ones when there are more than trials. */
    GRID,
    /** Distinct combinations, drawn at random. */
    RANDOM
}
