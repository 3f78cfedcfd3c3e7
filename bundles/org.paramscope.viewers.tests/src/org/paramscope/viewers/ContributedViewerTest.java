package org.paramscope.viewers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;
import org.paramscope.figures.render.SvgWriter;

/** A viewer as a plugin's author writes it: the class below is all that there is to write. */
class ContributedViewerTest {

    /** Eigenvalue spectrum of the parameter covariance. */
    public static final class EigenvaluesViewer implements Viewer<ParameterDistribution> {
        @Override
        public Figure draw(ParameterDistribution d, Selection selection, Theme theme) {
            return Figure.lines(d.covariance().eigenvalues()).logY().x("index").y("eigenvalue");
        }
    }

    /** A diagonal covariance 16, 4, 1. */
    private static ParameterDistribution diagonal() {
        double[] dense = {4, 0, 0, 0, 16, 0, 0, 0, 1};
        ParameterLayout layout = new ParameterLayout(List.of(new ParameterLayout.Entry("w", 0, 3, 1)));
        return ParameterDistribution.of(layout, List.of(), NumericArray.zeros(3),
                new Covariance.Dense(NumericArray.of(dense, 3, 3)));
    }

    @Test
    void theFigureHoldsTheEigenvalues() {
        Figure figure = new EigenvaluesViewer().draw(diagonal(), Selection.none(), Theme.LIGHT);
        boolean found = figure.data().values().stream().anyMatch(values -> values.length() == 3
                && IntStream.range(0, 3).allMatch(i -> Math.abs(values.at(i) - Math.pow(4, 2 - i)) < 1e-12));
        assertTrue(found, () -> figure.data().toString());
        assertEquals("Eigenvalues", new EigenvaluesViewer().title());
    }

    @Test
    void theFigureIsWrittenWithItsAxes() {
        Figure figure = new EigenvaluesViewer().draw(diagonal(), Selection.none(), Theme.DARK);
        String svg = SvgWriter.write(figure, Theme.DARK, 120, 80);
        assertTrue(svg.contains("index") && svg.contains("eigenvalue"));
    }
}
