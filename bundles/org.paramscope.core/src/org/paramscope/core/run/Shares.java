package org.paramscope.core.run;

import java.util.List;

/** Which fractions of the whole each model and the reduction take, by the time that they were estimated to take. */
record Shares(double[] edges) {

    private static final double BEGIN = 0.01;
    private static final double END = 0.98;
    private static final double LEAST_SECONDS = 0.05;

    static Shares of(RunEstimate estimate) {
        List<Double> seconds = estimate.modelSeconds();
        double[] edges = new double[seconds.size() + 2];
        for (int i = 0; i <= seconds.size(); i++) {
            double next = i < seconds.size() ? seconds.get(i) : estimate.reductionSeconds();
            edges[i + 1] = edges[i] + LEAST_SECONDS + next;
        }
        double whole = edges[edges.length - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = BEGIN + (END - BEGIN) * edges[i] / whole;
        }
        return new Shares(edges);
    }

    /** Where model i begins; the reduction comes after the last one. */
    double from(int i) {
        return edges[i];
    }

    double to(int i) {
        return edges[i + 1];
    }
}
