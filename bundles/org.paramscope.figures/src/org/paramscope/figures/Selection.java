package org.paramscope.figures;

import java.util.Set;
import java.util.TreeSet;

/**
 * The picked neurons, one value for all views.
 *
 * @param layer name of the unit layer, empty when nothing is selected
 * @param units indices of the selected units, from 0
 */
public record Selection(String layer, Set<Integer> units) {

    private static final Selection NONE = new Selection("", Set.of());

    /** Copies the set. */
    public Selection {
        units = java.util.Collections.unmodifiableSet(new TreeSet<>(units));
    }

    /** Nothing is selected. */
    public static Selection none() {
        return NONE;
    }

    /** These units of a layer. */
    public static Selection of(String layer, Integer... units) {
        return new Selection(layer, Set.of(units));
    }

    /** Whether nothing is selected. */
    public boolean isEmpty() {
        return units.isEmpty();
    }

    /** Whether this unit is selected. */
    public boolean contains(String layer, int unit) {
        return this.layer.equals(layer) && units.contains(unit);
    }

    /** Whether what a mark stands for is selected. */
    public boolean contains(Pick pick) {
        return pick instanceof Pick.Unit u && contains(u.layer(), u.unit());
    }

    /** With the unit added if absent, removed if present; another layer starts anew. */
    public Selection toggle(String layer, int unit) {
        Set<Integer> next = new TreeSet<>(this.layer.equals(layer) ? units : Set.of());
        if (!next.remove(unit)) {
            next.add(unit);
        }
        return new Selection(layer, next);
    }
}
