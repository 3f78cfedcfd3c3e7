package org.paramscope.models.variational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.random.RandomStream;

/**
 * The decoder of a variational autoencoder by itself: windows from codes. It is the model's own graph with the drawn code as an
 * input, so that it decodes with the same parameters after units were merged, too.
 */
final class Decoder {

    private static final String CODE = "code";

    private final Model model;
    private final double[] parameters;
    private final int width;

    private Decoder(Model model, double[] parameters, int width) {
        this.model = model;
        this.parameters = parameters;
        this.width = width;
    }

    /** The decoder of a model that {@link LatentGaussian} closed. */
    static Decoder of(Model model, double[] parameters) {
        List<Block> blocks = new ArrayList<>(model.blocks());
        int position = IntStream.range(0, blocks.size()).filter(i -> blocks.get(i).name().equals(LatentGaussian.DRAW)).findFirst()
                .orElseThrow();
        int width = Shapes.of(blocks).get(position).size();
        blocks.set(position, new Input(CODE, Shape.of(width)));
        return new Decoder(Model.of(model.shape(), blocks, model.heads(), model.loss()), parameters, width);
    }

    /** Width of a code. */
    int width() {
        return width;
    }

    /** The means of windows, [n, length x channels], for codes [n, k]. */
    NumericArray means(NumericArray codes) {
        return model.predict(parameters, samples(codes));
    }

    /** The log-variances of every window around its mean, [length x channels]. */
    double[] logVariances() {
        return model.head(LatentGaussian.NOISE, parameters, samples(NumericArray.zeros(1, width))).toArray();
    }

    /** Codes drawn from the prior N(0, I), [count, k]. */
    NumericArray codes(int count, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "prior");
        return NumericArray.owned(IntStream.range(0, count * width).mapToDouble(i -> stream.gaussian()).toArray(), count, width);
    }

    /** Windows drawn from the model, [count, length x channels]: codes from the prior N(0, I), noise from the likelihood. */
    NumericArray draw(int count, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "likelihood");
        double[] windows = means(codes(count, seed)).toArray();
        double[] logVariances = logVariances();
        for (int i = 0; i < windows.length; i++) {
            windows[i] += Math.exp(logVariances[i % logVariances.length] / 2) * stream.gaussian();
        }
        return NumericArray.owned(windows, count, logVariances.length);
    }

    /** The graph may look at the window for its size, not for its values. */
    private Samples samples(NumericArray codes) {
        int n = codes.size(0);
        NumericArray windows = NumericArray.zeros(n, model.shape().size());
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return new Samples(model.shape(), Map.of(Samples.WINDOW, windows, CODE, codes), Map.of(Samples.TARGET, windows),
                NumericArray.owned(ones), new int[n], new int[n], n);
    }
}
