package org.paramscope.models.recurrent;

import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Picture;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.linalg.Lapack;

/** The states of a recurrent layer in the plane in which they vary most. */
final class HiddenStates {

    /** The head with the states [steps, hidden]. */
    static final String HEAD = "states";
    private static final int ROWS = 200;

    private HiddenStates() { }

    /**
     * The way of the state through the first of the shown samples, in the plane of the two leading principal components of the
     * states of up to 200 of them; nothing without samples or with a single unit.
     */
    static List<Picture> portrait(FittedModel fitted) {
        int hidden = Shapes.of(fitted.model().blocks()).get(fitted.model().heads().get(HEAD)).features();
        if (fitted.shown().count() == 0 || hidden < 2) {
            return List.of();
        }
        Samples rows = fitted.shown().select(IntStream.range(0, Math.min(ROWS, fitted.shown().count())).toArray());
        NumericArray states = fitted.model().head(HEAD, fitted.parameters(), rows);
        int steps = states.size(1) / hidden;
        NumericArray centred = centred(states.reshape(rows.count() * steps, hidden));
        NumericArray axes = Lapack.symmetricEigen(Lapack.multiplyTransposed(centred, centred)).vectors().transpose().rows(0, 2);
        return List.of(new Picture.Points("Hidden state through a window", "component 1", "component 2",
                Lapack.multiplyByTransposed(centred.rows(0, steps), axes), true));
    }

    private static NumericArray centred(NumericArray states) {
        int n = states.size(0);
        int hidden = states.size(1);
        double[] mean = new double[hidden];
        for (int i = 0; i < states.length(); i++) {
            mean[i % hidden] += states.at(i) / n;
        }
        return NumericArray.owned(IntStream.range(0, states.length()).mapToDouble(i -> states.at(i) - mean[i % hidden]).toArray(), n, hidden);
    }
}
