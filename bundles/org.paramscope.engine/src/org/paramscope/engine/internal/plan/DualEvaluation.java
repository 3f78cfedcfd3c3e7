package org.paramscope.engine.internal.plan;

import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Dual;
import org.paramscope.engine.internal.kernel.Lanes;

/** Passes on dual numbers over samples that are laid out already: derivatives in a direction of the parameters. */
final class DualEvaluation {

    final Batch<Dual> batch;
    private final Plan plan;
    private final Lanes<Dual> lanes;

    DualEvaluation(Plan plan, Batch<double[]> values) {
        this.plan = plan;
        this.lanes = Arithmetic.dual(plan.chunk);
        this.batch = Batch.constant(lanes, values);
    }

    /** A pass at parameters whose tangents are a direction; fixed parameters do not move. */
    Pass<Dual> pass(double[] parameters, double[] direction) {
        double[] tangents = direction.clone();
        for (int i : plan.fixed) {
            tangents[i] = 0;
        }
        Pass<Dual> pass = new Pass<>(lanes, plan);
        pass.parameters(new Dual(parameters, tangents));
        return pass;
    }
}
