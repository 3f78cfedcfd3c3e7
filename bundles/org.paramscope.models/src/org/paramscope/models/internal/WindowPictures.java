package org.paramscope.models.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Picture;
import org.paramscope.engine.linalg.Lapack;

/** Pictures of models whose parameters are shapes of a window. */
public final class WindowPictures {

    private static final int MOST_CURVES = 8;
    private static final int MOST_CHANNELS = 4;

    private WindowPictures() {
    }

    /**
     * The leading shapes as curves over the time within a window, a picture for each of the first channels.
     *
     * @param shapes [k][length x channels], time step by time step
     */
    public static List<Picture> shapes(String title, String name, double[][] shapes, int channels) {
        int length = shapes[0].length / channels;
        List<Picture> pictures = new ArrayList<>();
        for (int c = 0; c < Math.min(channels, MOST_CHANNELS); c++) {
            Map<String, NumericArray> curves = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(shapes.length, MOST_CURVES); i++) {
                double[] curve = new double[length];
                for (int t = 0; t < length; t++) {
                    curve[t] = shapes[i][t * channels + c];
                }
                curves.put(name + " " + (i + 1), NumericArray.owned(curve));
            }
            pictures.add(new Picture.Curves(channels == 1 ? title : title + ", channel " + (c + 1), "time in the window [samples]",
                    "weight", counting(0, length), curves));
        }
        return pictures;
    }

    /** The root mean square of the training windows about a centre along each of their principal axes, descending. */
    public static Picture spectrum(String title, FittedModel fitted, double[] centre) {
        double[] weights = fitted.training().weights().toArray();
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double scale = total;
        double[] spread = Arrays.stream(Lapack.symmetricEigenvalues(
                PrincipalSubspace.moment(fitted.training().input(), weights, centre)).toArray())
                .map(eigenvalue -> Math.sqrt(Math.max(0, eigenvalue) / scale)).toArray();
        return new Picture.Curves(title, "component", "root mean square", counting(1, spread.length + 1),
                Map.of("all components", NumericArray.owned(spread)));
    }

    /** The integers from one (included) to another (excluded). */
    public static NumericArray counting(int from, int to) {
        return NumericArray.owned(IntStream.range(from, to).asDoubleStream().toArray());
    }
}
