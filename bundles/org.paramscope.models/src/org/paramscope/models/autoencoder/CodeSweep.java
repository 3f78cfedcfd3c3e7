package org.paramscope.models.autoencoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;

/**
 * What a decoder makes of a code: one coordinate moves, the others stay at their means. Works for any graph whose head {@code
 * latent} lies before its head {@value Model#OUTPUT}: the graph is cut there, and the code becomes an input.
 */
public final class CodeSweep {

    private static final String CODE = "swept code";
    private static final double[] DEVIATIONS = {-2, -1, 0, 1, 2};
    private static final int COORDINATES = 4;
    private static final int CHANNELS = 3;

    private CodeSweep() { }

    /**
     * One picture for each of the four coordinates that vary most and each of the first three channels: the window that is
     * decoded at the mean code, and at one and two standard deviations of the coordinate to either side.
     *
     * @return nothing for a model without code, or for samples of irregular times or with gaps
     */
    public static List<Picture> of(FittedModel fitted) {
        Model model = fitted.model();
        SampleShape shape = model.shape();
        if (!model.heads().containsKey("latent") || fitted.shown().count() == 0 || shape.irregular() || shape.gaps()
                || shape.targets() != shape.size()) {
            return List.of();
        }
        NumericArray codes = model.head("latent", fitted.parameters(), fitted.shown());
        double[] mean = IntStream.range(0, codes.size(1)).mapToDouble(j -> mean(codes, j)).toArray();
        double[] deviation = IntStream.range(0, mean.length).mapToDouble(j -> deviation(codes, j, mean[j])).toArray();
        int[] shown = IntStream.range(0, mean.length).boxed().sorted(Comparator.comparingDouble((Integer j) -> -deviation[j]))
                .limit(COORDINATES).mapToInt(Integer::intValue).toArray();
        double[][] swept = new double[shown.length * DEVIATIONS.length][];
        for (int i = 0; i < swept.length; i++) {
            int coordinate = shown[i / DEVIATIONS.length];
            swept[i] = mean.clone();
            swept[i][coordinate] += DEVIATIONS[i % DEVIATIONS.length] * deviation[coordinate];
        }
        NumericArray decoded = decode(model, fitted.parameters(), NumericArray.ofRows(swept));
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            for (int channel = 0; channel < Math.min(CHANNELS, shape.channels()); channel++) {
                pictures.add(picture(decoded, i * DEVIATIONS.length, shown[i], channel, shape));
            }
        }
        return pictures;
    }

    /**
     * The windows that the decoder makes of codes.
     *
     * @param parameters [p]
     * @param codes [n, width of the head {@code latent}]
     * @return [n, length x channels], time step by time step
     */
    public static NumericArray decode(Model model, double[] parameters, NumericArray codes) {
        SampleShape shape = model.shape();
        int n = codes.size(0);
        NumericArray nothing = NumericArray.zeros(n, shape.size());
        double[] ones = IntStream.range(0, n).mapToDouble(i -> 1).toArray();
        Samples samples = new Samples(shape, Map.of(Samples.WINDOW, nothing, CODE, codes), Map.of(Samples.TARGET, nothing),
                NumericArray.owned(ones), IntStream.range(0, n).toArray(), new int[n], n);
        return decoder(model).predict(parameters, samples);
    }

    /** The graph with the code as one more input, in front; who read the code reads that. The parameters stay where they are. */
    private static Model decoder(Model model) {
        int latent = model.heads().get("latent");
        Shape code = Shapes.of(model.blocks()).get(latent);
        List<Block> blocks = new ArrayList<>(List.of(new Input(CODE, code)));
        for (Block block : model.blocks()) {
            Block moved = block.withSources(block.sources().stream().map(source -> source == latent ? 0 : source + 1).toList());
            blocks.add(moved instanceof Affine a && a.transposeOf().isPresent()
                    ? new Affine(a.name(), a.source(), a.width(), a.transposeOf().map(owner -> owner + 1), a.bias(), a.activation(),
                            a.pointwise())
                    : moved);
        }
        return Model.of(model.shape(), blocks, Map.of(Model.OUTPUT, model.heads().get(Model.OUTPUT) + 1),
                Loss.SQUARED_ERROR);
    }

    private static Picture picture(NumericArray decoded, int first, int coordinate, int channel, SampleShape shape) {
        Map<String, NumericArray> curves = new LinkedHashMap<>();
        for (int i = 0; i < DEVIATIONS.length; i++) {
            double[] curve = new double[shape.length()];
            for (int t = 0; t < curve.length; t++) {
                curve[t] = decoded.at((first + i) * shape.size() + t * shape.channels() + channel);
            }
            curves.put(DEVIATIONS[i] == 0 ? "mean code" : String.format(Locale.ROOT, "%+.0f sd", DEVIATIONS[i]),
                    NumericArray.owned(curve));
        }
        String title = "Decoder along code " + (coordinate + 1) + (shape.channels() > 1 ? ", channel " + (channel + 1) : "");
        return new Picture.Curves(title, "time step [samples]", "standardised value",
                NumericArray.owned(IntStream.range(0, shape.length()).asDoubleStream().toArray()), curves);
    }

    private static double mean(NumericArray codes, int j) {
        return IntStream.range(0, codes.size(0)).mapToDouble(i -> codes.at(i * codes.size(1) + j)).average().orElseThrow();
    }

    private static double deviation(NumericArray codes, int j, double mean) {
        return Math.sqrt(IntStream.range(0, codes.size(0)).mapToDouble(i -> Math.pow(codes.at(i * codes.size(1) + j) - mean, 2)).average()
                .orElseThrow());
    }
}
