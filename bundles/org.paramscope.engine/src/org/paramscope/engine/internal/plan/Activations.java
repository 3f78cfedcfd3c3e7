package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.internal.kernel.Lanes;

/** Activations on rows, with their derivatives. */
final class Activations {

    private Activations() { }

    /** y = f(s), at so many positions of {@code features} rows; s may be y, except for GELU. */
    static <A> void forward(Activation f, Run<A> run, A s, int sAt, A y, int yAt, int features, int positions) {
        Lanes<A> lanes = run.lanes;
        int rows = features * positions;
        switch (f) {
            case IDENTITY -> { }
            case TANH -> lanes.tanh(s, sAt, y, yAt, rows, run.used);
            case SIGMOID -> lanes.sigmoid(s, sAt, y, yAt, rows, run.used);
            case RELU -> lanes.relu(s, sAt, y, yAt, rows, run.used);
            case SOFTPLUS -> lanes.softplus(s, sAt, y, yAt, rows, run.used);
            case GELU -> lanes.gelu(s, sAt, y, yAt, rows, run.used);
            case SOFTMAX -> softmax(run, s, sAt, y, yAt, features, positions);
        }
    }

    /** d *= f'(s), expressed by y = f(s) where that is possible. */
    static <A> void backward(Activation f, Run<A> run, A s, int sAt, A y, int yAt, A d, int dAt, int features, int positions) {
        Lanes<A> lanes = run.lanes;
        int rows = features * positions;
        switch (f) {
            case IDENTITY -> { }
            case TANH -> lanes.tanhBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case SIGMOID -> lanes.sigmoidBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case RELU -> lanes.reluBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case SOFTPLUS -> lanes.softplusBackward(y, yAt, d, dAt, d, dAt, rows, run.used);
            case GELU -> lanes.geluBackward(s, sAt, d, dAt, d, dAt, rows, run.used);
            case SOFTMAX -> deriveSoftmax(run, y, yAt, d, dAt, features, positions);
        }
    }

    /** y_j = exp(s_j - max) / sum_k exp(s_k - max) among the features of each position. */
    private static <A> void softmax(Run<A> run, A s, int sAt, A y, int yAt, int features, int positions) {
        Lanes<A> lanes = run.lanes;
        int step = features * lanes.row();
        for (int p = 0; p < positions; p++) {
            int from = sAt + p * step;
            int to = yAt + p * step;
            A row = run.row(0);
            lanes.copy(s, from, row, 0, 1, run.used);
            lanes.maximumToRow(s, from, row, 0, features, run.used);
            lanes.exponentials(s, from, row, 0, y, to, features, run.used);
            lanes.clear(row, 0, run.used);
            lanes.accumulate(y, to, row, 0, features, run.used);
            lanes.divideBy(y, to, row, 0, y, to, features, run.used);
        }
    }

    /** d_j = y_j (d_j - sum_k y_k d_k). */
    private static <A> void deriveSoftmax(Run<A> run, A y, int yAt, A d, int dAt, int features, int positions) {
        Lanes<A> lanes = run.lanes;
        int step = features * lanes.row();
        for (int p = 0; p < positions; p++) {
            A row = run.row(0);
            lanes.clear(row, 0, run.used);
            lanes.addProductsToRow(y, yAt + p * step, d, dAt + p * step, row, 0, features, run.used);
            lanes.softmaxBackward(y, yAt + p * step, row, 0, d, dAt + p * step, d, dAt + p * step, features, run.used);
        }
    }
}
