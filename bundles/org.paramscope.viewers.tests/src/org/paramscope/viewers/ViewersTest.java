package org.paramscope.viewers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Reconstruction;
import org.paramscope.data.Split;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.TextPanel;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;
import org.paramscope.figures.render.Layout;
import org.paramscope.figures.render.Mark;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.alignment.LossBarrier;
import org.paramscope.geometry.front.HowFewNeurons;

class ViewersTest {

    private static <T> Figure draw(Viewer<T> viewer, T result) {
        return viewer.draw(result, Selection.none(), Theme.LIGHT);
    }

    private static <I extends Item> List<I> items(Figure plot, Class<I> kind) {
        return ((Plot) plot).items().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void theViewerOfTheGuideCompilesAsItStands() {
        Viewer<ParameterDistribution> guide = (d, selection, theme) ->
                Figure.lines(d.covariance().eigenvalues()).logY().x("index").y("eigenvalue");
        ParameterDistribution d = Results.distribution(3, 2, 40);
        assertEquals(d.covariance().eigenvalues(), draw(guide, d).data().get("item1.y"));
    }

    @Test
    void theSpectrumShowsTheEigenvaluesThatAreNotZero() {
        ParameterDistribution known = ParameterDistribution.of(Results.network(1, 1), NumericArray.zeros(4),
                new Covariance.Diagonal(NumericArray.of(new double[] {0, 5, 3, 5e-14})));
        Figure figure = draw(new SpectrumViewer(), known);
        assertEquals(NumericArray.of(new double[] {5, 3}), figure.data().get("item1.y"));
        assertTrue(figure.notes().get(0).startsWith("2 of 4 eigenvalues"), figure.notes().get(0));
        assertTrue(figure.notes().get(0).contains("1.9 directions"), "64/34 = 1.88");
        ParameterDistribution nothing = ParameterDistribution.of(Results.network(1, 1), NumericArray.zeros(4),
                new Covariance.Diagonal(NumericArray.zeros(4)));
        assertInstanceOf(TextPanel.class, draw(new SpectrumViewer(), nothing));
    }

    @Test
    void theCovarianceIsShownAsCorrelationsInBlocks() {
        ParameterDistribution d = Results.distribution(4, 3, 200);
        Figure figure = draw(new CovarianceViewer(), d);
        Item.HeatMap map = items(figure, Item.HeatMap.class).get(0);
        assertEquals(d.layout().size(), map.values().size(0));
        assertEquals(-1, map.values().get(0, 1), 1e-9, "planted: parameters 0 and 1 vary in opposite ways");
        for (int i = 0; i < map.values().size(0); i++) {
            assertEquals(1, map.values().get(i, i), 1e-12);
        }
        assertEquals(List.of(12.0, 15.0, 27.0), map.boundaries());
        assertTrue(figure.notes().get(0).startsWith("Tensor: covariance of the parameters from 200 replicas"));
        assertEquals(1, figure.notes().size());
    }

    @Test
    void parametersThatDoNotVaryAreLeftEmpty() {
        NumericArray r = CovarianceViewer.correlations(NumericArray.of(new double[] {4, 3, 0, 3, 9, 0, 0, 0, 0}, 3, 3));
        assertEquals(0.5, r.get(0, 1), 1e-15);
        assertTrue(Double.isNaN(r.get(2, 2)) && Double.isNaN(r.get(0, 2)));
    }

    @Test
    void ofManyParametersAnEvenChoiceOfEachArrayIsShownAndSaidSo() {
        ParameterDistribution d = Results.distribution(40, 20, 30);
        Figure figure = draw(new CovarianceViewer(), d);
        Item.HeatMap map = items(figure, Item.HeatMap.class).get(0);
        assertTrue(map.values().size(0) <= 310 && map.values().size(0) > 285, "" + map.values().size(0));
        assertEquals(3, map.boundaries().size());
        assertTrue(figure.notes().get(1).contains("of " + d.layout().size() + " parameters"), figure.notes().toString());
    }

    @Test
    void incomingWeightsOfASelectedNeuronAreMarkedInTheCovariance() {
        ParameterDistribution d = Results.distribution(4, 3, 200);
        Figure figure = new CovarianceViewer().draw(d, Selection.of("encoder", 1), Theme.LIGHT);
        List<Item.Span> spans = items(figure, Item.Span.class);
        assertEquals(List.of(4.0, 13.0), spans.stream().map(Item.Span::from).toList(), "row 1 of the weights, bias 1");
        assertEquals(List.of(8.0, 14.0), spans.stream().map(Item.Span::to).toList());
    }

    @Test
    void everyNeuronIsAPointThatCanBePickedInTheColourOfItsGroup() {
        Identity accepted = Results.identity("encoder", 0.9, 0.1, Identity.DISPLACEMENTS);
        Figure figure = draw(new ParameterSpaceViewer(), Results.space(accepted, 0, 0, 1, 1, 0, 2));
        List<Item.Series> series = items(figure, Item.Series.class);
        assertEquals(List.of("group 1 (3 neurons)", "group 2 (2 neurons)", "merged with none (1)"), series.stream().map(Item.Series::name).toList());
        Set<Integer> units = series.stream().flatMap(s -> s.tags().picks().stream()).map(p -> ((Pick.Unit) p).unit())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(0, 1, 2, 3, 4, 5), units);
        assertEquals(6, items(figure, Item.Ellipses.class).stream().mapToInt(e -> e.centres().size(0)).sum());
        assertTrue(figure.notes().get(0).contains("3 merge groups by Bures"), figure.notes().get(0));
    }

