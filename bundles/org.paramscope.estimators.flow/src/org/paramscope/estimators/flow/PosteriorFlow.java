package org.paramscope.estimators.flow;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/**
 * A flow over whole parameter vectors: w = m + C f(z), z standard normal, with log q(w) = log N(z; 0, I) - log |det df/dz| -
 * log |det C|. Safe for any thread.
 */
final class PosteriorFlow implements ParameterDensity {

    private final NumericArray centre;
    private final NumericArray scale;
    private final Model forward;
    private final Model backward;
    private final double[] parameters;
    private final double[] backParameters;
    private final double logScale;

    /**
     * @param centre     m, [p]
     * @param scale      C, [p, p], lower triangular with a positive diagonal
     * @param parameters of {@link CouplingFlow#forward}
     */
    PosteriorFlow(NumericArray centre, NumericArray scale, CouplingFlow flow, double[] parameters) {
        this.centre = centre;
        this.scale = scale;
        this.forward = flow.forward();
        this.backward = flow.backward();
        this.parameters = parameters;
        this.backParameters = backward.layout().arrange(forward.layout(), parameters);
        double sum = 0;
        for (int i = 0; i < centre.length(); i++) {
            sum += Math.log(scale.get(i, i));
        }
        this.logScale = sum;
    }

    /**
     * Draws and the logarithms of their density.
     *
     * @param parameters [n, p]
     * @param logs       log q, [n]
     */
    record Draws(NumericArray parameters, double[] logs) { }

    /** The draws that belong to base values [n, p]. */
    Draws of(NumericArray base) {
        int n = base.size(0);
        int p = centre.length();
        NumericArray both = forward.head(CouplingFlow.BOTH, parameters, CouplingFlow.table(base));
        double[] x = new double[n * p];
        double[] logs = StandardNormal.logDensities(base);
        for (int i = 0; i < n; i++) {
            both.copyTo(i * (p + 1), x, i * p, p);
            logs[i] -= both.at(i * (p + 1) + p) + logScale;
        }
        return new Draws(place(centre, scale, NumericArray.owned(x, n, p)), logs);
    }

    /** m + C x for each row x of [n, p]. */
    static NumericArray place(NumericArray centre, NumericArray scale, NumericArray rows) {
        double[] w = Lapack.multiplyByTransposed(rows, scale).toArray();
        for (int i = 0; i < w.length; i++) {
            w[i] += centre.at(i % centre.length());
        }
        return NumericArray.owned(w, rows.shape());
    }

    @Override
    public double logDensity(double[] w) {
        int p = centre.length();
        double[] difference = new double[p];
        Arrays.setAll(difference, i -> w[i] - centre.at(i));
        double[] x = Lapack.solve(scale, NumericArray.owned(difference)).toArray();
        NumericArray both = backward.head(CouplingFlow.BOTH, backParameters, CouplingFlow.table(NumericArray.owned(x, 1, p)));
        // the backward log-determinant is that of dz/dx
        NumericArray base = NumericArray.of(Arrays.copyOf(both.toArray(), p), 1, p);
        return StandardNormal.logDensities(base)[0] + both.at(p) - logScale;
    }

    @Override
    public double[] draw(RandomStream random) {
        return of(StandardNormal.draw(1, centre.length(), random)).parameters().toArray();
    }
}
