package org.paramscope.models.autoencoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Convolution;
import org.paramscope.engine.graph.Recurrence;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.graph.TransposedConvolution;

/**
 * How many nonlinear units of a network say nothing: a dead unit has the same value for all windows, a saturated one stands at
 * a bound of its activation for nearly all. Counts affine, convolutional and recurrent layers outside of sub-graphs.
 */
public final class UnitActivity {

    /** A unit whose values differ by less says the same of all windows. */
    private static final double DEAD = 1e-3;
    /** A unit is saturated within this share of its range at either end ... */
    private static final double EDGE = 0.01;
    /** ... in this share of its values. */
    private static final double MOSTLY = 0.95;
    private static final int ROWS = 500;

    private UnitActivity() { }

    /** Dead and saturated units as counts, with a warning where they are more than half; nothing for a linear model. */
    public static List<Fact> of(FittedModel fitted) {
        Model model = fitted.model();
        if (fitted.shown().count() == 0) {
            return List.of();
        }
        Samples rows = fitted.shown().select(IntStream.range(0, Math.min(ROWS, fitted.shown().count())).toArray());
        int units = 0;
        int dead = 0;
        int saturated = 0;
        for (int position = 0; position < model.blocks().size(); position++) {
            Layer layer = layer(model, position);
            if (layer != null) {
                NumericArray values = values(model, position, fitted.parameters(), rows);
                units += layer.units();
                for (int unit = 0; unit < layer.units(); unit++) {
                    double[] seen = unit(values, layer.features(), unit);
                    boolean constant = spread(seen) < DEAD;
                    dead += constant ? 1 : 0;
                    saturated += !constant && saturated(layer, seen) ? 1 : 0;
                }
            }
        }
        return units == 0 ? List.of() : List.of(fact("dead units", dead, units, "with one value for all windows"),
                fact("saturated units", saturated, units, "at a bound of their range nearly always"));
    }

    private static Fact fact(String name, int count, int units, String words) {
        return new Fact(name, count, "of " + units + ", " + words, 2 * count > units);
    }

    /** A layer of bounded or rectified units; the last axis of its value holds them first. */
    private record Layer(int units, int features, double low, double high) { }

    private static Layer layer(Model model, int position) {
        Block block = model.blocks().get(position);
        int features = Shapes.of(model.blocks()).get(position).features();
        return switch (block) {
            case Affine affine -> layer(affine.activation(), features);
            case Convolution convolution -> layer(convolution.activation(), features);
            case TransposedConvolution convolution -> layer(convolution.activation(), features);
            case Recurrence recurrence -> new Layer(recurrence.hidden(), features, -1, 1);
            default -> null;
        };
    }

    private static Layer layer(Activation activation, int features) {
        return switch (activation) {
            case TANH -> new Layer(features, features, -1, 1);
            case SIGMOID -> new Layer(features, features, 0, 1);
            case RELU -> new Layer(features, features, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            default -> null;
        };
    }

    private static NumericArray values(Model model, int position, double[] parameters, Samples rows) {
        Map<String, Integer> heads = new LinkedHashMap<>(model.heads());
        String layer = "values of block " + position;
        heads.put(layer, position);
        return Model.of(model.shape(), model.blocks(), heads, model.loss()).head(layer, parameters, rows);
    }

    private static double[] unit(NumericArray values, int features, int unit) {
        return IntStream.range(0, values.length() / features).mapToDouble(i -> values.at(i * features + unit)).toArray();
    }

    private static double spread(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high - low;
    }

    private static boolean saturated(Layer layer, double[] values) {
        double edge = EDGE * (layer.high() - layer.low());
        long atBound = IntStream.range(0, values.length)
                .filter(i -> values[i] < layer.low() + edge || values[i] > layer.high() - edge).count();
        return Double.isFinite(edge) && atBound >= MOSTLY * values.length;
    }
}