    @Test
    void aFewNeuronsAreAllNumberedThoughRegionsOverlap() {
        Identity accepted = Results.identity("encoder", 0.9, 0.1, Identity.DISPLACEMENTS);
        Set<String> words = Layout.ofMillimetres(draw(new ParameterSpaceViewer(), Results.space(accepted, 0, 0, 1, 1, 0, 2)), 85, 75).flattened().stream()
                .filter(Mark.Text.class::isInstance).map(m -> ((Mark.Text) m).text()).collect(Collectors.toSet());
        assertTrue(words.containsAll(Set.of("0", "1", "2", "3", "4", "5")), words.toString());
    }

    @Test
    void aSelectedNeuronIsHandedToTheFigure() {
        Identity accepted = Results.identity("encoder", 0.9, 0.1, Identity.DISPLACEMENTS);
        Plot plot = (Plot) new ParameterSpaceViewer().draw(Results.space(accepted, 0, 0, 0), Selection.of("encoder", 2), Theme.DARK);
        assertTrue(plot.selection().contains("encoder", 2));
        assertEquals(new Pick.Unit("encoder", 2), Layout.of(plot, 300, 250).tagged().get(2).pick().orElseThrow(), "selected last, on top");
    }

    @Test
    void neuronsWithoutIdentityAreRefusedWithTheNumbers() {
        Identity refused = Results.identity("encoder", 0.302, 0.3, Identity.WEIGHTS);
        TextPanel panel = (TextPanel) draw(new ParameterSpaceViewer(), Results.space(refused, 0, 0, 0));
        assertTrue(panel.refusal());
        String words = String.join(" ", panel.paragraphs());
        assertTrue(words.contains("\u03c1 = 0.302") && words.contains("200 surrogates"), words);
        assertTrue(words.contains(String.format(java.util.Locale.ROOT, "\u03c1\u2080 = %.3f", refused.rho0()))
                && words.contains(String.format(java.util.Locale.ROOT, "%.3f at the 95 %% quantile", refused.quantile95())), words);
    }

