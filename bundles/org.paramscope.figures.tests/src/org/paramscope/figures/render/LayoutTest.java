package org.paramscope.figures.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Specimens;
import org.paramscope.figures.Style;

class LayoutTest {

    static Stream<Arguments> sheets() {
        List<Arguments> all = new ArrayList<>();
        Specimens.all().forEach((name, figure) -> {
            for (double[] size : new double[][] {{90, 70}, {180, 140}, {120, 90}}) {
                if (!(figure instanceof Grid) || size[0] > 100) {
                    all.add(Arguments.of(name, figure, size[0], size[1]));
                }
            }
        });
        return all.stream();
    }

    private static List<Mark.Text> texts(Drawing drawing) {
        return drawing.flattened().stream().filter(Mark.Text.class::isInstance).map(Mark.Text.class::cast).toList();
    }

    @ParameterizedTest(name = "{0} at {2} x {3} mm")
    @MethodSource("sheets")
    void wordsNeverOverlapNorLeaveTheSheet(String name, Figure figure, double width, double height) {
        Drawing drawing = Layout.ofMillimetres(figure, width, height);
        List<Mark.Text> texts = texts(drawing);
        Rectangle sheet = new Rectangle(0, 0, drawing.width(), drawing.height());
        for (int i = 0; i < texts.size(); i++) {
            assertTrue(sheet.contains(texts.get(i).box()), () -> "leaves the sheet: " + texts);
            for (int j = 0; j < i; j++) {
                Mark.Text a = texts.get(i);
                Mark.Text b = texts.get(j);
                assertFalse(a.box().grow(-0.2).overlaps(b.box().grow(-0.2)), () -> "'" + a + "' overlaps '" + b + "'");
            }
        }
    }

    @ParameterizedTest(name = "{0} at {2} x {3} mm")
    @MethodSource("sheets")
    void dataLieInsideThePlotAreaAndNoWordsCoverPoints(String name, Figure figure, double width, double height) {
        Drawing drawing = Layout.ofMillimetres(figure, width, height);
        for (Drawing.Area area : drawing.areas()) {
            assertTrue(new Rectangle(0, 0, drawing.width(), drawing.height()).contains(area.bounds()));
            for (Item item : area.plot().items()) {
                if (item instanceof Item.Series s) {
                    inside(area, s.x(), s.y());
                    s.interval().ifPresent(i -> {
                        inside(area, s.x(), i.low());
                        inside(area, s.x(), i.high());
                    });
                } else if (item instanceof Item.Band b) {
                    inside(area, b.x(), b.low());
                    inside(area, b.x(), b.high());
                }
            }
        }
        for (Mark.Tagged point : drawing.tagged()) {
            for (Mark.Text text : texts(drawing)) {
                boolean crowded = name.equals("crowded"); // where nothing fits, a required label may touch a point
                assertTrue(crowded || !text.box().grow(-0.5).contains(point.x(), point.y()),
                        () -> "'" + text.text() + "' covers " + point.tip());
            }
        }
    }

    private static void inside(Drawing.Area area, NumericArray x, NumericArray y) {
        for (int i = 0; i < x.length(); i++) {
            if (Double.isFinite(x.at(i)) && Double.isFinite(y.at(i))) {
                double px = area.x().apply(x.at(i));
                double py = area.y().apply(y.at(i));
                assertTrue(area.bounds().grow(1e-6).contains(px, py), px + ", " + py + " outside " + area.bounds());
            }
        }
    }

    @ParameterizedTest(name = "{0} at {2} x {3} mm")
    @MethodSource("sheets")
    void theSameFigureIsAlwaysLaidOutTheSame(String name, Figure figure, double width, double height) {
        assertEquals(SvgWriter.inline(figure, width, height), SvgWriter.inline(Specimens.all().get(name), width, height));
    }

    @Test
    void valuesThatALogarithmicAxisCannotShowStandAtItsEdgeAndAreReported() {
        Plot plot = Figure.points("p", NumericArray.of(new double[] {1, 2, 3}), NumericArray.of(new double[] {10, 0, -5})).logY().y("loss");
        Drawing drawing = Layout.of(plot, 300, 200);
        assertTrue(drawing.notes().get(0).startsWith("2 values of loss not above zero"), drawing.notes().toString());
        Rectangle area = drawing.areas().get(0).bounds();
        assertEquals(3, drawing.tagged().size());
        assertEquals(area.bottom(), drawing.tagged().get(1).y(), 1e-9);
        assertEquals(area.bottom(), drawing.tagged().get(2).y(), 1e-9);
        assertTrue(drawing.tagged().get(0).y() < area.bottom() - 1);
    }

