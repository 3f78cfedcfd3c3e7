package org.paramscope.estimators.flow;

import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.Picture;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.density.PrincipalSubspace;

/** The density of parameter vectors that a flow has learned in a principal subspace, with a normal complement. Safe for any thread. */
public final class FlowDensity implements ParameterDensity {

    private static final int SHOWN = 1000;

    private final PrincipalSubspace subspace;
    private final Model toBase;
    private final Model fromBase;
    private final double[] parameters;
    private final double[] backParameters;

    FlowDensity(PrincipalSubspace subspace, CouplingFlow flow, double[] parameters) {
        this.subspace = subspace;
        this.toBase = flow.density();
        this.fromBase = flow.backward();
        this.parameters = parameters;
        this.backParameters = fromBase.layout().arrange(toBase.layout(), parameters);
    }

    /** The subspace in which the flow is. */
    public PrincipalSubspace subspace() {
        return subspace;
    }

    @Override
    public double logDensity(double[] w) {
        return logDensities(NumericArray.of(w, 1, w.length))[0];
    }

    @Override
    public double[] draw(RandomStream random) {
        return draw(1, random).toArray();
    }

    /** The log-densities of parameter vectors [n, p]: [n]. */
    public double[] logDensities(NumericArray rows) {
        double[] logs = subspace.complement(rows);
        NumericArray inside = toBase.head(CouplingFlow.LOG_DENSITY, parameters, CouplingFlow.table(subspace.coordinates(rows)));
        for (int i = 0; i < logs.length; i++) {
            logs[i] += inside.at(i);
        }
        return logs;
    }

    /** Parameter vectors drawn from the density: [n, p]. */
    public NumericArray draw(int n, RandomStream random) {
        return subspace.parameters(images(StandardNormal.draw(n, subspace.dimension(), random)), random);
    }

    /** The base values of parameter vectors [n, p]: [n, d], independent and normal if the flow is right. */
    public NumericArray base(NumericArray rows) {
        return toBase.predict(parameters, CouplingFlow.table(subspace.coordinates(rows)));
    }

    /** The coordinates in the subspace of base values [n, d]: [n, d]. */
    public NumericArray images(NumericArray base) {
        return fromBase.predict(backParameters, CouplingFlow.table(base));
    }

    /** Normal base values and their images: the first two coordinates of each. */
    public List<Picture> pictures(long seed) {
        NumericArray base = StandardNormal.draw(SHOWN, subspace.dimension(), RandomStream.of(seed, 0, "flow picture"));
        return List.of(new Picture.Points("Base values", "base value 1", "base value 2", plane(base), false),
                new Picture.Points("Their images in the principal subspace", "principal axis 1 [standard deviations]",
                        "principal axis 2 [standard deviations]", plane(images(base)), false));
    }

    private static NumericArray plane(NumericArray rows) {
        double[] plane = new double[2 * rows.size(0)];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = rows.at(i / 2 * rows.size(1) + i % 2);
        }
        return NumericArray.owned(plane, rows.size(0), 2);
    }
}