    @Test
    void identityShowsEveryLayerBesideItsSurrogatesAndTheBarrier() {
        IdentityReport report = new IdentityReport(List.of(Results.identity("encoder", 0.31, 0.3, Identity.WEIGHTS),
                Results.identity("encoder", 0.96, 0.02, Identity.DISPLACEMENTS)),
                Optional.of(new LossBarrier(Figure.index(3), Figure.index(3), Figure.index(3), 0.5, 0.01)));
        Grid grid = (Grid) draw(new IdentityViewer(), report);
        List<Item.Series> series = items(grid.panels().get(0), Item.Series.class);
        assertEquals(List.of("surrogates", "surrogates", "refused", "accepted"), series.stream().map(Item.Series::name).toList());
        assertEquals(0.96, series.get(3).x().at(0));
        assertEquals(report.layers().get(0).surrogates(), series.get(0).x());
        assertEquals(series.get(0).y().at(0), series.get(2).y().at(0), "a layer and its surrogates share a row");
        assertEquals("encoder, displacements: excess 0.96", ((Plot) grid.panels().get(0)).y().ticks().get(0).label(), "beside the row, not over the surrogates");
        assertEquals("aligned, barrier 0.01", items(grid.panels().get(1), Item.Series.class).get(1).name());
        assertTrue(grid.panels().get(0).notes().get(0).contains("by 0.40 of their length"), grid.panels().get(0).notes().toString());
        assertInstanceOf(TextPanel.class, draw(new IdentityViewer(), new IdentityReport(List.of(), Optional.empty())));
    }

    @Test
    void theFrontJoinsFamiliesAndRingsModelsThatNoOtherDominates() {
        Figure figure = draw(new FrontViewer(), Results.front());
        Map<String, Item.Series> series = items(figure, Item.Series.class).stream().collect(Collectors.toMap(Item.Series::name, s -> s));
        assertEquals(NumericArray.of(new double[] {10, 20}), series.get("ssa").x());
        assertEquals(NumericArray.of(new double[] {0.9, 0.3}), series.get("ssa").y());
        assertEquals(0.27, series.get("ssa").interval().orElseThrow().low().at(1), 1e-12);
        Item.Series pareto = series.get("Pareto front (on validation)");
        assertEquals(NumericArray.of(new double[] {20}), pareto.x(), "ssa-1 is dominated by the baseline, pca-2 by ssa-2");
        assertEquals(new Pick.Model("ssa-2"), pareto.tags().picks().get(0));
        assertEquals(NumericArray.of(new double[] {0.8, 0.8}), series.get("seasonal naive").y(), "a line across, named in the legend");
        assertEquals(List.of("Did not beat the best baseline (95 % interval): ssa-1."), figure.notes());
    }

    @Test
    void mergingInsideTheBandOfRandomMergesIsSaidNotToBeatItsControl() {
        Figure lost = draw(new FrontViewer(), Results.front(Results.reduction(true, 0.95)));
        assertTrue(lost.notes().get(1).contains("97.5 % of the draws of random merge at none of 3 sizes"), lost.notes().toString());
        Figure won = draw(new FrontViewer(), Results.front(Results.reduction(true, 0.5)));
        assertTrue(won.notes().get(1).contains("random merge at 3 of 3 sizes"), won.notes().toString());
        assertEquals(Ink.series(0), items(won, Item.Series.class).stream().filter(s -> s.name().equals("means + covariance"))
                .findFirst().orElseThrow().style().ink());
    }

    @Test
    void pathsWithAndWithoutRefitHaveAPanelEach() {
        Grid grid = (Grid) draw(new FrontViewer(), Results.front(Results.reduction(true, 0.95), Results.reduction(false, 0.5)));
        assertTrue(grid.panels().get(0).notes().stream().anyMatch(n -> n.contains("random merge at 3 of 3 sizes")));
        assertTrue(grid.panels().get(1).notes().stream().anyMatch(n -> n.contains("random merge at none of 3 sizes")));
    }

