package org.paramscope.estimators.laplace;

import org.paramscope.data.Progress;
import org.paramscope.engine.random.RandomStream;

/**
 * One chain of the no-U-turn sampler. A trajectory is doubled forward or backward in time, at random, until its ends turn towards each
 * other (Hoffman, Gelman 2014, algorithm 3, with the criterion of Betancourt 2017, appendix A.4.2, also across the subtrees that are
 * joined); the next draw is one of its points, chosen by their weights exp(-H), later subtrees preferred (A.3.2).
 */
final class Chain {

    private static final int DEEPEST = 10;
    /** A rise of the energy by which the integration has broken down. */
    private static final double DIVERGENCE = 1000;

    private final Potential potential;
    private final RandomStream random;
    private final double[] inverseMass;
    private double[] position;
    private double energy;
    private double[] slope;
    private StepSize stepSize;
    private double[][] draws = new double[0][];
    private int divergences;
    private int deepest;
    private double accepted;

    /** @param variances a guess of the variances, above 0, with which the chain begins */
    Chain(Potential potential, double[] start, double[] variances, RandomStream random) {
        this.potential = potential;
        this.random = random;
        this.position = start.clone();
        this.energy = potential.energy(start);
        this.slope = potential.gradient(start);
        this.inverseMass = variances.clone();
    }

    /** A point of a trajectory. */
    private record Point(double[] q, double[] p, double energy, double[] slope) { }

    /**
     * A piece of a trajectory.
     *
     * @param first     in time
     * @param last      in time
     * @param chosen    one of its points, by weight
     * @param logWeight logarithm of the sum of exp(start energy - H) over its points
     * @param momentum  sum of the momenta of its points
     * @param sound     neither turning nor divergent
     */
    private record Tree(Point first, Point last, Point chosen, double logWeight, double[] momentum, boolean sound) { }

    /** Acceptance of the points of one trajectory. */
    private static final class Acceptance {
        private double sum;
        private int count;
        private boolean diverged;
    }

    /** Draws [draws][dimension] after the warm-up. */
    double[][] draws() {
        return draws;
    }

    int divergences() {
        return divergences;
    }

    /** Trajectories after the warm-up that were as long as allowed. */
    int deepest() {
        return deepest;
    }

    /** Mean acceptance after the warm-up. */
    double acceptance() {
        return accepted;
    }

    double stepSize() {
        return stepSize.settled();
    }

    /** Adapts, then draws. */
    void run(int warmUp, int count, double target, Progress progress) {
        stepSize = new StepSize(firstStep(), target);
        WarmUp schedule = new WarmUp(warmUp, position.length);
        for (int t = 0; t < warmUp; t++) {
            progress.check();
            Acceptance acceptance = new Acceptance();
            transition(stepSize.current(), acceptance);
            stepSize.update(acceptance.sum / Math.max(1, acceptance.count));
            if (schedule.take(t, position, inverseMass)) {
                stepSize = new StepSize(firstStep(), target);
            }
        }
        draws = new double[count][];
        for (int t = 0; t < count; t++) {
            progress.check();
            Acceptance acceptance = new Acceptance();
            int depth = transition(stepSize.settled(), acceptance);
            accepted += acceptance.sum / Math.max(1, acceptance.count) / count;
            divergences += acceptance.diverged ? 1 : 0;
            deepest += depth == DEEPEST ? 1 : 0;
            draws[t] = position.clone();
        }
    }

    /** One draw; the depth of its tree. */
    private int transition(double step, Acceptance acceptance) {
        double[] p = momentum();
        Point start = new Point(position, p, energy, slope);
        double level = energy + kinetic(p);
        Tree tree = new Tree(start, start, start, 0, p, true);
        int depth = 0;
        while (depth < DEEPEST && tree.sound()) {
            boolean forward = random.uniform() < 0.5;
            Tree other = grow(forward ? tree.last() : tree.first(), forward ? step : -step, depth, level, acceptance);
            depth++;
            if (!other.sound()) {
                break;
            }
            Point chosen = Math.log(random.uniform()) < other.logWeight() - tree.logWeight() ? other.chosen() : tree.chosen();
            tree = forward ? join(tree, other, chosen) : join(other, tree, chosen);
        }
        position = tree.chosen().q();
        energy = tree.chosen().energy();
        slope = tree.chosen().slope();
        return depth;
    }

