package org.paramscope.ui.internal.viewer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.part.ViewPart;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.RunResult.Drawable;
import org.paramscope.data.PluginException;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Selection;
import org.paramscope.figures.TextPanel;
import org.paramscope.figures.Theme;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.figure.FigureListener;
import org.paramscope.ui.internal.figure.FigureView;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.run.ActiveResult.Focus;
import org.paramscope.ui.internal.run.ActiveResult.Shown;
import org.paramscope.ui.internal.theme.WindowTheme;

/**
 * A view of any contributed viewer: named after the colon of the class in plugin.xml, or by the view's secondary
 * identifier. It follows the window's result, selection and theme.
 */
public final class ViewerPart extends ViewPart implements FigureListener {

    private String viewer = "";
    private Viewed viewed;
    private ActiveResult active;
    private Combo choice;
    private Label source;
    private FigureView figure;
    private List<Drawable> drawables = List.of();
    private Optional<Drawable> shown = Optional.empty();
    private String layer = "";
    private boolean stale = true;
    /** Figures asked for, and the last of them that is shown. */
    private int asked;
    private int done;

    @Override
    public void setInitializationData(IConfigurationElement element, String property, Object data) {
        super.setInitializationData(element, property, data);
        if (data instanceof String name) {
            viewer = name;
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        if (getViewSite().getSecondaryId() != null) {
            viewer = getViewSite().getSecondaryId();
        }
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Composite header = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(4, 2).applyTo(header);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
        choice = new Combo(header, SWT.READ_ONLY | SWT.FLAT);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).exclude(true).applyTo(choice);
        choice.setVisible(false);
        choice.addListener(SWT.Selection, event -> choose(drawables.get(choice.getSelectionIndex())));
        source = new Label(header, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false).hint(60, SWT.DEFAULT).applyTo(source);
        figure = new FigureView(parent, this);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(figure);
        active = ActiveResult.of(getSite().getWorkbenchWindow());
        active.onChange(parent, this::changed);
        WindowTheme.onChange(parent, this::changed);
        fill(getViewSite().getActionBars().getToolBarManager());
        getSite().getPage().addPartListener(visibility);
        try {
            viewed = Viewed.of(Installed.registry().find(Kind.VIEWER, viewer));
            if (getViewSite().getSecondaryId() != null) {
                setPartName(viewed.contribution().name());
            }
        } catch (PluginException | IllegalArgumentException e) {
            Failures.log("viewer " + viewer, e);
            show(Figure.text("This view is empty", Failures.line(e)).asRefusal());
            return;
        }
        refresh();
    }

    private final IPartListener2 visibility = new IPartListener2() {
        @Override
        public void partVisible(IWorkbenchPartReference part) {
            if (part.getPart(false) == ViewerPart.this && stale && viewed != null) {
                refresh();
            }
        }
    };

    private void fill(IToolBarManager bar) {
        Action reset = new Action("Show all", Icons.descriptor("zoom-reset")) {
            @Override
            public void run() {
                figure.resetZoom();
            }
        };
        reset.setToolTipText("Show all of the figure again");
        Action save = new Action("Save figure...", Icons.descriptor("save-figure")) {
            @Override
            public void run() {
                if (shown.isPresent()) {
                    new SaveFigureDialog(getSite().getShell(), figure.figure(), getPartName()).open();
                }
            }
        };
        save.setToolTipText("Save the figure as SVG or PNG, or its numbers as CSV");
        bar.add(reset);
        bar.add(save);
    }

    private void changed() {
        stale = true;
        if (viewed != null && getSite().getPage().isPartVisible(this)) {
            refresh();
        }
    }

    private void refresh() {
        stale = false;
        tellSource(active.shown());
        Optional<RunResult> result = active.result();
        if (result.isEmpty()) {
            drawables = List.of();
            shown = Optional.empty();
            offer();
            show(Figure.text("", active.shown().reason()));
            return;
        }
        drawables = viewed.drawables(result.get());
        shown = Viewed.preferred(drawables, active.focus(), layer, result.get())
                .or(() -> drawables.stream().findFirst());
        offer();
        if (shown.isPresent()) {
            drawLater(shown.get());
        } else {
            show(Figure.text("", "This run has nothing that this view shows: no " + viewed.type().getSimpleName() + "."));
        }
    }

