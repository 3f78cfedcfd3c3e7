package org.paramscope.geometry.reduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.Alignment;
import org.paramscope.geometry.front.Interval;

/**
 * Merges neurons by agglomerative clustering in a metric, down to one, and sets the path beside its
 * controls: random merging, the network's own weights, and means without covariance. All start from the same
 * network, so that nothing but the grouping differs; with refit, each network (the full one included) is trained
 * on for the same number of steps.
 */
public final class Merge implements Reducer<Merge.Settings> {

    /** Settings of a merge. */
    public record Settings(
            @Setting(label = "Linkage", help = "distance between two clusters") Linkage linkage,
            @Setting(label = "Sizes", min = 1, max = 100000, optional = true, help = "units left; empty = a geometric series down to 1") List<Integer> sizes,
            @Setting(label = "Refit steps", min = 0, max = 1000000, help = "training after each merge; 0 = none") int refitSteps,
            @Setting(label = "Random draws", min = 100, max = 100000, help = "of the random control") int draws,
            @Setting(label = "Tolerance", min = 0, max = 10, help = "loss of normalised error that counts as none") double tolerance) {

        /** Average linkage, automatic sizes, 100 steps of refit, 100 draws, a tolerance of 0.01. */
        public Settings() {
            this(Linkage.AVERAGE, List.of(), 100, 100, 0.01);
        }

        public Settings {
            sizes = List.copyOf(sizes);
            if (draws < 100) {
                throw new SettingException("draws", Integer.toString(draws), "at least 100 random draws are needed for a band");
            }
        }
    }

    /**
     * Whether units of the layer can be merged: those of a linear code have no identity of their own, and units that read one
     * another, as those of recurrent layers do, are as many as the states that other blocks start from and cut out.
     */
    @Override
    public boolean applies(UnitLayer layer) {
        return layer.count() > 1 && layer.symmetry() != Symmetry.GENERAL_LINEAR && layer.symmetry() != Symmetry.ORTHOGONAL
                && layer.outgoing()[0].length > 0 && !layer.recurrent();
    }

    @Override
    public Reduction reduce(ReductionProblem problem, Settings settings, Progress progress) {
        UnitLayer layer = problem.distribution().layer(problem.layer());
        if (!applies(layer)) {
            throw new SettingException("layer", layer.name(),
                    "a layer of at least 2 units with permutation symmetry and weights of its own, whose units do not read one another,"
                            + " can be merged; this one has " + layer.count() + " and " + layer.symmetry()
                            + (layer.recurrent() ? ", and is recurrent" : ""));
        }
        // unit i of the network must be neuron i of the distribution
        double[] network = problem.distribution().replicas()
                .map(replicas -> Alignment.onto(problem.network(), problem.distribution().mean(), replicas)).orElse(problem.network());
        Map<String, Agglomeration> groupings = MergeGroupings.of(problem, network, settings.linkage(), progress.part(0, 0.05));
        List<Agglomeration> random = new ArrayList<>();
        for (int draw = 0; draw < settings.draws(); draw++) {
            random.add(Agglomeration.random(layer.count(), RandomStream.of(problem.problem().seed(), draw, "random merge " + layer.name())));
        }
        int[] units = sizes(layer.count(), settings.sizes());
        List<Agglomeration> all = new ArrayList<>(groupings.values());
        all.addAll(random);
        MergeNetworks networks = new MergeNetworks(problem, network);
        List<MergeNetworks.Size> plain = new ArrayList<>();
        List<MergeNetworks.Size> refitted = new ArrayList<>();
        for (int k = 0; k < units.length; k++) {
            Progress part = progress.part(0.05 + 0.9 * k / units.length, 0.05 + 0.9 * (k + 1) / units.length);
            int size = units[k];
            // the full network is one and the same for all
            List<int[]> groups = size == layer.count() ? List.of(all.getFirst().groups(size))
                    : all.stream().map(a -> a.groups(size)).toList();
            part.report(0, "merging " + layer.name() + " to " + size + " units");
            MergeNetworks.Size merged = networks.merged(groups, part.part(0, 0.2));
            plain.add(merged);
            if (settings.refitSteps() > 0) {
                refitted.add(networks.refit(merged, settings.refitSteps(), part.part(0.2, 1)));
            }
        }
        return conclude(layer.name(), List.copyOf(groupings.keySet()), units, settings, plain, refitted,
                problem.problem().seed());
    }

