package org.paramscope.core.store;

import java.util.List;
import java.util.Optional;

import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.LeftOut;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.Provenance;
import org.paramscope.core.run.ReductionResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.SignalSummary;
import org.paramscope.data.Reconstruction;
import org.paramscope.geometry.front.Front;

/** A result without the parts that are files of their own, and the names of those. */
record Summary(Provenance provenance, SignalSummary signal, List<Entry> models, List<LeftOut> leftOut, boolean reduced,
        Reconstruction reconstruction, Front front, Optional<Front> forecasts, List<String> findings) {

    /** A model and the estimators that met it. */
    record Entry(String model, List<String> estimators) {
    }

    static Summary of(RunResult result) {
        List<Entry> models = result.models().stream().map(m -> new Entry(m.name(),
                m.estimates().stream().map(EstimatorResult::estimator).toList())).toList();
        return new Summary(result.provenance(), result.signal(), models, result.leftOut(), result.reduction().isPresent(),
                result.reconstruction(), result.front(), result.forecasts(), result.findings());
    }

    RunResult result(List<ModelResult> parts, Optional<ReductionResult> reduction) {
        return new RunResult(provenance, signal, parts, leftOut, reduction, reconstruction, front, forecasts, findings);
    }
}
