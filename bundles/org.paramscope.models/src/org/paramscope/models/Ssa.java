package org.paramscope.models;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Singular spectrum analysis as a model of windows [n, d]: projection onto the r leading left singular vectors of
 * the trajectory matrix, x = U'U x with U [r, d]. The parameters are the basis, counted once; it is determined up
 * to a rotation within the subspace. It reconstructs the window that it sees and predicts nothing. The fit is closed:
 * eigenvectors of the weighted, uncentred second moment of the windows. For the analysis of a whole series see
 * {@link SingularSpectrum}.
 */
public final class Ssa implements ModelType<Ssa.Settings> {

    /** @param components number of components r, at most the size of a window */
    public record Settings(
            @Setting(label = "Components", min = 1, max = 1024, help = "dimension of the signal subspace") int components) {
        public Settings() {
            this(4);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        checkComponents(settings.components(), shape);
        Graph graph = new Graph(shape);
        Node code = graph.head("latent", graph.linear("encoder", graph.input(), settings.components()));
        graph.head("reconstruction", graph.transposed("decoder", code, "encoder", false, IDENTITY));
        return graph.model(SQUARED_ERROR).withFitter(Ssa::fit);
    }

    static void checkComponents(int components, SampleShape shape) {
        if (components > shape.size()) {
            throw new SettingException("components", Integer.toString(components),
                    "1 to " + shape.size() + " is allowed, the size of a window");
        }
    }

    private static double[] fit(Model model, Samples samples, double[] weights, double[] start, Budget budget) {
        double[] origin = new double[samples.shape().size()];
        int components = model.layout().entry("encoder.weight").rows();
        return PrincipalSubspace.axes(samples.input(), weights, origin, components);
    }
}
