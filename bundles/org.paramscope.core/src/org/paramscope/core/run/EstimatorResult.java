package org.paramscope.core.run;

import java.util.List;
import java.util.Optional;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.alignment.IdentityReport;

/**
 * What an estimator says of a model.
 *
 * @param estimator    name of the estimator in the study
 * @param model        name of the model in the study
 * @param distribution of the parameters, replicas aligned
 * @param trained      replicas as they were trained, before alignment; absent for estimators that train none
 * @param identity     whether neuron i of one replica is neuron i of the next, by layer; absent without unit layers
 * @param spaces       the neurons of each layer under the study's metric
 * @param replicaErrors NRMSE of each replica on the test windows, [B]
 * @param upstream     name of the estimator whose samples were fitted; empty unless a density estimator did it
 * @param seconds      of computing for the distribution; NaN where unknown
 */
public record EstimatorResult(String estimator, String model, ParameterDistribution distribution,
        Optional<TrainedReplicas> trained, Optional<IdentityReport> identity, List<ParameterSpace> spaces, NumericArray replicaErrors,
        String upstream, double seconds) {

    private static final double SAME = 1e-9;

    public EstimatorResult {
        spaces = List.copyOf(spaces);
    }

    /** Whether all replicas are the same network, as those of a closed form from many starts: an identity then says nothing. */
    public boolean identicalReplicas() {
        NumericArray samples = distribution.samples();
        int p = samples.rank() == 2 ? samples.size(1) : 0;
        double largest = 0;
        double spread = 0;
        for (int i = 0; i < samples.length(); i++) {
            largest = Math.max(largest, Math.abs(samples.at(i)));
            spread = Math.max(spread, Math.abs(samples.at(i) - samples.at(i % p)));
        }
        return samples.length() > p && spread <= SAME * largest;
    }

    /** The identity of the neurons in a few words for tables, by the excess that decides; empty without unit layers. */
    public Optional<String> identityWords() {
        return identicalReplicas() ? Optional.of("all replicas are the same") : identity.map(IdentityReport::summary);
    }

    /** The same with what no file holds: the model as its type builds it, and the samples. */
    EstimatorResult completed(Problem problem) {
        ParameterDistribution whole = ParameterDistribution.fromArrays(distribution.arrays(), problem.model());
        if (trained.isPresent()) {
            whole = whole.withReplicas(trained.get().with(problem.model(), problem.samples()));
        }
        return new EstimatorResult(estimator, model, whole, trained, identity, spaces, replicaErrors, upstream, seconds);
    }

    /** The same with other pictures of the neurons, as with merge groups in them. */
    EstimatorResult with(List<ParameterSpace> otherSpaces) {
        return new EstimatorResult(estimator, model, distribution, trained, identity, otherSpaces, replicaErrors, upstream, seconds);
    }
}
