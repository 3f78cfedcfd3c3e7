package org.paramscope.ui.internal.editor;

import java.util.List;
import java.util.function.Consumer;

import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.figures.Figure;
import org.paramscope.study.Study;
import org.paramscope.ui.internal.figure.FigureListener;
import org.paramscope.ui.internal.figure.FigureView;
import org.paramscope.ui.internal.run.DataOpening;
import org.paramscope.ui.internal.run.OpenedData;
import org.paramscope.ui.internal.theme.WindowTheme;

/** The signal with the split drawn on it, its period and its windows; prepared in the background. */
final class DataPreview {

    private final Composite box;
    private final Label summary;
    private final FigureView figure;
    private final StudyDocument document;
    private final DataOpening opening;
    private final Consumer<List<String>> channels;
    private String prepared = "";

    /** @param channels told the channels that the data have, none while they cannot be opened */
    DataPreview(Composite parent, FormToolkit toolkit, StudyDocument document, Consumer<List<String>> channels) {
        this.document = document;
        this.channels = channels;
        box = toolkit.createComposite(parent);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(box);
        figure = new FigureView(box, FigureListener.of(text -> { }));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(figure);
        summary = toolkit.createLabel(box, "", SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(120, SWT.DEFAULT).indent(4, 0).applyTo(summary);
        WindowTheme.onChange(box, () -> {
            if (figure.figure() != null) {
                figure.show(figure.figure(), WindowTheme.current());
            }
        });
        opening = new DataOpening(box, this::opened);
        show(Figure.text("", "The signal appears here."), " ");
    }

    Composite control() {
        return box;
    }

    /** The figure shown now. */
    Figure figure() {
        return figure.figure();
    }

    String summary() {
        return summary.getText();
    }

    /** Prepares the data again when something that enters has changed. */
    void refresh() {
        Study study = document.study();
        String ingredients = ingredients(study);
        if (ingredients.equals(prepared)) {
            return;
        }
        prepared = ingredients;
        opening.start(study, document.file());
    }

    private static String ingredients(Study study) {
        StringBuilder all = new StringBuilder();
        EcoreUtil.getAllContents(List.of(study)).forEachRemaining(each -> {
            if (!(each instanceof org.paramscope.study.RunNode)) {
                all.append(each).append('\n');
            }
        });
        return all.toString();
    }

    /** Draws in the background; whatever is wrong with data or settings is said where the picture would be. */
    private Runnable opened(OpenedData data) {
        Figure drawn = data.prepared().isPresent() ? PreviewFigure.of(data.prepared().get())
                : Figure.text("There is no preview", data.reason()).asRefusal();
        String words = data.prepared().map(prepared -> PreviewFigure.words(prepared.summary())).orElse(" ");
        return () -> {
            show(drawn, words);
            channels.accept(data.channels());
        };
    }

    private void show(Figure next, String words) {
        figure.show(next, WindowTheme.current());
        summary.setText(words);
        box.layout();
    }
}
