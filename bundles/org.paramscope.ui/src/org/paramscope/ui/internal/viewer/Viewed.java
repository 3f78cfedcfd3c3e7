package org.paramscope.ui.internal.viewer;

import java.util.List;
import java.util.Optional;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.report.Viewers;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.RunResult.Drawable;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.ui.internal.run.ActiveResult.Focus;

/**
 * A contributed viewer and the type of values that it draws.
 *
 * @param contribution the viewer
 * @param type what it draws
 */
record Viewed(Contribution<?> contribution, Class<?> type) {

    static Viewed of(Contribution<?> contribution) {
        Class<?> type = Viewers.drawn(contribution).orElseThrow(() -> new IllegalArgumentException(
                contribution.instance().getClass().getName() + " does not say what it draws: implement Viewer<T>"));
        return new Viewed(contribution, type);
    }

    /** What a result holds for this viewer. */
    List<Drawable> drawables(RunResult result) {
        return result.drawables().stream().filter(drawable -> type.isInstance(drawable.value())).toList();
    }

    /** The drawable that is looked at, or else the one of the reduced model, or else the first. */
    static Optional<Drawable> preferred(List<Drawable> drawables, Focus focus, String layer, RunResult result) {
        String reduced = result.reduction().map(r -> r.model()).orElse("");
        return best(drawables, focus.model(), focus.estimator(), layer)
                .or(() -> best(drawables, focus.model(), focus.estimator(), ""))
                .or(() -> best(drawables, focus.model(), "", ""))
                .or(() -> focus.model().isEmpty() ? best(drawables, reduced, "", "") : Optional.empty());
    }

    private static Optional<Drawable> best(List<Drawable> drawables, String model, String estimator, String layer) {
        return model.isEmpty() ? Optional.empty()
                : drawables.stream().filter(d -> d.model().equals(model) && (estimator.isEmpty() || d.estimator().equals(estimator))
                        && (layer.isEmpty() || d.layer().equals(layer))).findFirst();
    }

    Figure draw(Object value, Selection selection, Theme theme) {
        return Viewers.draw(contribution, value, selection, theme);
    }
}