    private static Reduction conclude(String layer, List<String> names, int[] units, Settings settings,
            List<MergeNetworks.Size> plain, List<MergeNetworks.Size> refitted, long seed) {
        List<Reduction.Path> paths = new ArrayList<>();
        List<Reduction.Band> bands = new ArrayList<>();
        List<Sufficiency> sufficiency = new ArrayList<>();
        for (List<MergeNetworks.Size> sizes : List.of(plain, refitted)) {
            if (!sizes.isEmpty()) {
                boolean refit = sizes == refitted;
                Reduction.Band band = band(refit, units, sizes, names.size(), settings.draws());
                bands.add(band);
                SufficiencyTest test = new SufficiencyTest(units, settings.tolerance(), sizes, names.size(), band, seed);
                List<SufficiencyTest.Measured> measured = new ArrayList<>();
                for (int i = 0; i < names.size(); i++) {
                    measured.add(test.measure(names.get(i), i));
                    paths.add(path(names.get(i), refit, units, sizes, i, measured.getLast()));
                }
                int means = names.indexOf(Reduction.MEANS);
                for (int i = 0; i < names.size(); i++) {
                    sufficiency.add(test.judge(measured.get(i), i < means ? measured.get(means) : null));
                }
            }
        }
        return new Reduction(layer, paths, bands, sufficiency);
    }

    private static Reduction.Path path(String name, boolean refit, int[] units, List<MergeNetworks.Size> sizes, int place,
            SufficiencyTest.Measured measured) {
        List<Reduction.Step> steps = new ArrayList<>();
        for (int k = 0; k < units.length; k++) {
            MergeNetworks.Size size = sizes.get(k);
            MergeNetworks.Evaluated network = size.at(place);
            Interval interval = network.test() == null ? Interval.UNKNOWN : network.test().interval(measured.draws()[k]);
            steps.add(new Reduction.Step(units[k], size.model().complexity(), network.validationError(), network.testError(),
                    interval.low(), interval.high(), size.groups().get(size.groups().size() == 1 ? 0 : place),
                    Optional.of(size.model()), NumericArray.of(network.parameters())));
        }
        return new Reduction.Path(name, refit, steps);
    }

    private static Reduction.Band band(boolean refit, int[] units, List<MergeNetworks.Size> sizes, int first, int draws) {
        double[] quantiles = new double[units.length * 5];
        double[] validation = new double[draws * units.length];
        double[] test = new double[draws * units.length];
        int[] complexity = new int[units.length];
        double[] levels = {0.025, 0.25, 0.5, 0.75, 0.975};
        for (int k = 0; k < units.length; k++) {
            complexity[k] = sizes.get(k).model().complexity();
            double[] errors = new double[draws];
            for (int draw = 0; draw < draws; draw++) {
                MergeNetworks.Evaluated network = sizes.get(k).at(first + draw);
                errors[draw] = network.testError();
                test[draw * units.length + k] = errors[draw];
                validation[draw * units.length + k] = network.validationError();
            }
            for (int q = 0; q < levels.length; q++) {
                quantiles[k * 5 + q] = Interval.quantile(errors, levels[q]);
            }
        }
        return new Reduction.Band(Reduction.RANDOM, refit, draws, units, complexity,
                NumericArray.owned(quantiles, units.length, 5), NumericArray.owned(validation, draws, units.length),
                NumericArray.owned(test, draws, units.length));
    }

    /** The full size first, then falling. */
    private static int[] sizes(int units, List<Integer> wanted) {
        TreeSet<Integer> sizes = new TreeSet<>(java.util.Comparator.reverseOrder());
        for (int size : wanted) {
            if (size > units) {
                throw new SettingException("sizes", Integer.toString(size), "the layer has " + units + " units, so 1 to " + units + " are possible");
            }
            sizes.add(size);
        }
        // a narrow layer loses one unit at a time, a wide one a constant share
        for (double size = units; wanted.isEmpty() && size >= 1; size = units <= 8 ? size - 1 : size / Math.sqrt(2)) {
            sizes.add((int) Math.round(size));
        }
        if (wanted.isEmpty()) {
            sizes.add(1);
        }
        sizes.add(units);
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
