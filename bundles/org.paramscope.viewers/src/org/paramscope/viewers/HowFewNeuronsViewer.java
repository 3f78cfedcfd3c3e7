package org.paramscope.viewers;

import java.util.List;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;
import org.paramscope.geometry.front.HowFewNeurons;

/**
 * "How few neurons?": identity against surrogates and the loss barrier, the neurons with their covariances, and error
 * against complexity after refit, in one figure whose caption is the answer.
 */
public final class HowFewNeuronsViewer implements Viewer<HowFewNeurons> {

    @Override
    public Figure draw(HowFewNeurons result, Selection selection, Theme theme) {
        Figure identity = new IdentityViewer().draw(result.identity(), selection, theme);
        if (identity instanceof Grid grid) {
            identity = grid.panels().get(0);
        }
        boolean refit = result.front().reductions().stream().flatMap(r -> r.paths().stream()).anyMatch(p -> p.refit());
        List<Plot> panels = FrontViewer.panels(result.front());
        return Figure.grid(2, identity, new ParameterSpaceViewer().draw(result.space(), selection, theme), panels.get(0),
                refit ? panels.get(1) : Figure.text("Merged and refitted", "Merged networks were not refitted.")).note(result.caption());
    }

    @Override
    public String title() {
        return "How few neurons?";
    }
}
