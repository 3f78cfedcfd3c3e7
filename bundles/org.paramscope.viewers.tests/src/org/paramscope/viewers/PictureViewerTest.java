package org.paramscope.viewers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Picture;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.figures.render.SvgWriter;

class PictureViewerTest {

    private static Plot draw(Picture picture) {
        return (Plot) new PictureViewer().draw(picture, Selection.none(), Theme.LIGHT);
    }

    @Test
    void curvesKeepTheirNamesAndValues() {
        Map<String, NumericArray> curves = new LinkedHashMap<>();
        curves.put("b", NumericArray.of(new double[] {1, 2, 3}));
        curves.put("a", NumericArray.of(new double[] {3, Double.NaN, 1}));
        Plot plot = draw(new Picture.Curves("t", "lag [samples]", "u", NumericArray.of(new double[] {0, 1, 2}), curves));
        assertEquals(2, plot.items().size());
        assertEquals("lag [samples]", plot.x().label());
        assertTrue(plot.data().keySet().toString().contains("b"), plot.data().keySet().toString());
    }

    /** A vector that points along x has its longest arrow there; a slow one a shorter arrow, and none of speed 0. */
    @Test
    void arrowsPointWhereTheFieldDoes() {
        NumericArray positions = NumericArray.of(new double[] {0, 0, 1, 0, 0, 1}, 3, 2);
        NumericArray directions = NumericArray.of(new double[] {4, 0, 0, 1, 0, 0}, 3, 2);
        Plot plot = draw(new Picture.Field("t", "x", "y", positions, directions, Map.of("cycle", positions)));
        Map<String, NumericArray> data = plot.data();
        NumericArray xs = data.entrySet().stream().filter(e -> e.getKey().contains("field") && e.getKey().endsWith("x")).findFirst()
                .orElseThrow(() -> new AssertionError(data.keySet().toString())).getValue();
        NumericArray ys = data.entrySet().stream().filter(e -> e.getKey().contains("field") && e.getKey().endsWith("y")).findFirst()
                .orElseThrow().getValue();
        assertEquals(0.9, xs.at(1) - xs.at(0), 1e-12);
        assertEquals(0, ys.at(1) - ys.at(0), 1e-12);
        assertEquals(0.45, ys.at(8) - ys.at(7), 1e-12);
        assertEquals(0, xs.at(15) - xs.at(14), 1e-12);
        assertEquals(2, plot.items().size());
    }

    @Test
    void everyKindCanBeDrawn() {
        NumericArray two = NumericArray.of(new double[] {0, 0, 1, 2, 3, 1}, 3, 2);
        for (Picture picture : new Picture[] {new Picture.Points("p", "a", "b", two, true), new Picture.Image("i", "a", "b", two, false),
            new Picture.Image("i", "a", "b", NumericArray.zeros(2, 2), true)}) {
            assertTrue(SvgWriter.write(draw(picture), Theme.LIGHT, 100, 60).contains("<svg"));
        }
    }
}
