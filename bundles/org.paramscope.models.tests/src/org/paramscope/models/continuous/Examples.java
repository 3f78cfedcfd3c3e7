package org.paramscope.models.continuous;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Control.Interpolation;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.continuous.NeuralOde.Coordinates;

/** Small models and random samples that the tests share. */
final class Examples {

    static final int PAST = 6;
    static final int LENGTH = 8;

    private Examples() { }

    static Model ode(Coordinates coordinates, Start start, SampleShape shape) {
        return new NeuralOde().build(new NeuralOde.Settings(coordinates, 2, 5, 3, 2, start, 2), shape);
    }

    static Model latent(Start start, SampleShape shape) {
        return new LatentOde().build(new LatentOde.Settings(4, 2, 5, start, 0.5, 1), shape);
    }

    static Model cde(Start start, Interpolation path, SampleShape shape) {
        return new NeuralCde().build(new NeuralCde.Settings(3, 4, 2, 5, path, start, 1), shape);
    }

    /** Normal values where they were observed, increasing times. */
    static Samples random(SampleShape shape, int count, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "samples");
        int all = shape.past() + shape.length();
        double[] mask = IntStream.range(0, count * all * shape.channels()).mapToDouble(i -> shape.gaps() && stream.below(4) == 0 ? 0 : 1).toArray();
        double[] times = new double[count * all];
        for (int n = 0; n < count; n++) {
            for (int k = 1; k < all; k++) {
                times[n * all + k] = times[n * all + k - 1] + (shape.irregular() ? 0.5 + stream.uniform() : 1);
            }
            double origin = times[n * all + shape.past()];
            for (int k = 0; k < all; k++) {
                times[n * all + k] -= origin;
            }
        }
        double[] past = new double[count * shape.before()];
        double[] window = new double[count * shape.size()];
        for (int i = 0; i < mask.length; i++) {
            int n = i / (all * shape.channels());
            int k = i % (all * shape.channels());
            double value = stream.gaussian() * mask[i];
            if (k < shape.before()) {
                past[n * shape.before() + k] = value;
            } else {
                window[n * shape.size() + k - shape.before()] = value;
            }
        }
        return samples(shape, NumericArray.owned(window, count, shape.size()), NumericArray.owned(past, count, shape.before()),
                NumericArray.owned(times, count, all), NumericArray.owned(mask, count, all * shape.channels()));
    }

    static Samples samples(SampleShape shape, NumericArray window, NumericArray past, NumericArray times, NumericArray mask) {
        Map<String, NumericArray> inputs = new HashMap<>(Map.of(Samples.WINDOW, window, Samples.PAST, past));
        if (shape.irregular()) {
            inputs.put(Samples.TIMES, times);
        }
        if (shape.gaps()) {
            inputs.put(Samples.OBSERVED, mask);
        }
        int count = window.size(0);
        double[] weights = IntStream.range(0, count).mapToDouble(n -> 1 + n % 3).toArray();
        return new Samples(shape, inputs, Map.of(Samples.TARGET, window), NumericArray.owned(weights), new int[count], new int[count], count);
    }

    static double[] parameters(Model model, long seed) {
        return model.initial(RandomStream.of(seed, 0, "parameters"));
    }
}
