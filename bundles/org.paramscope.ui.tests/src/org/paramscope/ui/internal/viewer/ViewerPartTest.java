package org.paramscope.ui.internal.viewer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.widgets.Combo;
import org.eclipse.swtchart.ISeries;
import org.eclipse.ui.PartInitException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.core.run.RunResult;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.render.Drawing;
import org.paramscope.figures.render.Layout;
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.ParameterSpace;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.Widgets;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.editor.SmallStudy;
import org.paramscope.ui.internal.run.ActiveResult;

class ViewerPartTest {

    private RunResult result;

    @BeforeEach
    void run() throws Exception {
        SmallStudy.ran();
        result = SmallStudy.result();
        ActiveResult.of(EventLoop.window()).look(ActiveResult.Focus.ANY);
    }

    @AfterEach
    void deselect() {
        ActiveResult.of(EventLoop.window()).select(Selection.none());
        EventLoop.settle();
    }

    private static ViewerPart show(String id) throws PartInitException {
        ViewerPart part = (ViewerPart) EventLoop.page().showView(id);
        EventLoop.await(id + " is drawn", 60, part::upToDate);
        return part;
    }

    private static boolean holds(Figure figure, NumericArray values) {
        return figure.data().values().stream().anyMatch(held -> Arrays.equals(held.toArray(), values.toArray()));
    }

    private static List<Plot> plots(Figure figure) {
        return switch (figure) {
            case Plot plot -> List.of(plot);
            case Grid grid -> grid.panels().stream().flatMap(panel -> plots(panel).stream()).toList();
            default -> List.of();
        };
    }

    @Test
    void theSignalViewShowsMeasuredValuesAndEveryReconstruction() throws Exception {
        ViewerPart part = show(WorkbenchIds.SIGNAL);
        NumericArray measured = result.reconstruction().measured();
        assertTrue(holds(part.figure(), measured), "measured values");
        for (Map.Entry<String, NumericArray> model : result.reconstruction().models().entrySet()) {
            assertTrue(holds(part.figure(), model.getValue()), model.getKey());
        }
    }

    @Test
    void theChartsSeriesAreTheFiguresValues() throws Exception {
        ViewerPart part = show(WorkbenchIds.SIGNAL);
        double[] measured = result.reconstruction().measured().toArray();
        assertTrue(part.view().charts().stream().flatMap(chart -> Arrays.stream(chart.getSeriesSet().getSeries()))
                .map(ISeries::getYSeries).anyMatch(y -> Arrays.equals(y, measured)), "a series of the measured values");
        ViewerPart spectrum = show(WorkbenchIds.SPECTRUM);
        ParameterDistribution d = assertInstanceOf(ParameterDistribution.class, spectrum.shown().orElseThrow().value());
        Plot plot = plots(spectrum.figure()).get(0);
        double[] drawn = plot.data().entrySet().stream().filter(e -> e.getKey().endsWith(".y")).findFirst().orElseThrow()
                .getValue().toArray();
        double[] eigenvalues = d.covariance().eigenvalues().toArray();
        assertArrayEquals(Arrays.copyOf(eigenvalues, drawn.length), drawn);
    }

    @Test
    void theFrontShowsErrorsAgainstComplexity() throws Exception {
        ViewerPart part = show(WorkbenchIds.FRONT);
        Front front = assertInstanceOf(Front.class, part.shown().orElseThrow().value());
        List<Plot> plots = plots(part.figure());
        front.points().stream().filter(point -> point.kind().equals("model")).forEach(point -> assertTrue(plots.stream()
                .flatMap(plot -> plot.items().stream()).anyMatch(item -> contains(item.data(), point.complexity(), point.testError())),
                point.name()));
    }

    private static boolean contains(Map<String, NumericArray> data, double x, double y) {
        NumericArray xs = data.get("x");
        NumericArray ys = data.get("y");
        for (int i = 0; xs != null && ys != null && i < xs.length(); i++) {
            if (xs.at(i) == x && ys.at(i) == y) {
                return true;
            }
        }
        return false;
    }

