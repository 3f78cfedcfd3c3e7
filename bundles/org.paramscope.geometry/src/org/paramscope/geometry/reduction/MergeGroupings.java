package org.paramscope.geometry.reduction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.geometry.Gaussian;
import org.paramscope.geometry.Neurons;
import org.paramscope.geometry.metric.ChosenMetric;
import org.paramscope.geometry.metric.Distances;
import org.paramscope.geometry.metric.Euclid;

/** The groupings of one layer whose paths are compared; they differ in nothing but who is near whom. */
final class MergeGroupings {

    private static final ChosenMetric<Euclid.Settings> EUCLID = new ChosenMetric<>(new Euclid(), new Euclid.Settings());

    private MergeGroupings() {
    }

    /** Groupings by name: the chosen metric, the means alone, and the rows of the network itself. */
    static Map<String, Agglomeration> of(ReductionProblem problem, double[] network, Linkage linkage, Progress progress) {
        UnitLayer layer = problem.distribution().layer(problem.layer());
        boolean mirrored = layer.symmetry() == Symmetry.SIGNED_PERMUTATION;
        Neurons neurons = Neurons.of(problem.distribution(), problem.layer());
        Map<String, Agglomeration> groupings = new LinkedHashMap<>();
        String tensor = problem.metric().metric().tensor();
        if (!tensor.equals(EUCLID.metric().tensor())) {
            String name = tensor.equals("means and covariances") ? Reduction.COVARIANCE : tensor;
            groupings.put(name, Agglomeration.of(distances(neurons, problem.metric(), mirrored, progress), linkage));
        }
        groupings.put(Reduction.MEANS, Agglomeration.of(distances(neurons, EUCLID, mirrored, progress), linkage));
        groupings.put(Reduction.OWN_WEIGHTS,
                Agglomeration.of(distances(rows(layer, network, neurons.labels()), EUCLID, mirrored, progress), linkage));
        return groupings;
    }

    /** Distances; where a unit may be flipped, to the nearer of a neuron and its mirror image. */
    static Distances distances(Neurons neurons, ChosenMetric<?> metric, boolean mirrored, Progress progress) {
        if (!mirrored) {
            return metric.distances(neurons, progress);
        }
        int n = neurons.count();
        List<Gaussian> both = new ArrayList<>(neurons.gaussians());
        List<String> labels = new ArrayList<>(neurons.labels());
        for (int i = 0; i < n; i++) {
            both.add(neurons.gaussians().get(i).negated());
            labels.add("mirrored " + neurons.labels().get(i));
        }
        NumericArray doubled = metric.distances(new Neurons(neurons.layer(), both, labels), progress).matrix();
        double[] nearest = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                nearest[i * n + j] = i == j ? 0 : Math.min(doubled.at(i * 2 * n + j), doubled.at(i * 2 * n + n + j));
            }
        }
        return new Distances(NumericArray.owned(nearest, n, n), neurons.labels(), metric.metric().name());
    }

    private static Neurons rows(UnitLayer layer, double[] network, List<String> labels) {
        int[][] incoming = layer.incoming();
        NumericArray none = NumericArray.zeros(incoming[0].length, incoming[0].length);
        List<Gaussian> rows = new ArrayList<>();
        for (int[] unit : incoming) {
            double[] row = new double[unit.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = network[unit[j]];
            }
            rows.add(new Gaussian(NumericArray.owned(row), none));
        }
        return new Neurons(layer.name(), rows, labels);
    }
}