    /** A tree of 2^depth points beyond one. */
    private Tree grow(Point from, double step, int depth, double level, Acceptance acceptance) {
        if (depth == 0) {
            Point next = leapfrog(from, step);
            double total = next.energy() + kinetic(next.p());
            double fall = Double.isNaN(total) ? Double.NEGATIVE_INFINITY : level - total;
            acceptance.sum += Math.min(1, Math.exp(fall));
            acceptance.count++;
            boolean sound = fall > -DIVERGENCE;
            acceptance.diverged |= !sound;
            return new Tree(next, next, next, fall, next.p(), sound);
        }
        Tree near = grow(from, step, depth - 1, level, acceptance);
        if (!near.sound()) {
            return near;
        }
        Tree far = grow(step > 0 ? near.last() : near.first(), step, depth - 1, level, acceptance);
        if (!far.sound()) {
            return far;
        }
        double whole = logSum(near.logWeight(), far.logWeight());
        Point chosen = Math.log(random.uniform()) < far.logWeight() - whole ? far.chosen() : near.chosen();
        return step > 0 ? join(near, far, chosen) : join(far, near, chosen);
    }

    /** Two pieces, the earlier first; whether they turn is looked at over the whole and from each piece into the other. */
    private Tree join(Tree early, Tree late, Point chosen) {
        double[] sum = added(early.momentum(), late.momentum());
        boolean onward = onward(sum, early.first().p(), late.last().p())
                && onward(added(early.momentum(), late.first().p()), early.first().p(), late.first().p())
                && onward(added(late.momentum(), early.last().p()), early.last().p(), late.last().p());
        return new Tree(early.first(), late.last(), chosen, logSum(early.logWeight(), late.logWeight()), sum, onward);
    }

    private boolean onward(double[] sum, double[] first, double[] last) {
        double before = 0;
        double after = 0;
        for (int i = 0; i < sum.length; i++) {
            before += sum[i] * inverseMass[i] * first[i];
            after += sum[i] * inverseMass[i] * last[i];
        }
        return before > 0 && after > 0;
    }

    private Point leapfrog(Point from, double step) {
        int d = position.length;
        double[] p = new double[d];
        double[] q = new double[d];
        for (int i = 0; i < d; i++) {
            p[i] = from.p()[i] - step / 2 * from.slope()[i];
            q[i] = from.q()[i] + step * inverseMass[i] * p[i];
        }
        double[] next = potential.gradient(q);
        for (int i = 0; i < d; i++) {
            p[i] -= step / 2 * next[i];
        }
        return new Point(q, p, potential.energy(q), next);
    }

    /** Doubled or halved until one leapfrog step is accepted with probability one half (Hoffman, Gelman 2014, algorithm 4). */
    private double firstStep() {
        double step = stepSize == null ? 1 : stepSize.settled();
        double[] p = momentum();
        Point start = new Point(position, p, energy, slope);
        double level = energy + kinetic(p);
        double direction = 0;
        for (int k = 0; k < 100; k++) {
            Point next = leapfrog(start, step);
            double fall = level - next.energy() - kinetic(next.p());
            double way = fall > Math.log(0.5) ? 1 : -1;
            if (direction != 0 && way != direction) {
                break;
            }
            direction = way;
            step *= way > 0 ? 2 : 0.5;
        }
        return step;
    }

    private double[] momentum() {
        double[] p = new double[position.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = random.gaussian() / Math.sqrt(inverseMass[i]);
        }
        return p;
    }

    private double kinetic(double[] p) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += inverseMass[i] * p[i] * p[i] / 2;
        }
        return sum;
    }

    private static double[] added(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        return Double.isInfinite(larger) ? larger : larger + Math.log(Math.exp(a - larger) + Math.exp(b - larger));
    }
}