    /** Says whose results these are: above the figure, and in the tool tip of the title. */
    private void tellSource(Shown shown) {
        source.setText(shown.words());
        String started = shown.result().map(run -> ", started " + run.provenance().started()
                + ", seed " + run.provenance().seed()).orElse("");
        setTitleToolTip(shown.study().isEmpty() ? getPartName() : getPartName() + ": " + shown.words() + started);
    }

    /** Draws in the background: large results take a while, and the window must not wait for them. */
    private void drawLater(Drawable drawable) {
        int number = ++asked;
        Selection selection = active.selection();
        Theme theme = WindowTheme.current();
        Display display = figure.getDisplay();
        Job job = Job.create("Drawing " + getPartName(), (ICoreRunnable) monitor -> {
            Figure drawn = draw(drawable, selection, theme);
            display.asyncExec(() -> drawn(number, drawn, theme));
        });
        job.setSystem(true);
        job.setPriority(Job.INTERACTIVE);
        job.schedule();
    }

    /** Shows a figure unless another was asked for since. */
    private void drawn(int number, Figure next, Theme theme) {
        if (number == asked && !figure.isDisposed()) {
            done = number;
            figure.show(next, theme);
        }
    }

    /** Whether the figure is that of the result, selection and theme of now. */
    public boolean upToDate() {
        return !stale && done == asked;
    }

    private Figure draw(Drawable drawable, Selection selection, Theme theme) {
        try {
            return viewed.draw(drawable.value(), selection, theme);
        } catch (RuntimeException e) {
            // A viewer is a plugin: one that fails must not take the window with it.
            Failures.log("viewer " + viewer, e);
            TextPanel panel = Figure.text("This viewer failed", viewed.contribution().name() + " of "
                    + viewed.contribution().plugin() + ": " + Failures.line(e));
            return panel.asRefusal();
        }
    }

    private void show(Figure next) {
        done = ++asked;
        figure.show(next, WindowTheme.current());
    }

    /** Offers the models, estimators and layers to choose from when there are several. */
    private void offer() {
        boolean several = drawables.size() > 1;
        choice.setItems(drawables.stream().map(ViewerPart::name).toArray(String[]::new));
        shown.ifPresent(drawable -> choice.select(drawables.indexOf(drawable)));
        choice.setVisible(several);
        ((GridData) choice.getLayoutData()).exclude = !several;
        // The row of the choice becomes higher or lower, and the figure moves with it.
        figure.getParent().layout(true, true);
    }

    private static String name(Drawable drawable) {
        return Stream.of(drawable.model(), drawable.estimator(), drawable.layer()).filter(s -> !s.isEmpty())
                .collect(Collectors.joining("  \u00b7  "));
    }

    private void choose(Drawable drawable) {
        layer = drawable.layer();
        Focus focus = new Focus(drawable.model(), drawable.estimator());
        if (focus.equals(active.focus())) {
            changed();
        } else {
            active.look(focus);
        }
    }

    @Override
    public void picked(Pick pick, boolean add) {
        switch (pick) {
            case Pick.Unit unit -> {
                shown.ifPresent(d -> active.look(new Focus(d.model(), d.estimator())));
                Selection former = active.selection();
                boolean only = former.contains(unit) && former.units().size() == 1;
                active.select(add ? former.toggle(unit.layer(), unit.unit())
                        : only ? Selection.none() : Selection.of(unit.layer(), unit.unit()));
            }
            case Pick.Model model -> active.look(new Focus(model.name(), ""));
        }
    }

    @Override
    public void readOut(String text) {
        getViewSite().getActionBars().getStatusLineManager().setMessage(text.isEmpty() ? null : text);
    }

    /** The figure shown now. */
    public Figure figure() {
        return figure.figure();
    }

    /** What the figure draws; empty without a result. */
    public Optional<Drawable> shown() {
        return shown;
    }

    /** The words that say whose results are shown. */
    public String source() {
        return source.getText();
    }

    public FigureView view() {
        return figure;
    }

    @Override
    public void setFocus() {
        figure.setFocus();
    }

    @Override
    public void dispose() {
        getSite().getPage().removePartListener(visibility);
        super.dispose();
    }
}
