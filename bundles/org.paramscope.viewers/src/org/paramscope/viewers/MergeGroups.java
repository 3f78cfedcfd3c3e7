package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Style;
import org.paramscope.geometry.ParameterSpace;

/**
 * The merge groups of a layer with a look each. Colours are those that colour-blind readers tell apart; a colour that is
 * needed again goes to the group farthest from its others, with another marker. Neurons that were merged with none are grey.
 *
 * @param shown the groups, the largest first, then the neurons that stand alone
 * @param words how to read the colours, as sentences that end in a blank
 */
record MergeGroups(List<Shown> shown, String words) {

    /** Series colours that stay apart under red, green and blue blindness. */
    static final int COLOURS = 6;
    private static final int MOST_NAMED = 10;
    private static final double SIZE = 4.2;
    private static final List<Style.Marker> MARKERS = List.of(Style.Marker.DISC, Style.Marker.SQUARE, Style.Marker.DIAMOND,
            Style.Marker.TRIANGLE);

    /**
     * A group.
     *
     * @param units    its neurons
     * @param name     as in "group 2 (3 neurons)"
     * @param style    colour and marker
     * @param inLegend whether the legend names it
     */
    record Shown(List<Integer> units, String name, Style style, boolean inLegend) {
    }

    static MergeGroups of(ParameterSpace space) {
        List<List<Integer>> groups = groups(space.groups());
        List<Integer> alone = groups.stream().filter(g -> g.size() == 1).map(g -> g.get(0)).toList();
        List<List<Integer>> merged = groups.stream().filter(g -> g.size() > 1).toList();
        if (merged.isEmpty()) {
            return new MergeGroups(List.of(new Shown(alone, "a neuron by itself", Style.POINTS.ink(Ink.series(0)).size(SIZE), false)),
                    "No merge groups: every neuron stands by itself. ");
        }
        List<Style> styles = styles(merged, space.embedding().points());
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < merged.size(); i++) {
            shown.add(new Shown(merged.get(i), "group " + (i + 1) + " (" + merged.get(i).size() + " neurons)", styles.get(i), i < MOST_NAMED));
        }
        if (!alone.isEmpty()) {
            shown.add(new Shown(alone, "merged with none (" + alone.size() + ")", Style.POINTS.ink(Ink.MUTED).size(SIZE), true));
        }
        String metric = space.distances().metric().isBlank() ? "" : " by " + space.distances().metric();
        return new MergeGroups(shown, "Coloured by the " + groups.size() + " merge groups" + metric + ", as many as suffice"
                + (alone.isEmpty() ? ". " : "; each grey neuron is a group of its own. ")
                + (merged.size() > MOST_NAMED ? "The legend names the " + MOST_NAMED + " largest. " : ""));
    }

    /** Members of each group, larger groups first, then in the order of their first members. */
    private static List<List<Integer>> groups(int[] numbers) {
        Map<Integer, List<Integer>> byNumber = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            byNumber.computeIfAbsent(numbers[i], k -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> groups = new ArrayList<>(byNumber.values());
        groups.sort(Comparator.<List<Integer>>comparingInt(g -> -g.size()).thenComparing(g -> g.get(0)));
        return groups;
    }

    /** A colour and a marker for each group; equal colours lie as far from each other as can be, and take the markers in turn. */
    private static List<Style> styles(List<List<Integer>> groups, NumericArray points) {
        Map<Integer, List<List<Integer>>> byColour = new HashMap<>();
        List<Style> styles = new ArrayList<>();
        for (List<Integer> group : groups) {
            int colour = 0;
            double farthest = -1;
            for (int c = 0; c < COLOURS; c++) {
                double distance = byColour.getOrDefault(c, List.of()).stream().mapToDouble(g -> distance(g, group, points)).min()
                        .orElse(Double.MAX_VALUE);
                if (distance > farthest) {
                    farthest = distance;
                    colour = c;
                }
            }
            List<List<Integer>> alike = byColour.computeIfAbsent(colour, c -> new ArrayList<>());
            styles.add(Style.POINTS.ink(Ink.series(colour)).marker(MARKERS.get(alike.size() % MARKERS.size())).size(SIZE));
            alike.add(group);
        }
        return styles;
    }

    /** The least distance between neurons of two groups. */
    private static double distance(List<Integer> a, List<Integer> b, NumericArray points) {
        double least = Double.MAX_VALUE;
        for (int i : a) {
            for (int j : b) {
                least = Math.min(least, Math.hypot(points.get(i, 0) - points.get(j, 0), points.get(i, 1) - points.get(j, 1)));
            }
        }
        return least;
    }
}
