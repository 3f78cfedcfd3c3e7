package org.paramscope.geometry.metric;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.Gaussian;

/** The Euclidean distance of the means; covariances do not enter. */
public final class Euclid implements Metric<Euclid.Settings> {

    /** Nothing to set. */
    public record Settings() {
    }

    @Override
    public double distance(Gaussian a, Gaussian b, Settings settings) {
        return Math.sqrt(squared(a.mean(), b.mean()));
    }

    @Override
    public String tensor() {
        return "means";
    }

    static double squared(NumericArray a, NumericArray b) {
        double sum = 0;
        for (int i = 0; i < a.length(); i++) {
            double difference = a.at(i) - b.at(i);
            sum += difference * difference;
        }
        return sum;
    }
}
