package org.paramscope.estimators.archive;

import java.util.List;
import org.paramscope.engine.UnitLayer;

/** What a symmetry does to a parameter vector: first to the incoming entries of units, then to the outgoing ones. */
final class Units {

    private Units() {
    }

    /** Unit i becomes what unit order[i] was, its incoming entries but for gates times in[i], its outgoing ones times out[i]. */
    static double[] moved(UnitLayer layer, double[] w, int[] order, double[] in, double[] out) {
        return side(layer.outgoing(), side(layer.incoming(), w, order, in, layer.gates()), order, out, List.of());
    }

    private static double[] side(int[][] entries, double[] w, int[] order, double[] factor, List<Integer> gates) {
        double[] moved = w.clone();
        for (int i = 0; i < entries.length; i++) {
            for (int k = 0; k < entries[i].length; k++) {
                moved[entries[i][k]] = (gates.contains(k) ? 1 : factor[i]) * w[entries[order[i]][k]];
            }
        }
        return moved;
    }
}
