package org.paramscope.geometry.alignment;

/**
 * Exchanges of two units that read one another, and changes of signs, while they raise the inner product with a reference. What each
 * unit of the reference shares with each unit of the replica, all others as they are, is kept in tables: an exchange is then judged in a
 * few products, and only one that is made costs a pass over the tables.
 */
final class UnitExchanges {

    private final int n;
    private final boolean signed;
    private final boolean[] odd;
    private final double[][] reference;
    private final double[][] mine;
    private final double[] flipping;
    private final double[] fixed;
    private final int[] order;
    private final double[] sign;
    /** [slots][n, n] weights of a unit of the replica (row) from the unit that stands in a place (column), and to it, with its sign. */
    private final double[][] from;
    private final double[][] to;
    /** [n, n] what a place (row) gains by a unit (column), times its sign and without it. */
    private final double[] turning;
    private final double[] steady;

    /** Units of a problem as of {@link RecurrentMatching}, in an order and with signs that are changed in place. */
    UnitExchanges(RecurrentMatching.Problem problem, int[] order, double[] sign) {
        this.n = problem.n();
        this.signed = problem.signed();
        this.odd = problem.odd();
        this.reference = problem.reference();
        this.mine = problem.mine();
        this.flipping = problem.flipping();
        this.fixed = problem.fixed();
        this.order = order;
        this.sign = sign;
        this.from = new double[odd.length][n * n];
        this.to = new double[odd.length][n * n];
        this.turning = flipping.clone();
        this.steady = fixed.clone();
        for (int place = 0; place < n; place++) {
            enter(place);
        }
    }

    /** Exchanges until nothing gains more than the slack, in so many rounds over all pairs at most. */
    void exhaust(int rounds, double slack) {
        boolean changed = true;
        for (int round = 0; changed && round < rounds; round++) {
            changed = false;
            for (int a = 0; a < n; a++) {
                for (int b = a; b < n; b++) {
                    changed |= exchange(a, b, slack);
                }
            }
        }
    }

    /** Exchanges the units in two places, or none if they are one, with the best signs; whether that gained anything. */
    private boolean exchange(int a, int b, double slack) {
        double best = value(a, b, order[a], order[b], sign[a], sign[b]) + slack;
        int chosen = -1;
        for (int choice = 0; choice < (!signed ? 1 : a == b ? 2 : 4); choice++) {
            double value = value(a, b, order[b], order[a], signOfFirst(choice), a == b ? signOfFirst(choice) : signOfSecond(choice));
            if (value > best) {
                best = value;
                chosen = choice;
            }
        }
        if (chosen < 0) {
            return false;
        }
        int unit = order[a];
        order[a] = order[b];
        order[b] = unit;
        sign[b] = signOfSecond(chosen);
        sign[a] = signOfFirst(chosen);
        enter(a);
        if (a != b) {
            enter(b);
        }
        return true;
    }

    private static double signOfFirst(int choice) {
        return choice % 2 == 0 ? 1 : -1;
    }

    private static double signOfSecond(int choice) {
        return choice / 2 == 0 ? 1 : -1;
    }

    /** What the places a and b contribute with these units and signs, together with all others. */
    private double value(int a, int b, int unitOfA, int unitOfB, double signOfA, double signOfB) {
        double value = beside(a, a, b, unitOfA, signOfA) + pair(a, a, unitOfA, unitOfA, signOfA, signOfA);
        if (a == b) {
            return value;
        }
        value += beside(b, a, b, unitOfB, signOfB) + pair(b, b, unitOfB, unitOfB, signOfB, signOfB);
        return value + pair(a, b, unitOfA, unitOfB, signOfA, signOfB) + pair(b, a, unitOfB, unitOfA, signOfB, signOfA);
    }

    /** What a place contributes by itself and with the places that are neither a nor b. */
    private double beside(int place, int a, int b, int unit, double signOfUnit) {
        double turned = turning[place * n + unit];
        double kept = steady[place * n + unit];
        for (int slot = 0; slot < odd.length; slot++) {
            double read = reference[slot][place * n + a] * from[slot][unit * n + a];
            double led = reference[slot][a * n + place] * to[slot][unit * n + a];
            if (a != b) {
                read += reference[slot][place * n + b] * from[slot][unit * n + b];
                led += reference[slot][b * n + place] * to[slot][unit * n + b];
            }
            turned -= odd[slot] ? read + led : led;
            kept -= odd[slot] ? 0 : read;
        }
        return signOfUnit * turned + kept;
    }

    /** What the weights from the unit in place j to that in place i contribute. */
    private double pair(int i, int j, int unitOfI, int unitOfJ, double signOfI, double signOfJ) {
        double sum = 0;
        for (int slot = 0; slot < odd.length; slot++) {
            sum += (odd[slot] ? signOfI : 1) * reference[slot][i * n + j] * mine[slot][unitOfI * n + unitOfJ];
        }
        return signOfJ * sum;
    }

    /** Puts the weights of the unit that now stands in a place into the tables, in place of those that stood there. */
    private void enter(int place) {
        for (int slot = 0; slot < odd.length; slot++) {
            double[] kept = odd[slot] ? turning : steady;
            for (int unit = 0; unit < n; unit++) {
                double read = sign[place] * mine[slot][unit * n + order[place]];
                double led = (odd[slot] ? sign[place] : 1) * mine[slot][order[place] * n + unit];
                double moreRead = read - from[slot][unit * n + place];
                double moreLed = led - to[slot][unit * n + place];
                from[slot][unit * n + place] = read;
                to[slot][unit * n + place] = led;
                for (int other = 0; other < n; other++) {
                    kept[other * n + unit] += reference[slot][other * n + place] * moreRead;
                    turning[other * n + unit] += reference[slot][place * n + other] * moreLed;
                }
            }
        }
    }
}
