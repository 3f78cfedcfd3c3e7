package org.paramscope.estimators.laplace;

/**
 * When a chain that warms up learns its masses: after a beginning that finds the bulk, over windows each twice as long as the last, with an end
 * for the step size alone (Stan reference manual, Hamiltonian Monte Carlo, automatic parameter tuning). A brief warm-up has one window.
 */
final class WarmUp {

    private static final int BEGINNING = 75;
    private static final int END = 50;
    private static final int FIRST_WINDOW = 25;

    private final int begin;
    private final int end;
    private int window;
    private int next;
    private int count;
    private final double[] mean;
    private final double[] squares;

    WarmUp(int draws, int dimension) {
        boolean brief = draws < BEGINNING + FIRST_WINDOW + END;
        this.begin = brief ? draws * 15 / 100 : BEGINNING;
        this.end = brief ? draws - draws / 10 : draws - END;
        this.window = brief ? end - begin : FIRST_WINDOW;
        this.mean = new double[dimension];
        this.squares = new double[dimension];
        this.next = until(begin);
    }

    /** A window that would leave less than twice its length after it goes on to the end. */
    private int until(int from) {
        return from + 3 * window > end ? end : from + window;
    }

    /**
     * Counts a draw in.
     *
     * @param inverseMass set to the variances, shrunk towards 1e-3 as by 5 further draws, at the end of a window
     * @return whether it was
     */
    boolean take(int t, double[] position, double[] inverseMass) {
        if (t < begin || t >= end) {
            return false;
        }
        count++;
        for (int i = 0; i < position.length; i++) {
            double difference = position[i] - mean[i];
            mean[i] += difference / count;
            squares[i] += difference * (position[i] - mean[i]);
        }
        if (t + 1 < next) {
            return false;
        }
        for (int i = 0; i < position.length; i++) {
            inverseMass[i] = count < 2 ? 1 : (count * squares[i] / (count - 1) + 5e-3) / (count + 5.0);
            mean[i] = 0;
            squares[i] = 0;
        }
        count = 0;
        window *= 2;
        next = until(t + 1);
        return true;
    }
}
