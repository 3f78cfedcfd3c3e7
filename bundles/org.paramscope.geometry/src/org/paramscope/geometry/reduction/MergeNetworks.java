package org.paramscope.geometry.reduction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Start;
import org.paramscope.geometry.front.Errors;

/** Merged networks of one size, all alternatives together, with and without refit, and their errors. */
final class MergeNetworks {

    private final ReductionProblem problem;
    private final double[] network;

    /**
     * One network.
     *
     * @param parameters      empty if a refit broke down
     * @param validationError NaN without validation samples, infinite after a break-down
     * @param test            null after a break-down
     */
    record Evaluated(double[] parameters, double validationError, Errors test) {

        double testError() {
            return test == null ? Double.POSITIVE_INFINITY : test.normalized();
        }
    }

    /** The networks of one size; they share their model. */
    record Size(Model model, List<int[]> groups, List<Evaluated> networks) {

        /** The network of one grouping; the full network stands for all. */
        Evaluated at(int place) {
            return networks.get(networks.size() == 1 ? 0 : place);
        }
    }

    MergeNetworks(ReductionProblem problem, double[] network) {
        this.problem = problem;
        this.network = network;
    }

    /** The merged networks of the groups, all of one size, as they are. */
    Size merged(List<int[]> groups, Progress progress) {
        Model model = MergedNetwork.of(problem.problem().model(), network, problem.layer(), groups.getFirst()).model();
        Evaluated[] networks = new Evaluated[groups.size()];
        problem.problem().executor().run(networks.length, i -> networks[i] = evaluate(model,
                MergedNetwork.of(problem.problem().model(), network, problem.layer(), groups.get(i)).parameters()), progress);
        return new Size(model, groups, List.of(networks));
    }

    /** The same networks, each trained on from where the merge left it. */
    Size refit(Size merged, int steps, Progress progress) {
        int count = merged.networks().size();
        int p = merged.model().parameters();
        double[] starts = new double[count * p];
        for (int i = 0; i < count; i++) {
            System.arraycopy(merged.networks().get(i).parameters(), 0, starts, i * p, p);
        }
        Problem whole = problem.problem();
        Problem smaller = whole.withModel(merged.model()).withSamples(whole.samples(), null)
                .withBudget(whole.budget().withSteps(steps).withPatience(0));
        Replicas trained = smaller.train(Resampling.none(whole.samples(), count),
                Start.at(NumericArray.owned(starts, count, p)), progress.part(0, 0.8));
        Set<Integer> broken = new HashSet<>();
        trained.failures().forEach(failure -> broken.add(failure.replica()));
        Evaluated[] networks = new Evaluated[count];
        List<Integer> finished = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (broken.contains(i)) {
                networks[i] = new Evaluated(new double[0], Double.POSITIVE_INFINITY, null);
            } else {
                finished.add(i);
            }
        }
        whole.executor().run(finished.size(), i -> networks[finished.get(i)] = evaluate(merged.model(),
                trained.parameters().slice(i).toArray()), progress.part(0.8, 1));
        return new Size(merged.model(), merged.groups(), List.of(networks));
    }

    private Evaluated evaluate(Model model, double[] parameters) {
        Samples validation = problem.problem().validation();
        double error = validation == null || validation.count() == 0 ? Double.NaN
                : Errors.of(model.predict(parameters, validation), validation).normalized();
        return new Evaluated(parameters, error, Errors.of(model.predict(parameters, problem.test()), problem.test()));
    }
}
