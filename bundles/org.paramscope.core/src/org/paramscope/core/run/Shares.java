package org.paramscope.core.run;

import java.util.List;

import org.paramscope.engine.Fitter;
import org.paramscope.engine.Problem;

/** What share of the whole each model takes: parameters times windows times steps, closed forms counted as ten steps. */
record Shares(double[] edges) {

    private static final int CLOSED_FORM = 10;
    private static final double LEAST = 1000;

    static Shares of(List<Problem> problems, int estimators) {
        double[] edges = new double[problems.size() + 1];
        for (int i = 0; i < problems.size(); i++) {
            Problem p = problems.get(i);
            int steps = p.model().fitter() == Fitter.GRADIENT ? p.budget().steps() : CLOSED_FORM;
            double work = p.model().parameters() == 0 || estimators == 0 ? LEAST
                    : LEAST + (double) p.model().parameters() * p.samples().count() * steps;
            edges[i + 1] = edges[i] + work;
        }
        for (int i = 0; i < edges.length; i++) {
            edges[i] /= edges[edges.length - 1];
        }
        return new Shares(edges);
    }

    double from(int i) {
        return edges[i];
    }

    double to(int i) {
        return edges[i + 1];
    }
}