    @Test
    void logarithmicAxesGiveEqualRatiosEqualLengths() {
        Projection p = Layout.of(Figure.points("p", Figure.index(1000), Figure.index(1000)).logX(), 300, 200).areas().get(0).x();
        assertEquals(p.apply(100) - p.apply(10), p.apply(1000) - p.apply(100), 1e-9);
        assertEquals(42, p.invert(p.apply(42)), 1e-9);
    }

    @Test
    void equalAspectMakesUnitsOfBothAxesEquallyLong() {
        for (double[] size : new double[][] {{400, 150}, {150, 400}}) {
            Drawing.Area area = Layout.of(Specimens.space(), size[0], size[1]).areas().get(0);
            assertEquals(area.x().slope(), -area.y().slope(), 1e-9);
        }
        Drawing.Area map = Layout.of(Specimens.map(), 400, 250).areas().get(0);
        assertEquals(map.bounds().width(), map.bounds().height(), 1e-9);
    }

    @Test
    void panelsOfAGridAlign() {
        List<Drawing.Area> areas = Layout.ofMillimetres(
                Figure.grid(2, Specimens.front(), Specimens.identity(), Specimens.signal(), Specimens.crowded()), 180, 140).areas();
        assertEquals(areas.get(0).bounds().x(), areas.get(2).bounds().x(), 1e-9);
        assertEquals(areas.get(1).bounds().x(), areas.get(3).bounds().x(), 1e-9);
        assertEquals(areas.get(0).bounds().y(), areas.get(1).bounds().y(), 1e-9);
        assertEquals(areas.get(2).bounds().bottom(), areas.get(3).bounds().bottom(), 1e-9);
    }

    @Test
    void panelsThatExplainTheSameShareOneLegend() {
        Drawing drawing = Layout.ofMillimetres(Figure.grid(2, Specimens.front(), Specimens.front()), 180, 70);
        assertEquals(1, texts(drawing).stream().filter(t -> t.text().equals("own weights")).count());
    }

    @Test
    void aSelectedNeuronIsEmphasisedOnTopAndCanBePicked() {
        Drawing drawing = Layout.of(Specimens.space().select(Selection.of("encoder", 3)), 400, 300);
        Mark.Tagged last = drawing.tagged().get(drawing.tagged().size() - 1);
        assertEquals(new Pick.Unit("encoder", 3), last.pick().orElseThrow());
        assertEquals(new Pick.Unit("encoder", 3), drawing.pick(last.x() + 0.4, last.y(), 3).orElseThrow());
        assertTrue(texts(drawing).stream().anyMatch(t -> t.text().equals("3")));
        assertTrue(drawing.pick(1, 1, 3).isEmpty());
    }

    @Test
    void missingValuesInterruptALine() {
        Plot plot = Figure.line("l", Figure.index(5), NumericArray.of(new double[] {1, 2, Double.NaN, 2, 1}));
        long lines = Layout.of(plot, 300, 200).flattened().stream().filter(m -> m instanceof Mark.Path p && p.paint().width() == Style.LINE.width()).count();
        assertEquals(3, lines, "two pieces and the sample in the legend");
    }

    @Test
    void sheetsTooSmallAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Layout.of(Specimens.front(), 40, 200));
    }

    @Test
    void aNarrowSheetSetsPanelsBelowEachOtherAndShowsAllRemarks() {
        Figure panel = Figure.line("y", NumericArray.of(new double[] {0, 1}), NumericArray.of(new double[] {1, 2}));
        String remark = "A long remark that is not to be cut. ".repeat(20).strip();
        Figure four = Figure.grid(2, panel, panel, panel, panel).note(remark);
        double wide = Layout.leastHeight(four, 500);
        double narrow = Layout.leastHeight(four, 300);
        assertTrue(narrow > 1.8 * wide, narrow + " against " + wide);
        assertEquals(2, columns(Layout.of(four, 500, wide)));
        assertEquals(1, columns(Layout.of(four, 300, narrow)));
        assertEquals(2, columns(Layout.of(four, 300, 200)), "where the height does not suffice either, the figure stays as it is");
        String words = texts(Layout.of(four, 500, wide)).stream().map(Mark.Text::text).collect(java.util.stream.Collectors.joining(" "));
        assertTrue(words.contains(remark), words);
    }

    private static long columns(Drawing drawing) {
        return drawing.areas().stream().map(a -> Math.round(a.bounds().x())).distinct().count();
    }

}
