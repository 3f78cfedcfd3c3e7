package org.paramscope.models.density;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.Picture;

/** Whole windows drawn as signals over time. */
public final class WindowCurves {

    /** More channels than these would be more pictures than a reader looks at. */
    private static final int MOST_CHANNELS = 3;

    private WindowCurves() {
    }

    /**
     * One picture a channel, of the first three channels at most.
     *
     * @param windows values [length x channels], time step by time step, by name in the order of the legend
     */
    public static List<Picture> of(String title, SampleShape shape, Map<String, NumericArray> windows) {
        double[] steps = new double[shape.length()];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = t;
        }
        List<Picture> pictures = new ArrayList<>();
        for (int c = 0; c < Math.min(MOST_CHANNELS, shape.channels()); c++) {
            int channel = c;
            Map<String, NumericArray> curves = new LinkedHashMap<>();
            windows.forEach((name, values) -> curves.put(name, values.reshape(shape.length(), shape.channels()).column(channel)));
            String suffix = shape.channels() == 1 ? "" : ", channel " + (c + 1);
            pictures.add(new Picture.Curves(title + suffix, "time in the window [samples]", "value [standard deviations]",
                    NumericArray.of(steps), curves));
        }
        return pictures;
    }
}
