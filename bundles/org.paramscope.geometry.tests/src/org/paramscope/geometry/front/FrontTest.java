package org.paramscope.geometry.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.engine.random.RandomStream;

class FrontTest {

    @Test
    void holdsWhatNothingDominates() {
        RandomStream stream = RandomStream.of(1, 0, "test");
        for (int trial = 0; trial < 100; trial++) {
            List<FrontPoint> points = new ArrayList<>();
            for (int i = 0; i < 1 + trial % 15; i++) {
                points.add(point("m" + i, stream.below(6), stream.below(6) / 10.0));
            }
            List<FrontPoint> front = new Front(points, List.of(), "NRMSE", "parameters").pareto();
            for (FrontPoint p : points) {
                boolean dominated = points.stream().anyMatch(q -> q.complexity() <= p.complexity() && q.validationError() <= p.validationError()
                        && (q.complexity() < p.complexity() || q.validationError() < p.validationError()));
                boolean chosen = front.stream().anyMatch(q -> q.complexity() == p.complexity() && q.validationError() == p.validationError());
                assertEquals(!dominated, chosen);
            }
            for (int i = 1; i < front.size(); i++) {
                assertTrue(front.get(i).complexity() > front.get(i - 1).complexity());
                assertTrue(front.get(i).validationError() < front.get(i - 1).validationError());
            }
        }
    }

    @Test
    void neverChoosesByTheTestError() {
        FrontPoint bad = new FrontPoint("a", "model", 5, 0.5, 0.1, 0, 1, Map.of());
        FrontPoint good = new FrontPoint("b", "model", 5, 0.4, 0.9, 0, 1, Map.of());
        FrontPoint unknown = new FrontPoint("c", "model", 1, Double.NaN, 0.1, 0, 1, Map.of());
        assertEquals(List.of(good), new Front(List.of(bad, good, unknown), List.of(), "NRMSE", "parameters").pareto());
    }

    @Test
    void isStoredAndReadBack() {
        Front front = new Front(List.of(point("a", 3, 0.2), new FrontPoint("b", "merge", 4, 0.1, 0.2, 0.15, 0.3, Map.of("model", "ae", "units", "4"))),
                List.of(), "NRMSE", "parameters");
        assertEquals(front, Front.of(front.named()));
    }

    @Test
    void criteriaFollowTheirFormulas() {
        Criterion.Fit fit = new Criterion.Fit(0.5, 200, 7);
        assertEquals(200 * Math.log(0.5) + 14, new Akaike().value(fit, new Akaike.Settings()), 1e-12);
        assertEquals(200 * Math.log(0.5) + 7 * Math.log(200), new Schwarz().value(fit, new Schwarz.Settings()), 1e-12);
        assertTrue(new Schwarz().assumption().contains("heuristic"));
    }

    private static FrontPoint point(String name, int complexity, double error) {
        return new FrontPoint(name, "model", complexity, error, error, error, error, Map.of());
    }
}
