package org.paramscope.viewers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;

/** The panels without and with refit, which are to be compared. */
class FrontPanelsTest {

    private static Front front(double low) {
        List<FrontPoint> points = new ArrayList<>(Results.front().points());
        points.add(new FrontPoint("ae merged to 4, refitted", "merge", 58, 0.01, 0.01, 0.009, 0.011, Map.of("units", "4", "refit", "true")));
        points.add(new FrontPoint("wide", "model", 5000, 2, 2, low, low, Map.of()));
        return new Front(points, List.of(Results.reduction(false, 0.9), Results.reduction(true, 0.5)), "test NRMSE", "parameters");
    }

    private static List<Item.Series> series(Plot plot) {
        return plot.items().stream().filter(Item.Series.class::isInstance).map(Item.Series.class::cast).toList();
    }

    @Test
    void aRingStandsOnlyOnAPointOfItsOwnPanel() {
        for (Plot panel : FrontViewer.panels(front(1.9))) {
            Set<List<Double>> drawn = series(panel).stream().filter(s -> !s.name().startsWith("Pareto"))
                    .flatMap(s -> places(s).stream()).collect(Collectors.toSet());
            Item.Series rings = series(panel).stream().filter(s -> s.name().startsWith("Pareto")).findFirst().orElseThrow();
            assertTrue(drawn.containsAll(places(rings)), panel.title());
        }
        List<Plot> panels = FrontViewer.panels(front(1.9));
        assertEquals("Merged without refit", panels.get(0).title());
        assertEquals("Merged and refitted: 4 neurons suffice", panels.get(1).title());
    }

    private static List<List<Double>> places(Item.Series s) {
        return IntStream.range(0, s.x().length()).mapToObj(i -> List.of(s.x().at(i), s.y().at(i))).toList();
    }

    @Test
    void bothPanelsHaveTheSameAxesAndNames() {
        List<Plot> panels = FrontViewer.panels(front(1.9));
        assertEquals(panels.get(0).x(), panels.get(1).x());
        assertEquals(panels.get(0).y(), panels.get(1).y());
        assertTrue(panels.get(0).x().high().orElseThrow() > 5000 && panels.get(0).y().low().orElseThrow() < 0.01);
        assertEquals(series(panels.get(0)).stream().map(Item.Series::name).toList(), series(panels.get(1)).stream().map(Item.Series::name).toList());
    }

    @Test
    void withoutIntervalsNothingIsClaimed() {
        Plot panel = FrontViewer.panels(front(Double.NaN)).get(0);
        assertTrue(panel.notes().get(0).startsWith("Too few separate test windows for intervals"), panel.notes().toString());
        assertTrue(panel.notes().stream().noneMatch(n -> n.contains("best baseline")), panel.notes().toString());
    }

    @Test
    void manyGroupsThatShareAColourDifferInMarkerAndNeighboursInColour() {
        int[] groups = IntStream.range(0, 24).map(i -> i / 2).toArray();
        MergeGroups shown = MergeGroups.of(Results.space(Results.identity("encoder", 0.9, 0.1, "displacements"), groups));
        assertEquals(12, shown.shown().size());
        assertEquals(12, shown.shown().stream().map(s -> s.style().ink() + " " + s.style().marker()).distinct().count());
        assertEquals(MergeGroups.COLOURS, shown.shown().stream().map(s -> s.style().ink()).distinct().count());
        assertTrue(shown.words().contains("12 merge groups"), shown.words());
        MergeGroups none = MergeGroups.of(Results.space(Results.identity("encoder", 0.9, 0.1, "displacements"), 0, 1, 2));
        assertEquals(1, none.shown().size(), none.words());
    }

    private static Front crowd(String... kinds) {
        List<FrontPoint> points = IntStream.range(0, 12).mapToObj(i -> new FrontPoint((char) ('a' + i) + "-net", "model", 10 + i, 0.5 - 0.01 * i, 0.5,
                0.4, 0.6, Map.of("kind", kinds[i % kinds.length]))).toList();
        return new Front(points, List.of(), "test NRMSE", "parameters");
    }

    /** Twelve names in a legend say less than three kinds; the models on the front are named beside their rings. */
    @Test
    void ofManyModelsTheLegendNamesTheKinds() {
        Plot plot = FrontViewer.panel(crowd("linear", "recurrent", "mine"), Optional.empty());
        assertEquals(List.of("linear", "recurrent", "mine", "Pareto front (on validation)"), series(plot).stream().map(Item.Series::name).toList());
        assertEquals(4, series(plot).getFirst().x().length());
        assertEquals("a-net", series(plot).getLast().tags().labels().getFirst());
        Plot other = FrontViewer.panel(crowd("recurrent"), Optional.empty());
        assertEquals(series(plot).get(1).style(), series(other).getFirst().style(), "a kind has one style in all figures");
    }
}
