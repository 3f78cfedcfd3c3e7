package org.paramscope.geometry.alignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.random.RandomStream;

/**
 * Are the neurons of one replica those of the next? The between-unit share of variance of aligned unit
 * vectors is high for any cloud of points, because alignment looks for likeness and finds it; so it is
 * compared with the share of surrogate replicas without identity after the very same alignment.
 *
 * <p>The vector of a unit is its incoming row with its bias. The share is taken in sets of at most
 * {@value #SET} replicas, aligned to one of them, which is held out. It is unbiased in the number of replicas, so
 * that small sets will do; and rho is the mean over as many sets of the replicas as there are surrogate
 * sets, each replica being the reference in turn, of real and of surrogate sets alike, since in a narrow layer
 * one reference differs much from another. The 95 % quantile is that of single surrogate sets, which
 * scatter more than a mean: the test is conservative.
 *
 * <p>The axes of a linear code are not tested: after whitening and rotation they are what the reference's happen
 * to be, a convention and no neurons.
 */
public final class IdentityTest {

    /** Largest number of replicas in a set. */
    public static final int SET = 10;
    /** Rounds of sets are added until the excess of every layer is known to this standard error. */
    private static final double STANDARD_ERROR = 0.008;
    private static final int ROUNDS = 3;

    private final NumericArray parameters;
    private final List<LayerEntries> layers;
    private final CanonicalGauge gauge;
    private final long seed;
    private final ReplicaExecutor executor = ReplicaExecutor.threads(Runtime.getRuntime().availableProcessors());

    private IdentityTest(Alignment alignment, long seed) {
        this.parameters = alignment.parameters();
        this.seed = seed;
        layers = alignment.layers();
        gauge = alignment.gauge();
    }

    /**
     * Tests every layer of at least two units, but for the codes of linear bottlenecks.
     *
     * @param distribution of aligned replicas, which carries them as they were trained
     * @param surrogates   number of surrogate sets, at least 20; 200 or more for a report
     * @param seed         of the surrogates
     * @throws ShapeException if the distribution carries no replicas, or fewer than 4
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    public static IdentityReport of(ParameterDistribution distribution, int surrogates, long seed, Progress progress) {
        Replicas replicas = distribution.replicas().orElseThrow(() -> new ShapeException(
                "the identity test needs the replicas as they were trained; this distribution carries none"));
        return of(Alignment.of(replicas, progress.part(0, 0.1)), surrogates, seed, progress.part(0.1, 1));
    }

    /** As {@link #of(ParameterDistribution, int, long, Progress)}, for an alignment. */
    public static IdentityReport of(Alignment alignment, int surrogates, long seed, Progress progress) {
        int count = alignment.parameters().size(0);
        if (surrogates < 20) {
            throw new SettingException("surrogates", Integer.toString(surrogates), "at least 20 are needed");
        }
        if (count < 4) {
            throw new ShapeException("the identity test needs at least 4 replicas, there are " + count);
        }
        return new IdentityTest(alignment, seed).run(alignment, surrogates, progress);
    }

