package org.paramscope.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.graph.Select;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.graph.Loss;

/** The same graph in SameDiff, whose automatic differentiation shares nothing with ours. */
final class SameDiffOracle {

    private final Model model;
    private final SameDiff sd = SameDiff.create();
    private final List<SDVariable> nodes = new ArrayList<>();

    SameDiffOracle(Model model, double[] parameters, Samples samples) {
        this.model = model;
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            double[] values = java.util.Arrays.copyOfRange(parameters, entry.offset(), entry.offset() + entry.size());
            sd.var(entry.name(), Nd4j.create(values, new long[] {entry.rows(), entry.columns()}, 'c'));
        }
        for (Block block : model.blocks()) {
            nodes.add(node(block, samples));
        }
        SDVariable output = nodes.get(model.heads().get(Model.OUTPUT));
        SDVariable target = constant("target", samples.target());
        SDVariable each = model.loss().equals(Loss.SQUARED_ERROR)
                ? sd.math.square(output.sub(target)).mean(1)
                : target.mul(sd.math.log(sd.nn.softmax(output, 1))).sum(1).neg();
        double sum = samples.weights().toNd4j().sumNumber().doubleValue();
        each.mul(constant("weights", samples.weights()).div(sum)).sum().rename("loss");
        sd.setLossVariables("loss");
    }

    double loss() {
        return sd.getVariable("loss").eval().getDouble(0);
    }

    double[] gradient() {
        Map<String, INDArray> found = sd.calculateGradients(Map.of(),
                model.layout().entries().stream().map(ParameterLayout.Entry::name).toList());
        double[] gradient = new double[model.parameters()];
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            INDArray part = found.get(entry.name());
            if (part != null) { // otherwise the loss does not look at it
                System.arraycopy(part.dup('c').data().asDouble(), 0, gradient, entry.offset(), entry.size());
            }
        }
        return gradient;
    }

    private SDVariable node(Block block, Samples samples) {
        return switch (block) {
            case Input input -> constant(input.name(), input.name().equals(Input.PAST) ? samples.past() : samples.input());
            case Select select -> {
                // as products with matrices of zeros and ones: the gradient of SameDiff's gather is broken
                SDVariable sum = null;
                int first = 0;
                for (int source : select.sources()) {
                    int width = Shapes.of(model.blocks()).get(source).size();
                    SDVariable part = nodes.get(source).mmul(choice(select, source, first, width));
                    sum = sum == null ? part : sum.add(part);
                    first += width;
                }
                yield sum;
            }
            case Affine affine -> {
                String owner = affine.transposeOf().map(p -> model.blocks().get(p).name()).orElse(affine.name());
                SDVariable weight = sd.getVariable(owner + ".weight");
                SDVariable turned = affine.transposeOf().isPresent() ? weight : sd.transpose(weight);
                SDVariable sums = nodes.get(affine.source()).mmul(turned);
                if (affine.bias()) {
                    sums = sums.add(sd.transpose(sd.getVariable(affine.name() + ".bias")));
                }
                yield activated(affine.activation(), sums);
            }
            default -> throw new IllegalArgumentException("no oracle for " + block);
        };
    }

    private SDVariable choice(Select select, int source, int first, int width) {
        double[] ones = new double[width * select.indices().size()];
        for (int i = 0; i < select.indices().size(); i++) {
            int row = select.indices().get(i) - first;
            if (row >= 0 && row < width) {
                ones[row * select.indices().size() + i] = 1;
            }
        }
        return constant("choice." + source, NumericArray.owned(ones, width, select.indices().size()));
    }

    private SDVariable activated(Activation activation, SDVariable x) {
        return switch (activation) {
            case IDENTITY -> x;
            case TANH -> sd.math.tanh(x);
            case SIGMOID -> sd.nn.sigmoid(x);
            case RELU -> sd.nn.relu(x, 0);
            case SOFTMAX -> sd.nn.softmax(x, 1);
            case SOFTPLUS -> sd.nn.softplus(x);
            case GELU -> x.mul(0.5).mul(sd.math.erf(x.mul(Math.sqrt(0.5))).add(1));
        };
    }

    private SDVariable constant(String name, NumericArray values) {
        return sd.constant(name + "." + nodes.size(), values.toNd4j());
    }
}
