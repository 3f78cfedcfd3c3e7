package org.paramscope.models;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/**
 * Principal component analysis of windows [n, d]: code z = W (x - m), reconstruction W'z + m with orthonormal
 * rows W [k, d] and mean m. As an affine graph with a tied decoder its encoder bias -W m follows from the rest, so
 * the complexity is d k + d. It reconstructs the window that it sees and predicts nothing. The fit is closed:
 * eigenvectors of the weighted covariance of the windows.
 */
public final class Pca implements ModelType<Pca.Settings> {

    /** @param components number of components k, at most the size of a window */
    public record Settings(
            @Setting(label = "Components", min = 1, max = 1024, help = "dimension of the code") int components) {
        public Settings() {
            this(4);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Ssa.checkComponents(settings.components(), shape);
        Graph graph = new Graph(shape);
        Node code = graph.head("latent", graph.dense("encoder", graph.input(), settings.components(), IDENTITY));
        graph.head("reconstruction", graph.transposed("decoder", code, "encoder", true, IDENTITY));
        return graph.model(SQUARED_ERROR).withFitter(Pca::fit)
                .withComplexity(shape.size() * settings.components() + shape.size());
    }

    private static double[] fit(Model model, Samples samples, double[] weights, double[] start, Budget budget) {
        ParameterLayout layout = model.layout();
        ParameterLayout.Entry weight = layout.entry("encoder.weight");
        double[] mean = PrincipalSubspace.mean(samples.input(), weights);
        double[] axes = PrincipalSubspace.axes(samples.input(), weights, mean, weight.rows());
        double[] parameters = new double[layout.size()];
        System.arraycopy(axes, 0, parameters, weight.offset(), axes.length);
        System.arraycopy(mean, 0, parameters, layout.entry("decoder.bias").offset(), mean.length);
        int bias = layout.entry("encoder.bias").offset();
        for (int i = 0; i < weight.rows(); i++) {
            for (int j = 0; j < mean.length; j++) {
                parameters[bias + i] -= axes[i * mean.length + j] * mean[j];
            }
        }
        return parameters;
    }
}
