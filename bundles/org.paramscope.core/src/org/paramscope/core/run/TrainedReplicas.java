package org.paramscope.core.run;

import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Replicas;

/**
 * Replicas as they were trained, before alignment, without the model and the samples, which the study gives again.
 *
 * @param parameters       [B, p]
 * @param starts           [B, p], or [1, p] when common
 * @param losses           [B] training losses
 * @param validationLosses [B]
 * @param failures         replicas that broke down
 * @param resampling       in words
 * @param seed             of their streams
 */
public record TrainedReplicas(NumericArray parameters, NumericArray starts, NumericArray losses,
        NumericArray validationLosses, List<Replicas.Failure> failures, String resampling, long seed) {

    public TrainedReplicas {
        failures = List.copyOf(failures);
    }

    static TrainedReplicas of(Replicas r) {
        return new TrainedReplicas(r.parameters(), r.starts(), r.losses(), r.validationLosses(), r.failures(), r.resampling(), r.seed());
    }

    Replicas with(Model model, Samples samples) {
        return new Replicas(model, parameters, starts, losses, validationLosses, failures, resampling, seed, samples);
    }
}
