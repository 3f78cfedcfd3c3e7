package org.paramscope.ui.internal.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Colour;
import org.paramscope.figures.ColourMap;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Theme;
import org.paramscope.ui.EventLoop;

class FigureViewTest {

    private static final int SECONDS = 10;

    private Shell shell;
    private FigureView view;

    @BeforeEach
    void open() {
        shell = new Shell(Display.getCurrent(), SWT.NO_TRIM);
        shell.setLayout(new FillLayout());
        shell.setSize(500, 400);
        view = new FigureView(shell, FigureListener.of(text -> { }));
        shell.open();
        EventLoop.settle();
    }

    @AfterEach
    void close() {
        shell.dispose();
    }

    private Chart show(Figure figure) {
        view.show(figure, Theme.LIGHT);
        EventLoop.settle();
        return view.charts().get(0);
    }

    private static NumericArray values(double... values) {
        return NumericArray.of(values);
    }

    @Test
    void linesAreSeriesOfTheSameValues() {
        Chart chart = show(Figure.line("a", values(1, 2, 3), values(4, 5, 7)));
        ISeries<?> series = chart.getSeriesSet().getSeries()[0];
        assertArrayEquals(new double[] {1, 2, 3}, series.getXSeries());
        assertArrayEquals(new double[] {4, 5, 7}, series.getYSeries());
        Range range = chart.getAxisSet().getXAxis(0).getRange();
        assertTrue(range.lower <= 1 && range.upper >= 3);
    }

    @Test
    void missingValuesInterruptALine() {
        Chart chart = show(Figure.line("a", values(1, 2, 3, 4), values(1, Double.NaN, 3, 4)));
        assertEquals(2, chart.getSeriesSet().getSeries().length);
        assertArrayEquals(new double[] {3, 4}, chart.getSeriesSet().getSeries()[1].getXSeries());
    }

    @Test
    void valuesThatALogarithmicAxisCannotShowAreToldNotThrown() {
        Chart chart = show(Figure.line("a", values(1, 2, 3), values(0, -1, 100)).logY());
        assertTrue(chart.getAxisSet().getYAxis(0).isLogScaleEnabled());
        for (double y : chart.getSeriesSet().getSeries()[0].getYSeries()) {
            assertTrue(y > 0);
        }
        Composite box = (Composite) view.shownBy();
        assertTrue(java.util.Arrays.stream(box.getChildren()).anyMatch(child -> child instanceof Label notes
                && notes.getText().startsWith("2 values are not positive")));
    }

    @Test
    void outlinesOfGaussiansLieAtTheirMahalanobisRadius() {
        NumericArray covariance = NumericArray.of(new double[] {2, 0.6, 0.6, 1}, 1, 2, 2);
        Plot plot = Figure.plot().ellipses("e", NumericArray.of(new double[] {3, -1}, 1, 2), covariance);
        double[][] outline = Gaussian2.outline((Item.Ellipses) plot.items().get(0), 0, 37);
        double determinant = 2 - 0.36;
        for (int i = 0; i < 37; i++) {
            double dx = outline[0][i] - 3;
            double dy = outline[1][i] + 1;
            double squared = (dx * dx - 2 * 0.6 * dx * dy + 2 * dy * dy) / determinant;
            // 5.991: the 95 % quantile of chi-squared with two degrees of freedom.
            assertEquals(5.9915, squared, 1e-3);
        }
        assertEquals(1, show(plot).getSeriesSet().getSeries().length);
    }

    @Test
    void equalAspectMakesAUnitOfXAsLongAsAUnitOfY() {
        Chart chart = show(Figure.points("p", values(0, 1), values(0, 10)).withEqualAspect());
        EventLoop.await("the chart is laid out", 10, () -> {
            Point size = chart.getPlotArea().getSize();
            Range x = chart.getAxisSet().getXAxis(0).getRange();
            Range y = chart.getAxisSet().getYAxis(0).getRange();
            double ratio = (x.upper - x.lower) / size.x / ((y.upper - y.lower) / size.y);
            return Math.abs(ratio - 1) < 0.02;
        });
    }

    @Test
    void aHeatMapIsPaintedInTheColoursOfItsValues() {
        NumericArray values = NumericArray.of(new double[] {0, 1, 1, 0}, 2, 2);
        view.show(Figure.plot().heatMap(values, "v", ColourMap.SEQUENTIAL, 0, 1, List.of()), Theme.LIGHT);
        EventLoop.settle();
        Canvas canvas = assertInstanceOf(Canvas.class, view.shownBy());
        Point size = canvas.getSize();
        EventLoop.await("both colours are painted", 20, () -> {
            canvas.redraw();
            canvas.update();
            ImageData data = pixels(canvas);
            return count(data, Theme.LIGHT.colour(ColourMap.SEQUENTIAL, 0)) > 0.15 * size.x * size.y
                    && count(data, Theme.LIGHT.colour(ColourMap.SEQUENTIAL, 1)) > 0.15 * size.x * size.y;
        });
    }

    private static ImageData pixels(Canvas canvas) {
        Point size = canvas.getSize();
        Image image = new Image(canvas.getDisplay(), size.x, size.y);
        GC gc = new GC(canvas);
        try {
            gc.copyArea(image, 0, 0);
            return image.getImageData();
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    private static int count(ImageData data, Colour colour) {
        int count = 0;
        for (int y = 0; y < data.height; y++) {
            for (int x = 0; x < data.width; x++) {
                RGB rgb = data.palette.getRGB(data.getPixel(x, y));
                count += rgb.red == colour.red() && rgb.green == colour.green() && rgb.blue == colour.blue() ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void panelsKeepASizeThatCanBeReadAndScrollWhereThereIsLessRoom() {
        Plot plot = Figure.lines(values(1, 2)).note("a remark");
        show(Figure.grid(2, plot, plot, plot, plot));
        List<Chart> charts = view.charts();
        EventLoop.await("four panels fit", SECONDS, () -> charts.stream().allMatch(chart -> chart.getSize().y >= 140));
        shell.setSize(300, 120);
        ScrolledComposite scroll = (ScrolledComposite) view.getChildren()[0];
        EventLoop.await("they scroll", SECONDS,
                () -> scroll.getVerticalBar().getVisible() && scroll.getHorizontalBar().getVisible());
        assertTrue(charts.stream().allMatch(chart -> chart.getSize().x >= 240 && chart.getSize().y >= 140), "they stay readable");
        shell.setSize(700, 120);
        EventLoop.await("nothing lies below the bar", SECONDS,
                () -> view.shownBy().getSize().x == 700 - scroll.getVerticalBar().getSize().x);
        shell.setSize(900, 900);
        EventLoop.await("they take the room there is", SECONDS, () -> charts.stream().allMatch(chart -> chart.getSize().y > 380));
    }

    @Test
    void gridsAndWordsAreShownToo() {
        view.show(Figure.grid(2, Figure.lines(values(1, 2)), Figure.text("t", "words")), Theme.DARK);
        EventLoop.settle();
        assertInstanceOf(Canvas.class, view.shownBy());
        show(Figure.grid(2, Figure.lines(values(1, 2)), Figure.lines(values(4, 5, 6))));
        assertArrayEquals(new double[] {4, 5, 6}, view.charts().get(1).getSeriesSet().getSeries()[0].getYSeries());
        show(Figure.lines(values(3, 1, 2)));
        assertEquals(1, view.getChildren().length, "the former control is gone");
    }
}