    @Test
    void pickingAModelInTheFrontShowsItInTheOtherViews() throws Exception {
        ViewerPart front = show(WorkbenchIds.FRONT);
        ViewerPart covariance = show(WorkbenchIds.COVARIANCE);
        for (String model : List.of("PCA", "autoencoder-8")) {
            front.picked(new Pick.Model(model), false);
            EventLoop.await("the covariance is drawn", 60, covariance::upToDate);
            assertEquals(model, covariance.shown().orElseThrow().model());
        }
    }

    @Test
    void aPickedNeuronIsSelectedInEveryView() throws Exception {
        ViewerPart covariance = show(WorkbenchIds.COVARIANCE);
        ViewerPart space = show(WorkbenchIds.PARAMETER_SPACE);
        ParameterSpace drawn = assertInstanceOf(ParameterSpace.class, space.shown().orElseThrow().value());
        String layer = drawn.neurons().layer();
        space.picked(new Pick.Unit(layer, 1), false);
        EventLoop.settle();
        assertEquals(Selection.of(layer, 1), ActiveResult.of(EventLoop.window()).selection());
        space.picked(new Pick.Unit(layer, 2), true);
        assertEquals(Selection.of(layer, 1, 2), ActiveResult.of(EventLoop.window()).selection());
        for (ViewerPart part : List.of(space, show(WorkbenchIds.COVARIANCE))) {
            EventLoop.await("drawn with the selection", 60, part::upToDate);
            plots(part.figure()).stream().filter(plot -> plot.items().stream().anyMatch(ViewerPartTest::hasPicks))
                    .forEach(plot -> assertEquals(Selection.of(layer, 1, 2), plot.selection()));
        }
        space.picked(new Pick.Unit(layer, 2), false);
        assertEquals(Selection.of(layer, 2), ActiveResult.of(EventLoop.window()).selection());
        space.picked(new Pick.Unit(layer, 2), false);
        assertTrue(ActiveResult.of(EventLoop.window()).selection().isEmpty(), "a second click picks nothing");
        assertTrue(covariance.shown().isPresent());
    }

    private static boolean hasPicks(org.paramscope.figures.Item item) {
        return item instanceof org.paramscope.figures.Item.Series s && !s.tags().picks().isEmpty();
    }

    @Test
    void theChoiceOfModelsIsSeenWhole() throws Exception {
        ViewerPart part = show(WorkbenchIds.COVARIANCE);
        Combo choice = Widgets.all(part.view().getParent(), Combo.class).get(0);
        assertTrue(choice.isVisible(), "there are several models");
        ActiveResult.of(EventLoop.window()).show(ActiveResult.Shown.NOTHING);
        EventLoop.settle();
        assertFalse(choice.isVisible());
        ActiveResult.of(EventLoop.window()).show(new ActiveResult.Shown("shared", Optional.of(result), ""));
        EventLoop.await("the covariance is drawn", 60, part::upToDate);
        assertTrue(choice.isVisible());
        assertTrue(choice.getBounds().y + choice.getSize().y <= choice.getParent().getSize().y, "its row is high enough");
    }

    @ParameterizedTest
    @ValueSource(strings = {WorkbenchIds.SIGNAL, WorkbenchIds.COVARIANCE, WorkbenchIds.SPECTRUM, WorkbenchIds.PARAMETER_SPACE,
        WorkbenchIds.IDENTITY, WorkbenchIds.FRONT})
    void everyFigureCanBeSavedAsItIsLaidOut(String id) throws Exception {
        ViewerPart part = show(id);
        assertTrue(part.shown().isPresent(), id + " draws something of this run");
        Drawing drawing = Layout.of(part.figure(), 400, 300);
        assertTrue(drawing.flattened().size() > 10);
        for (SaveFigureDialog.Format format : List.of(SaveFigureDialog.Format.SVG, SaveFigureDialog.Format.CSV)) {
            byte[] bytes = format.bytes(part.figure(), org.paramscope.figures.Theme.LIGHT, 160, 100);
            assertTrue(bytes.length > 10 || plots(part.figure()).isEmpty(), id + " as " + format);
        }
    }
}
