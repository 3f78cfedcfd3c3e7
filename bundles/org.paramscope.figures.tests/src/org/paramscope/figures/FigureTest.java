package org.paramscope.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

class FigureTest {

    @Test
    void aFigureIsMadeInOneSentence() {
        NumericArray eigenvalues = NumericArray.of(new double[] {4, 2, 1});
        Plot figure = Figure.lines(eigenvalues).logY().x("index").y("eigenvalue");
        assertEquals("index", figure.x().label());
        assertTrue(figure.y().logarithmic());
        assertFalse(figure.x().logarithmic());
        assertEquals(NumericArray.of(new double[] {1, 2, 3}), figure.data().get("item1.x"));
        assertEquals(eigenvalues, figure.data().get("item1.y"));
    }

    @Test
    void changesLeaveTheOriginalAsItWas() {
        Plot plot = Figure.lines(Figure.index(3));
        assertNotSame(plot, plot.title("other"));
        assertEquals("", plot.title());
        assertEquals(1, plot.items().size());
        plot.line("more", Figure.index(2), Figure.index(2));
        assertEquals(1, plot.items().size());
    }

    @Test
    void dataOfEqualNamesAreKeptApartAndPanelsPrefixed() {
        Plot plot = Figure.plot().line("a", Figure.index(2), Figure.index(2)).line("a", Figure.index(3), Figure.index(3));
        assertEquals(List.of("a.x", "a.y", "a-2.x", "a-2.y"), List.copyOf(plot.data().keySet()));
        assertTrue(Figure.grid(2, plot, plot).data().containsKey("B.a-2.y"));
    }

    @Test
    void gridsAmongPanelsAreTakenApart() {
        Plot plot = Figure.lines(Figure.index(3));
        Grid grid = Figure.grid(2, Figure.grid(1, plot, plot.title("second")).note("kept"), plot);
        assertEquals(3, grid.panels().size());
        assertEquals(List.of("kept"), grid.panels().get(0).notes());
    }

    @Test
    void matricesWithNegativeValuesGetADivergingMapCentredOnZero() {
        Item.HeatMap map = (Item.HeatMap) Figure.heatMap(NumericArray.of(new double[] {-1, 2, 0, 3}, 2, 2), "m").items().get(0);
        assertEquals(ColourMap.DIVERGING, map.map());
        assertEquals(-3, map.low());
        assertEquals(3, map.high());
        assertEquals(ColourMap.SEQUENTIAL,
                ((Item.HeatMap) Figure.heatMap(NumericArray.of(new double[] {1, 2}, 1, 2), "m").items().get(0)).map());
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        ShapeException e = assertThrows(ShapeException.class, () -> Figure.line("curve", Figure.index(3), Figure.index(4)));
        assertTrue(e.getMessage().contains("curve") && e.getMessage().contains("3") && e.getMessage().contains("4"), e.getMessage());
        assertThrows(ShapeException.class, () -> Figure.plot().ellipses("e", NumericArray.zeros(2, 2), NumericArray.zeros(3, 2, 2)));
        assertThrows(IllegalArgumentException.class, () -> Figure.plot().x(a -> a.range(1, 1)));
    }

    @Test
    void selectionsToggleUnitsAndStartAnewInAnotherLayer() {
        Selection s = Selection.none().toggle("encoder", 3).toggle("encoder", 5);
        assertTrue(s.contains("encoder", 3) && s.contains(new Pick.Unit("encoder", 5)));
        assertFalse(s.contains("decoder", 3) || s.contains(new Pick.Model("ssa")));
        assertEquals(Selection.of("encoder", 5), s.toggle("encoder", 3));
        assertEquals(Selection.of("decoder", 3), s.toggle("decoder", 3));
    }

    @Test
    void viewersAreTitledByTheirClass() {
        class ParameterSpaceViewer implements Viewer<String> {
            @Override
            public Figure draw(String result, Selection selection, Theme theme) {
                return Figure.text(result);
            }
        }
        assertEquals("Parameter space", new ParameterSpaceViewer().title());
    }
}
