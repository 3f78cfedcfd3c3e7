package org.paramscope.models.linear;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Picture;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.models.internal.PrincipalSubspace;
import org.paramscope.models.internal.SubspaceForecaster;
import org.paramscope.models.internal.WindowPictures;
import org.paramscope.models.spectral.SignalSubspace;
import org.paramscope.models.spectral.Ssa;

/**
 * Principal component analysis of windows [n, d], the rows of the transposed trajectory matrix: code z = W (x - m),
 * reconstruction W'z + m with orthonormal rows W [k, d] and mean m. As an affine graph with a tied decoder its encoder bias
 * -W m follows from the rest, so the complexity is d k + d. It reconstructs the window that it sees, and forecasts by the
 * affine recurrence of its subspace. The fit is closed: eigenvectors of the weighted covariance of the windows.
 */
public final class Pca implements ModelType<Pca.Settings> {

    /** @param components number of components k, at most the size of a window */
    public record Settings(
            @Setting(label = "Components", min = 1, max = 1024, help = "dimension of the code",
                    search = {"2", "4", "6", "8", "12"}) int components) {
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
        return graph.model(SQUARED_ERROR).withFitter(Pca::fit).withForecaster(new SubspaceForecaster(Pca::subspace, false))
                .withComplexity(shape.size() * settings.components() + shape.size());
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        double[] weights = fitted.training().weights().toArray();
        NumericArray covariance = PrincipalSubspace.moment(fitted.training().input(), weights,
                PrincipalSubspace.mean(fitted.training().input(), weights));
        double total = 0;
        for (int i = 0; i < covariance.size(0); i++) {
            total += covariance.get(i, i);
        }
        List<Fact> facts = new ArrayList<>();
        double sum = 0;
        double[][] axes = axes(fitted.model(), fitted.parameters());
        for (int k = 0; k < axes.length; k++) {
            double share = variance(covariance, axes[k]) / total;
            sum += share;
            facts.add(Fact.of("explained variance of component " + (k + 1), share, "share of the training variance"));
        }
        facts.add(Fact.of("explained variance", sum, "share of the training variance, all components"));
        return facts;
    }

    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        double[] mean = part(fitted.model(), fitted.parameters(), "decoder.bias");
        List<Picture> pictures = new ArrayList<>(WindowPictures.shapes("Principal components", "component",
                axes(fitted.model(), fitted.parameters()), fitted.model().shape().channels()));
        pictures.add(WindowPictures.spectrum("Principal values of the training windows", fitted, mean));
        pictures.addAll(Picture.ofCodes(fitted));
        return pictures;
    }

    private static SignalSubspace subspace(Model model, double[] parameters) {
        return SignalSubspace.of(axes(model, parameters), part(model, parameters, "decoder.bias"), model.shape().channels());
    }

    private static double[][] axes(Model model, double[] parameters) {
        int rows = model.layout().entry("encoder.weight").rows();
        return NumericArray.owned(part(model, parameters, "encoder.weight"), rows, model.shape().size()).toRows();
    }

    private static double[] part(Model model, double[] parameters, String name) {
        ParameterLayout.Entry entry = model.layout().entry(name);
        return Arrays.copyOfRange(parameters, entry.offset(), entry.offset() + entry.size());
    }

    private static double variance(NumericArray covariance, double[] axis) {
        int d = axis.length;
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                sum += axis[i] * covariance.at(i * d + j) * axis[j];
            }
        }
        return sum;
    }

    private static double[] fit(Model model, Samples samples, double[] weights, double[] start, Budget budget) {
        ParameterLayout layout = model.layout();
        ParameterLayout.Entry weight = layout.entry("encoder.weight");
        double[] mean = PrincipalSubspace.mean(samples.input(), weights);
        double[] axes = PrincipalSubspace.axes(PrincipalSubspace.moment(samples.input(), weights, mean), weight.rows());
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
