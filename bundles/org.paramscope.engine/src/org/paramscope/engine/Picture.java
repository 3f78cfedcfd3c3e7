package org.paramscope.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/** What a fitted model has learned, as data to be drawn; a viewer decides how. */
public sealed interface Picture {

    /** What is shown. */
    String title();

    /** Name and unit of the horizontal axis, as in {@code lag [samples]}. */
    String x();

    /** Name and unit of the vertical axis. */
    String y();

    /**
     * Curves over one abscissa.
     *
     * @param abscissa [k]
     * @param curves values [k] by name, in the order of the legend; not a number makes a gap
     */
    record Curves(String title, String x, String y, NumericArray abscissa, Map<String, NumericArray> curves) implements Picture {
        public Curves {
            curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
            for (Map.Entry<String, NumericArray> curve : curves.entrySet()) {
                requireShape(curve.getKey(), curve.getValue(), abscissa.length());
            }
        }
    }

    /**
     * Points of a plane in order of time.
     *
     * @param points [n, 2]
     * @param connected whether a line leads from each to the next
     */
    record Points(String title, String x, String y, NumericArray points, boolean connected) implements Picture {
        public Points {
            requireShape("points", points, points.size(0), 2);
        }
    }

    /**
     * A matrix as an image, row 0 at the top.
     *
     * @param values [rows, columns]
     * @param signed whether 0 is the middle of the colours
     */
    record Image(String title, String x, String y, NumericArray values, boolean signed) implements Picture {
        public Image {
            if (values.rank() != 2) {
                throw new ShapeException("an image has the shape [rows, columns], not " + values);
            }
        }
    }

    /**
     * A vector field over a plane with the ways of some states through it.
     *
     * @param positions [n, 2]
     * @param directions at the positions, [n, 2]
     * @param trajectories [steps, 2] each, by name
     */
    record Field(String title, String x, String y, NumericArray positions, NumericArray directions, Map<String, NumericArray> trajectories)
            implements Picture {
        public Field {
            requireShape("positions", positions, positions.size(0), 2);
            requireShape("directions", directions, positions.size(0), 2);
            trajectories = Collections.unmodifiableMap(new LinkedHashMap<>(trajectories));
            trajectories.forEach((name, way) -> requireShape(name, way, way.size(0), 2));
        }
    }

    /** The codes of the shown samples in the plane of the first two coordinates of the head {@code latent}; over time when it has one. */
    static List<Picture> ofCodes(FittedModel fitted) {
        if (!fitted.model().heads().containsKey("latent") || fitted.shown().count() == 0) {
            return List.of();
        }
        NumericArray codes = fitted.model().head("latent", fitted.parameters(), fitted.shown());
        if (codes.size(1) == 1) {
            int[] starts = fitted.shown().starts();
            double[] times = new double[starts.length];
            for (int i = 0; i < times.length; i++) {
                times[i] = starts[i];
            }
            return List.of(new Curves("Code of held-out windows", "start of the window [samples]", "code", NumericArray.of(times),
                    Map.of("code", codes.reshape(codes.size(0)))));
        }
        double[] plane = new double[2 * codes.size(0)];
        for (int i = 0; i < codes.size(0); i++) {
            plane[2 * i] = codes.at(i * codes.size(1));
            plane[2 * i + 1] = codes.at(i * codes.size(1) + 1);
        }
        return List.of(new Points("Codes of held-out windows", "code 1", "code 2", NumericArray.of(plane, codes.size(0), 2), true));
    }

    private static void requireShape(String name, NumericArray values, int... shape) {
        if (!java.util.Arrays.equals(values.shape(), shape)) {
            throw new ShapeException("'" + name + "' has the shape " + java.util.Arrays.toString(shape) + " in a picture, not " + values);
        }
    }
}
