package org.paramscope.ui.internal.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swtchart.Chart;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Theme;

/** XY plots as charts, side by side as in the figure, above what explains them all. */
final class ChartsControl implements FigureControl {

    private static final int PANEL_HEIGHT = 145;

    private final Composite box;
    private final Composite charts;
    private final LegendStrip legend;
    private final Label notes;
    private final FigureListener listener;
    private int panelsHeight;
    private final List<ChartPanel> panels = new ArrayList<>();

    ChartsControl(Composite parent, FigureListener listener) {
        this.listener = listener;
        box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(box);
        charts = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(charts);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), box);
        var small = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9));
        legend = new LegendStrip(box, small);
        GridDataFactory.fillDefaults().grab(true, false).indent(10, 0).applyTo(legend.control());
        notes = new Label(box, SWT.WRAP);
        notes.setFont(small);
        GridDataFactory.fillDefaults().grab(true, false).indent(10, 2).hint(50, SWT.DEFAULT).applyTo(notes);
        // The window's style sheet must not repaint what follows the figure's own theme.
        for (Control control : new Control[] {box, charts, legend.control(), notes}) {
            control.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        }
    }

    @Override
    public Control control() {
        return box;
    }

    @Override
    public boolean suits(Figure figure) {
        return FigureView.isXy(figure);
    }

    @Override
    public int readableHeight(int width) {
        int words = notes.getVisible() ? notes.computeSize(width - 10, SWT.DEFAULT).y + 2 : 0;
        return panelsHeight + legend.height(width - 10) + words;
    }

    @Override
    public void show(Figure figure, Theme theme) {
        panelsHeight = ReadableSize.panels(figure, PANEL_HEIGHT).y;
        List<Plot> plots = figure instanceof Grid grid ? grid.panels().stream().map(Plot.class::cast).toList()
                : List.of((Plot) figure);
        arrange(plots.size(), figure instanceof Grid grid ? grid.columns() : 1);
        for (Control control : new Control[] {box, charts, notes}) {
            control.setBackground(Colours.of(theme.background()));
        }
        notes.setForeground(Colours.of(theme.muted()));
        legend.clear(theme);
        int hidden = 0;
        for (int i = 0; i < plots.size(); i++) {
            Colours colours = new Colours(theme, plots.get(i).items());
            String letter = figure instanceof Grid grid ? grid.letter(i) : "";
            hidden += panels.get(i).show(plots.get(i), colours, letter);
            legend.add(plots.get(i), colours);
        }
        tell(figure, hidden);
        box.layout(true, true);
    }

    private void arrange(int count, int columns) {
        if (panels.size() != count) {
            for (ChartPanel former : panels) {
                former.chart().dispose();
            }
            panels.clear();
            for (int i = 0; i < count; i++) {
                ChartPanel panel = new ChartPanel(charts, listener);
                GridDataFactory.fillDefaults().grab(true, true).applyTo(panel.chart());
                panels.add(panel);
            }
        }
        GridLayoutFactory.fillDefaults().numColumns(columns).equalWidth(true).spacing(0, 0).applyTo(charts);
    }

    private void tell(Figure figure, int hidden) {
        Stream<String> own = figure instanceof Grid grid ? grid.panels().stream().flatMap(panel -> panel.notes().stream())
                : Stream.empty();
        String guard = hidden == 0 ? ""
                : hidden + (hidden == 1 ? " value is" : " values are") + " not positive and cannot be shown on a logarithmic axis.";
        String text = Stream.of(figure.notes().stream(), own, Stream.of(guard)).flatMap(s -> s).filter(s -> !s.isEmpty())
                .distinct().collect(Collectors.joining("  "));
        notes.setText(text);
        ((GridData) notes.getLayoutData()).exclude = text.isEmpty();
        notes.setVisible(!text.isEmpty());
    }

    @Override
    public void resetZoom() {
        panels.forEach(ChartPanel::resetZoom);
    }

    List<Chart> charts() {
        return panels.stream().map(ChartPanel::chart).toList();
    }

    /** The words below the charts. */
    String notes() {
        return notes.getText();
    }
}
