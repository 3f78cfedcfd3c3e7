package org.paramscope.viewers;

import java.util.Locale;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;

/** Eigenvalue spectrum of the covariance of the parameters. */
public final class SpectrumViewer implements Viewer<ParameterDistribution> {

    /** Eigenvalues below this share of the largest are zero but for rounding. */
    private static final double ROUNDING = 1e-12;

    @Override
    public Figure draw(ParameterDistribution d, Selection selection, Theme theme) {
        NumericArray all = d.covariance().eigenvalues();
        double largest = all.length() == 0 ? 0 : all.at(0);
        int rank = 0;
        double sum = 0;
        double squares = 0;
        while (rank < all.length() && all.at(rank) > ROUNDING * largest) {
            sum += all.at(rank);
            squares += all.at(rank) * all.at(rank);
            rank++;
        }
        if (rank == 0) {
            return Figure.text("Spectrum", "The covariance of the parameters is zero: the replicas do not differ.");
        }
        Plot plot = Figure.plot().series("", Figure.index(rank), all.rows(0, rank),
                Style.JOINED.size(rank > 60 ? 2.5 : 3.5).width(1)).logY()
                .x("index").y("eigenvalue").title("Spectrum of the covariance of the parameters");
        return plot.note(String.format(Locale.ROOT, "%d of %d eigenvalues are above zero; the sum is carried by the weight of %.1f "
                + "directions (squared sum over sum of squares).", rank, d.covariance().size(), sum * sum / squares));
    }
}