    @Test
    void theSignalIsGreyTheModelsColouredAndStretchesShadedInTheirUnits() {
        int n = 200;
        NumericArray measured = NumericArray.of(IntStream.range(0, n).mapToDouble(i -> Math.sin(i)).toArray(), n, 1);
        Reconstruction r = new Reconstruction("gyr_y", "rad/s", Clock.regular(50, RateUnit.HERTZ), 100, measured, Map.of("ssa", measured),
                new Split.Ranges(0, 150, 160, 200, 210, 300));
        Plot plot = (Plot) draw(new SignalViewer(), r);
        assertEquals("time (s)", plot.x().label());
        assertEquals("gyr_y (rad/s)", plot.y().label());
        assertEquals(List.of("train", "validation", "test"), items(plot, Item.Span.class).stream().map(Item.Span::name).toList());
        assertEquals(2.0, items(plot, Item.Span.class).get(0).from(), 1e-12, "the stretch begins at sample 100 of 50 Hz");
        assertEquals(149 / 50.0, items(plot, Item.Span.class).get(0).to(), 1e-12);
        assertEquals(Ink.MUTED, items(plot, Item.Series.class).get(0).style().ink());
        assertEquals(Ink.series(0), items(plot, Item.Series.class).get(1).style().ink());
        assertEquals(2.0, items(plot, Item.Series.class).get(0).x().at(0), 1e-12);
        assertTrue(plot.y().high().orElseThrow() > 1.25 && plot.y().low().orElseThrow() < -1, "room above the curves for the names of stretches");
    }

    @Test
    void aLongSignalGetsADetailOfTheTestStretch() {
        int n = 3000;
        NumericArray measured = NumericArray.zeros(n, 1);
        Reconstruction r = new Reconstruction("sunspots", "", Clock.regular(1, RateUnit.PER_MONTH), 0, measured, Map.of("ssa", measured),
                new Split.Ranges(0, 1800, 1925, 2200, 2325, 3000));
        Grid grid = (Grid) draw(new SignalViewer(), r);
        NumericArray time = items(grid.panels().get(1), Item.Series.class).get(0).x();
        assertEquals(2325, time.at(0));
        assertEquals("time (month)", ((Plot) grid.panels().get(1)).x().label());
    }

    @Test
    void ofManyModelsThoseAreShownThatErrLeastOnTheValidationStretch() {
        Map<String, NumericArray> models = new java.util.LinkedHashMap<>();
        for (int k = 0; k < 6; k++) {
            int error = 6 - k;
            models.put("model " + k, NumericArray.of(IntStream.range(0, 100).mapToDouble(i -> i >= 60 && i < 80 ? error : -error).toArray(), 100, 1));
        }
        models.put("silent", NumericArray.of(IntStream.range(0, 100).mapToDouble(i -> Double.NaN).toArray(), 100, 1));
        Figure figure = draw(new SignalViewer(), new Reconstruction("s", "", Clock.regular(1, RateUnit.PER_SAMPLE), 0,
                NumericArray.zeros(100, 1), models, new Split.Ranges(0, 50, 60, 80, 90, 100)));
        assertEquals(List.of("measured", "model 2", "model 3", "model 4", "model 5"),
                items(figure, Item.Series.class).stream().map(Item.Series::name).toList());
        assertEquals(List.of("Shown are the 4 of 7 models that err least on the validation stretch."), figure.notes());
    }

    @Test
    void howFewNeuronsShowsAllPanelsUnderTheAnswer() {
        Identity accepted = Results.identity("encoder", 0.9, 0.1, Identity.DISPLACEMENTS);
        HowFewNeurons result = new HowFewNeurons(new IdentityReport(List.of(accepted), Optional.empty()),
                Results.space(accepted, 0, 0, 1), Results.front(Results.reduction(true, 0.5), Results.reduction(false, 0.9)), "2 of 3 suffice.");
        Grid grid = (Grid) draw(new HowFewNeuronsViewer(), result);
        assertEquals(4, grid.panels().size());
        assertEquals("2 of 3 suffice.", grid.notes().get(0));
        assertEquals(Style.Marker.TICK, items(grid.panels().get(0), Item.Series.class).get(0).style().marker());
        assertEquals(3, Layout.ofMillimetres(grid, 180, 150).tagged().stream().filter(t -> t.pick().filter(Pick.Unit.class::isInstance).isPresent()).count());
    }
}
