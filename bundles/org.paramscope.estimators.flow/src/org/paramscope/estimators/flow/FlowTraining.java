package org.paramscope.estimators.flow;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Start;

/**
 * Fits a flow to rows by their likelihood, from the identity on, with Adam at a rate that falls to zero. The parameters kept are those
 * of the largest likelihood of the rows that are watched.
 *
 * @param steps of the optimiser
 * @param batch rows a step; all where there are fewer
 * @param learningRate at the start
 */
record FlowTraining(int steps, int batch, double learningRate) {

    private static final int WARM_UP = 50;
    private static final double LARGEST_GRADIENT = 5;

    /**
     * The fitted parameters of {@link CouplingFlow#density}.
     *
     * @param rows [n, d]
     * @param watched [m, d], m at least 1
     */
    double[] fit(CouplingFlow flow, NumericArray rows, NumericArray watched, long seed, Progress progress) {
        Model model = flow.density();
        Schedule schedule = steps > 2 * WARM_UP ? new Schedule.WarmUp(WARM_UP, new Schedule.Cosine(0)) : new Schedule.Cosine(0);
        Budget budget = new Budget(steps, learningRate, Precision.FLOAT64, steps, 1, new Optimiser.Adam(), schedule,
                new Clipping.Norm(LARGEST_GRADIENT), rows.size(0) > batch ? batch : 0);
        Problem problem = new Problem(model, CouplingFlow.table(rows), CouplingFlow.table(watched), budget, seed,
                ReplicaExecutor.threads(1));
        Start start = Start.at(NumericArray.owned(flow.identity(model, seed)));
        return problem.train(Resampling.none(problem.samples(), 1), start, progress).parameters().toArray();
    }
}