    private IdentityReport run(Alignment alignment, int surrogates, Progress progress) {
        double[][] pool = (gauge.needed() ? alignment.aligned() : parameters).toRows();
        Surrogates source = new Surrogates(layers, pool, seed);
        double[][] chance = new double[layers.size()][0];
        double[][] shares = new double[layers.size()][0];
        List<List<Integer>> open = new ArrayList<>(source.sections());
        // more than one round is rare: the first has most of the progress
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            Progress part = progress.part(1 - Math.pow(0.5, round), 1 - Math.pow(0.5, round + 1));
            int done = round * surrogates;
            double[][] real = shares(g -> rowsOf(pool, members(done + g)), surrogates, part.part(0, 0.5));
            for (int o = 0; o < open.size(); o++) {
                List<Integer> section = open.get(o);
                double[][] drawn = shares(g -> source.set(done + g, members(done + g), section), surrogates,
                        part.part(0.5 + 0.5 * o / open.size(), 0.5 + 0.5 * (o + 1) / open.size()));
                for (int l : section) {
                    shares[l] = append(shares[l], real[l]);
                    chance[l] = append(chance[l], drawn[l]);
                }
            }
            open.removeIf(section -> section.stream().allMatch(l -> precise(shares[l], chance[l])));
        }
        List<Identity> outcomes = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerEntries layer = layers.get(l);
            if (tested(layer)) {
                double relative = alignment.byIndex() ? Displacements.relative(alignment, layer) : Double.NaN;
                double rho = Arrays.stream(shares[l]).sum() / shares[l].length;
                outcomes.add(Identity.judge(layer.name(), rho, chance[l], Identity.WEIGHTS, relative));
                if (alignment.byIndex()) {
                    outcomes.add(Displacements.identity(alignment, layer, surrogates, seed, relative));
                }
            }
        }
        return new IdentityReport(outcomes, barrier(alignment, progress.part(0.9, 1)));
    }

    /** The share of every layer in every set, [layers][sets]. */
    private double[][] shares(IntFunction<double[][]> sets, int count, Progress progress) {
        double[][] bySet = new double[count][];
        executor.run(count, s -> bySet[s] = shares(sets.apply(s)), progress);
        double[][] shares = new double[layers.size()][count];
        for (int l = 0; l < shares.length; l++) {
            for (int s = 0; s < count; s++) {
                shares[l][s] = bySet[s][l];
            }
        }
        return shares;
    }

    private static double[] append(double[] known, double[] more) {
        double[] all = Arrays.copyOf(known, known.length + more.length);
        System.arraycopy(more, 0, all, known.length, more.length);
        return all;
    }

    private static boolean tested(LayerEntries layer) {
        return layer.units() > 1 && layer.symmetry() != Symmetry.GENERAL_LINEAR;
    }

    /** Whether the mean difference of real and surrogate sets, paired by their reference, is known well enough. */
    private static boolean precise(double[] shares, double[] chance) {
        int count = shares.length;
        double level = Arrays.stream(chance).sum() / count;
        double mean = 0;
        for (int s = 0; s < count; s++) {
            mean += (shares[s] - chance[s]) / count;
        }
        double squares = 0;
        for (int s = 0; s < count; s++) {
            double deviation = shares[s] - chance[s] - mean;
            squares += deviation * deviation;
        }
        return !(level < 1) || Math.sqrt(squares / (count - 1) / count) <= STANDARD_ERROR * (1 - level);
    }

    private double[] shares(double[][] set) {
        ReplicaSet aligned = new ReplicaSet(layers, set, null);
        aligned.alignToFirst(gauge, false, (tasks, task, ignored) -> {
            for (int b = 0; b < tasks; b++) {
                task.accept(b);
            }
        }, Progress.none());
        double[] shares = new double[layers.size()];
        for (int l = 0; l < shares.length; l++) {
            shares[l] = tested(layers.get(l)) ? aligned.share(l) : 0;
        }
        return shares;
    }

    /** Some of the replicas in a random order; replica g (modulo their number) comes first. */
    private int[] members(int g) {
        int first = g % parameters.size(0);
        int[] order = RandomStream.of(seed, g, "identity set").permutation(parameters.size(0));
        int[] members = new int[Math.min(SET, order.length)];
        members[0] = first;
        int next = 1;
        for (int i = 0; next < members.length; i++) {
            if (order[i] != first) {
                members[next++] = order[i];
            }
        }
        return members;
    }

    private static double[][] rowsOf(double[][] rows, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(b -> rows[b].clone()).toArray(double[][]::new);
    }

    /** Between the reference and the first other replica. */
    private static Optional<LossBarrier> barrier(Alignment alignment, Progress progress) {
        if (alignment.replicas().filter(r -> r.samples().count() > 0).isEmpty()) {
            return Optional.empty();
        }
        Replicas replicas = alignment.replicas().get();
        progress.check();
        int a = alignment.reference();
        int b = a == 0 ? 1 : 0;
        double[][] trained = {rowOf(replicas.parameters(), a), rowOf(replicas.parameters(), b)};
        double[][] aligned = {rowOf(alignment.aligned(), a), rowOf(alignment.aligned(), b)};
        return Optional.of(LossBarrier.between(trained, aligned, replicas.model().objective(), replicas.samples()));
    }

    private static double[] rowOf(NumericArray rows, int i) {
        return rows.slice(i).toArray();
    }
}
