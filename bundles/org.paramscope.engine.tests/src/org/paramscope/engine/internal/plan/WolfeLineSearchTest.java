package org.paramscope.engine.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.engine.internal.plan.WolfeLineSearch.Function;
import org.paramscope.engine.internal.plan.WolfeLineSearch.Point;

/** Step lengths along a line. */
class WolfeLineSearchTest {

    /** Not finite left of 0, lowest at 1. */
    private static final Function BARRIER = (x, g) -> {
        g[0] = 1 - 1 / x[0];
        return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.NaN;
    };

    private static final Function QUARTIC = (x, g) -> {
        g[0] = 4 * Math.pow(x[0] - 2, 3);
        return Math.pow(x[0] - 2, 4);
    };

    /** Many valleys on a slope. */
    private static final Function WAVES = (x, g) -> {
        g[0] = 0.5 * x[0] + 4 * Math.cos(4 * x[0]);
        return 0.25 * x[0] * x[0] + Math.sin(4 * x[0]);
    };

    private static Point at(Function function, double x, double direction) {
        double[] gradient = new double[1];
        double value = function.at(new double[] {x}, gradient);
        return new Point(0, value, gradient[0] * direction, gradient);
    }

    /** Both conditions, as Nocedal and Wright write them (2006, equations 3.7). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 0.1, 1, 7, 300})
    void fulfilsTheStrongWolfeConditions(double first) {
        for (Function function : new Function[] {BARRIER, QUARTIC, WAVES}) {
            for (double x : new double[] {0.1, 0.9, 3, 10, 60}) {
                Point none = at(function, x, 0);
                double direction = -none.gradient()[0];
                Point start = at(function, x, direction);
                Point found = WolfeLineSearch.search(function, new double[] {x}, new double[] {direction}, start, first, 0, 0)
                        .orElseThrow();
                assertTrue(found.value() <= start.value() + 1e-4 * found.length() * start.slope(), function + " from " + x);
                assertTrue(Math.abs(found.slope()) <= 0.9 * Math.abs(start.slope()), function + " from " + x);
                Point again = at(function, x + found.length() * direction, direction);
                assertEquals(again.value(), found.value());
                assertEquals(again.slope(), found.slope(), 1e-300);
            }
        }
    }

    @Test
    void aParabolaIsSolvedByOneInterpolation() {
        int[] calls = {0};
        Function parabola = (x, g) -> {
            calls[0]++;
            g[0] = 200 * (x[0] - 1);
            return 100 * (x[0] - 1) * (x[0] - 1);
        };
        Point start = new Point(0, 100, -200 * 200.0, new double[] {-200});
        Point found = WolfeLineSearch.search(parabola, new double[] {0}, new double[] {200}, start, 0.02, 0, 0).orElseThrow();
        assertEquals(1.0 / 200, found.length(), 1e-15);
        assertEquals(2, calls[0]);
    }

    /** Values with noise of 1e-10, slopes without: the minimum is found as exactly as slopes tell. */
    @Test
    void slopesDecideWhereValuesAreLevel() {
        Function noisy = (x, g) -> {
            g[0] = 2 * x[0];
            return 1 + x[0] * x[0] + (x[0] == 1e-7 ? 0 : 1e-10);
        };
        Point start = new Point(0, 1, -4e-14, new double[] {2e-7});
        Point found = WolfeLineSearch.search(noisy, new double[] {1e-7}, new double[] {-2e-7}, start, 0.6, 0, 1e-9).orElseThrow();
        assertEquals(0.6, found.length());
        assertEquals(start, WolfeLineSearch.search(noisy, new double[] {1e-7}, new double[] {-2e-7}, start, 0.6, 0, 0).orElseThrow());
    }

    @Test
    void nothingFiniteIsNoPoint() {
        Function wall = (x, g) -> x[0] > 0 ? Double.POSITIVE_INFINITY : -x[0];
        Point start = new Point(0, 0, -1, new double[] {-1});
        assertTrue(WolfeLineSearch.search(wall, new double[] {0}, new double[] {1}, start, 1, 0, 0).isEmpty());
    }

    @Test
    void withoutALowerPointTheStartIsBest() {
        Function uphill = (x, g) -> {
            g[0] = 1;
            return x[0];
        };
        Point start = new Point(0, 0, -1, new double[] {-1});
        Point found = WolfeLineSearch.search(uphill, new double[] {0}, new double[] {1}, start, 1, 0, 0).orElseThrow();
        assertEquals(start, found);
    }
}
