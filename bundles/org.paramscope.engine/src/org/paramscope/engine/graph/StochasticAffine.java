package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;

/**
 * y = f(W x + b) with normally distributed, independent weights and biases, by the local reparameterisation (Kingma, Salimans,
 * Welling 2015): W x + b is normal with the mean M x + m and the variance exp(R) x^2 + exp(r), entry by entry, and is drawn
 * for each sample and each position anew. Parameters are M ({@code weight}), m ({@code bias}), R ({@code weightLogVariance})
 * and r ({@code biasLogVariance}). Predictions take the mean. What tells draws apart is said at {@link GaussianSample}.
 *
 * @param source position of the block that yields x
 * @param width of y
 * @param bias whether there is b
 * @param pointwise whether the layer acts on the last axis at every time step or pixel
 * @param priorVariance above 0: weights and biases are N(0, priorVariance) before anything is learned, see
 *        {@link Loss.Kind#WEIGHT_DIVERGENCE}
 * @param initialLogVariance where R and r start
 */
public record StochasticAffine(String name, int source, int width, boolean bias, Activation activation, boolean pointwise,
        double priorVariance, double initialLogVariance) implements Block {

    public StochasticAffine {
        if (width < 1) {
            throw new ShapeException("block '" + name + "': its width is " + width + ", at least 1 is needed");
        }
        if (!(priorVariance > 0) || !Double.isFinite(priorVariance)) {
            throw new SettingException("priorVariance", Double.toString(priorVariance), "a finite number above 0 is needed");
        }
        if (!Double.isFinite(initialLogVariance)) {
            throw new SettingException("initialLogVariance", Double.toString(initialLogVariance), "a finite number is needed");
        }
    }

    /** The same layer with uncertain weights. */
    public static StochasticAffine of(Affine affine, double priorVariance, double initialLogVariance) {
        return new StochasticAffine(affine.name(), affine.source(), affine.width(), affine.bias(), affine.activation(),
                affine.pointwise(), priorVariance, initialLogVariance);
    }

    /** Length of x. */
    public int inputs(Shape in) {
        return pointwise ? in.features() : in.size();
    }

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        return pointwise ? in.getFirst().withFeatures(width) : Shape.of(width);
    }

    @Override
    public List<Parameter> parameters(List<Shape> in) {
        int inputs = inputs(in.getFirst());
        Initial logVariance = new Initial(initialLogVariance, 0);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("weight", width, inputs, Initial.glorot(inputs, width)));
        if (bias) {
            parameters.add(new Parameter("bias", width, 1, Initial.ZERO));
        }
        parameters.add(new Parameter("weightLogVariance", width, inputs, logVariance));
        if (bias) {
            parameters.add(new Parameter("biasLogVariance", width, 1, logVariance));
        }
        return parameters;
    }

    @Override
    public long flop(List<Shape> in) {
        long positions = pointwise ? in.getFirst().positions() : 1;
        int inputs = inputs(in.getFirst());
        return positions * (inputs + width * (4L * inputs + 3 + (activation == Activation.IDENTITY ? 0 : 1)));
    }

    @Override
    public String describe(List<String> names) {
        String x = names.getFirst();
        String sum = "N(M " + x + (bias ? " + m" : "") + ", exp(R) " + x + "^2" + (bias ? " + exp(r)" : "") + ")";
        return (activation == Activation.IDENTITY ? sum : activation.name().toLowerCase() + "(" + sum + ")")
                + (pointwise ? ", at each position" : "");
    }

    @Override
    public StochasticAffine withSources(List<Integer> positions) {
        return new StochasticAffine(name, positions.getFirst(), width, bias, activation, pointwise, priorVariance, initialLogVariance);
    }

    @Override
    public StochasticAffine withWidth(int newWidth) {
        return new StochasticAffine(name, source, newWidth, bias, activation, pointwise, priorVariance, initialLogVariance);
    }
}
