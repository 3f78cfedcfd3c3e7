package org.paramscope.figures.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Specimens;
import org.paramscope.figures.Style;

class GeometryOfMarksTest {

    private static final Projection X = new Projection(-5, 5, false, 0, 200);
    private static final Projection Y = new Projection(-5, 5, false, 300, 0);

    @Test
    void outlinesOfEllipsesHaveTheMahalanobisRadius() {
        NumericArray s = NumericArray.of(new double[] {0.7, -0.4, -0.4, 1.3}, 2, 2);
        double determinant = 0.7 * 1.3 - 0.16;
        double[][] outline = Ellipses.outline(1, -2, s, 2.4477, X, Y, 36);
        for (int i = 0; i < 36; i++) {
            double dx = X.invert(outline[0][i]) - 1;
            double dy = Y.invert(outline[1][i]) + 2;
            double squared = (1.3 * dx * dx + 0.8 * dx * dy + 0.7 * dy * dy) / determinant;
            assertEquals(2.4477 * 2.4477, squared, 1e-9);
        }
    }

    @Test
    void ovalAndOutlineAreTheSameEllipse() {
        NumericArray s = NumericArray.of(new double[] {0.7, 0.5, 0.5, 1.3}, 2, 2);
        Mark.Oval oval = (Mark.Oval) Ellipses.of(1, -2, s, 2, X, Y, Paint.fill(Ink.MUTED, 1));
        double[][] outline = Ellipses.outline(1, -2, s, 2, X, Y, 60);
        double turn = Math.toRadians(oval.degrees());
        for (int i = 0; i < 60; i++) {
            double dx = outline[0][i] - oval.x();
            double dy = outline[1][i] - oval.y();
            double u = (dx * Math.cos(turn) + dy * Math.sin(turn)) / oval.radiusX();
            double v = (-dx * Math.sin(turn) + dy * Math.cos(turn)) / oval.radiusY();
            assertEquals(1, u * u + v * v, 1e-9);
        }
    }

    @Test
    void ninetyFivePercentOfAGaussianLieInsideItsRegion() {
        Random random = new Random(21);
        Item.Ellipses item = new Item.Ellipses("", NumericArray.zeros(1, 2), NumericArray.of(new double[] {1, 0, 0, 1}, 1, 2, 2), 0.95,
                Item.Tags.none(), Style.LINE);
        int inside = 0;
        int draws = 40_000;
        for (int i = 0; i < draws; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            inside += x * x + y * y <= item.squaredRadius() ? 1 : 0;
        }
        assertEquals(0.95, inside / (double) draws, 0.005, "four standard errors are 0.0044");
    }

    @Test
    void thinnedLinesKeepLowestAndHighestOfEachColumn() {
        Random random = new Random(4);
        NumericArray x = Specimens.values(50_000, i -> i);
        NumericArray y = Specimens.values(50_000, i -> random.nextGaussian());
        Projection px = new Projection(0, 50_000, false, 0, 100);
        Projection py = new Projection(-6, 6, false, 100, 0);
        double[][] thin = Polylines.pieces(x, y, px, py, 100).get(0);
        assertTrue(thin[0].length < 2000, "kept " + thin[0].length);
        double[] low = new double[101];
        double[] high = new double[101];
        java.util.Arrays.fill(low, 1e9);
        java.util.Arrays.fill(high, -1e9);
        for (int i = 0; i < 50_000; i++) {
            int column = (int) px.apply(x.at(i));
            low[column] = Math.min(low[column], py.apply(y.at(i)));
            high[column] = Math.max(high[column], py.apply(y.at(i)));
        }
        for (int k = 0; k < thin[0].length; k++) {
            int column = (int) thin[0][k];
            assertTrue(thin[1][k] >= low[column] && thin[1][k] <= high[column]);
        }
        for (int column = 0; column < 100; column++) {
            double least = 1e9;
            for (int k = 0; k < thin[0].length; k++) {
                least = (int) thin[0][k] == column ? Math.min(least, thin[1][k]) : least;
            }
            assertEquals(low[column], least, 0);
        }
    }

    @Test
    void spreadPositionsAreApartAndMoveAroundTheirMean() {
        double[] at = Spread.apart(new double[] {10, 10.5, 11, 40}, 4, 0, 100);
        assertEquals(6.5, at[0], 1e-9);
        assertEquals(10.5, at[1], 1e-9);
        assertEquals(14.5, at[2], 1e-9);
        assertEquals(40, at[3], 1e-9);
        double[] low = Spread.apart(new double[] {0, 0.1}, 4, 0, 100);
        assertEquals(0, low[0], 1e-9);
        assertEquals(4, low[1], 1e-9);
    }

    @Test
    void segmentsTouchARectangleExactlyWhenTheyCrossIt() {
        Rectangle r = new Rectangle(0, 0, 10, 5);
        assertTrue(r.touches(-5, 2, 15, 3));
        assertTrue(r.touches(2, 2, 3, 3));
        assertTrue(r.touches(5, -5, 5, 20));
        assertFalse(r.touches(-5, 0, 0.5, 20));
        assertFalse(r.touches(11, 0, 11, 5));
    }

    @Test
    void wrappedWordsFitAndNoneIsLost() {
        String text = "The quick brown fox jumps over the lazy dog again and again";
        var lines = TextMetrics.wrap(text, 8, false, 80);
        assertTrue(lines.size() > 2);
        lines.forEach(l -> assertTrue(TextMetrics.width(l, 8, false) <= 80, l));
        assertEquals(text, String.join(" ", lines));
        assertTrue(TextMetrics.width(TextMetrics.shorten("incomprehensibilities", 8, true, 40), 8, true) <= 40);
    }
}
