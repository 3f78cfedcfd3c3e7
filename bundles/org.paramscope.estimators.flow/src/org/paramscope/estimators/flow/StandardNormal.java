package org.paramscope.estimators.flow;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

/** The density N(0, I) of base values. */
final class StandardNormal {

    private StandardNormal() {
    }

    /** Draws, [n, d]. */
    static NumericArray draw(int n, int d, RandomStream random) {
        double[] z = new double[Math.multiplyExact(n, d)];
        Arrays.setAll(z, i -> random.gaussian());
        return NumericArray.owned(z, n, d);
    }

    /** The log-densities of the rows of [n, d], [n]. */
    static double[] logDensities(NumericArray rows) {
        int d = rows.size(1);
        double[] logs = new double[rows.size(0)];
        Arrays.fill(logs, -d * Math.log(2 * Math.PI) / 2);
        for (int i = 0; i < rows.length(); i++) {
            logs[i / d] -= rows.at(i) * rows.at(i) / 2;
        }
        return logs;
    }
}
