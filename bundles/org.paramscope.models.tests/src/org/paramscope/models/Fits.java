package org.paramscope.models;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;
import org.paramscope.engine.Budget;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;

/** What tests of model types do again and again. */
public final class Fits {

    private Fits() {
    }

    /** All windows of a series of one channel, with values before each. */
    public static Samples windows(double[] series, int length, int past) {
        return windows(NumericArray.of(series, series.length, 1), length, past);
    }

    /** All windows of a series [T, C], with values before each. */
    public static Samples windows(NumericArray series, int length, int past) {
        return Windows.of(series, List.of(), new WindowPlan(length, 1, past));
    }

    /** The closed fit to samples with their likelihood weights. */
    public static double[] fit(Model model, Samples samples) {
        return fit(model, samples, samples.weights().toArray());
    }

    /** The closed fit to weighted samples. */
    public static double[] fit(Model model, Samples samples, double[] weights) {
        return model.fitter().fit(model, samples, weights, new double[model.parameters()], Budget.steps(1));
    }

    /** The fitted model with no samples held out. */
    public static FittedModel fitted(Model model, Samples samples) {
        return new FittedModel(model, fit(model, samples), samples, samples.select(new int[0]), 1);
    }

    /** The last of some samples alone. */
    public static Samples last(Samples samples) {
        return samples.select(new int[] {samples.count() - 1});
    }

    /** A function of time from one instant to another. */
    public static double[] series(int from, int to, IntToDoubleFunction value) {
        return IntStream.range(from, to).mapToDouble(value).toArray();
    }
}
