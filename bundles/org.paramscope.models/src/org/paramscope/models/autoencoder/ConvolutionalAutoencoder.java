package org.paramscope.models.autoencoder;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Picture;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Node;

/**
 * Autoencoder of convolutions over time (Masci et al. 2011) for windows [n, length x channels]: each layer turns T steps into
 * ceil(T / stride), a dense layer turns the last into the code, and transposed convolutions (Zeiler et al. 2010) lead back to
 * the same lengths; an affine map at each time step gives the channels. It reconstructs the window that it sees and predicts
 * nothing.
 */
public final class ConvolutionalAutoencoder implements CodedModelType<ConvolutionalAutoencoder.Settings> {

    private static final int KERNELS = 8;

    /**
     * @param features of the encoder's layers, input first
     * @param kernel time steps that a kernel spans
     * @param stride time steps from one position to the next
     * @param code width of the linear code; 0 makes the last layer the code
     * @param activation of every layer with a kernel
     */
    public record Settings(
            @Setting(label = "Features", min = 1, max = 1024, search = {"4", "8", "8, 8"},
                    help = "of the encoder's convolutions, mirrored in the decoder") List<Integer> features,
            @Setting(label = "Kernel", min = 1, max = 256, unit = "samples", search = {"3", "5", "9"}) int kernel,
            @Setting(label = "Stride", min = 1, max = 64, unit = "samples",
                    help = "each layer has so many times fewer time steps") int stride,
            @Setting(label = "Code", min = 0, max = 256, search = {"1", "2", "3", "5", "10"},
                    help = "width of the linear code; 0: the last convolution is the code") int code,
            @Setting(label = "Activation", help = "of the convolutions") Activation activation) {

        public Settings {
            features = List.copyOf(features);
        }

        public Settings() {
            this(List.of(8), 5, 2, 3, TANH);
        }
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        List<Integer> features = settings.features();
        Activation activation = settings.activation();
        KernelAxis kernel = KernelAxis.of(settings.kernel()).same().withStride(settings.stride());
        Graph graph = new Graph(shape);
        Node node = graph.sequence();
        int[] lengths = new int[features.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = node.shape().axis(0);
            node = graph.convolve("encoder" + (i + 1), node, features.get(i), true, activation, kernel);
        }
        int steps = node.shape().axis(0);
        int last = features.getLast();
        if (settings.code() > 0) {
            node = graph.head("latent", graph.dense("code", node, settings.code(), IDENTITY));
            node = graph.reshape("map", graph.dense("expansion", node, steps * last, activation), steps, last);
        } else {
            graph.head("latent", node);
        }
        for (int i = lengths.length - 1; i >= 0; i--) {
            int[] padding = {lengths[i] - kernel.length(node.shape().axis(0))};
            node = graph.convolveTransposed("decoder" + (i + 1), node, features.get(Math.max(0, i - 1)), true, activation, padding, kernel);
        }
        graph.head(Model.OUTPUT, graph.pointwise("output", node, shape.channels(), IDENTITY));
        return graph.model(SQUARED_ERROR);
    }

    /** The codes, what each coordinate does, and the first kernels of the first layer, a picture a channel. */
    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        List<Picture> pictures = new ArrayList<>(CodedModelType.super.pictures(settings, fitted));
        int channels = fitted.model().shape().channels();
        ParameterLayout.Entry weight = fitted.model().layout().entry("encoder1.weight");
        for (int channel = 0; channel < channels; channel++) {
            Map<String, NumericArray> curves = new LinkedHashMap<>();
            for (int k = 0; k < Math.min(KERNELS, weight.rows()); k++) {
                int first = weight.offset() + k * weight.columns() + channel;
                curves.put("kernel " + (k + 1), NumericArray.owned(IntStream.range(0, weight.columns() / channels)
                        .mapToDouble(tap -> fitted.parameters()[first + tap * channels]).toArray()));
            }
            String title = "Kernels of the first layer" + (channels > 1 ? ", channel " + (channel + 1) : "");
            NumericArray taps = NumericArray.owned(IntStream.range(0, weight.columns() / channels).asDoubleStream().toArray());
            pictures.add(new Picture.Curves(title, "tap [samples]", "weight", taps, curves));
        }
        return pictures;
    }
}
