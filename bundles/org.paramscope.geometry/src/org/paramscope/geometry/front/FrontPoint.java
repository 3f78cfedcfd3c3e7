package org.paramscope.geometry.front;

import java.util.Map;
import java.util.TreeMap;

/**
 * One model in a comparison of errors against complexity.
 *
 * @param name            of the model
 * @param kind            {@code model}, {@code merge}, {@code control} or {@code baseline}
 * @param complexity      number of parameters
 * @param validationError normalised, by which models are chosen; NaN without validation samples
 * @param testError       normalised, which is reported
 * @param low             lower end of the 95 % interval of the test error; NaN where too little is independent for one
 * @param high            upper end of the 95 % interval of the test error
 * @param link            what the point stands for, as key and value: model, layer, path, units
 */
public record FrontPoint(String name, String kind, int complexity, double validationError, double testError,
        double low, double high, Map<String, String> link) {

    public FrontPoint {
        link = java.util.Collections.unmodifiableMap(new TreeMap<>(link));
    }
}
