package org.paramscope.models.flow;

import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.graph.CouplingTransform;

/**
 * Flow of windows [n, length x channels] by affine couplings (RealNVP; Dinh, Sohl-Dickstein, Bengio 2017): an exact density.
 * Its reconstruction is the window itself.
 */
public final class CouplingFlow extends FlowType<CouplingFlow.Settings> {

    /**
     * @param layers that take turns at the two halves of the values
     * @param hidden widths of the hidden layers of each conditioner
     * @param scale bound c of a layer's log-scales
     * @param noise standard deviation of what is added to windows in training, in standardised units
     */
    public record Settings(
            @Setting(label = "Layers", min = 2, max = 64, search = {"2", "4", "6"},
                    help = "coupling layers, which take turns at the two halves of the values") int layers,
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true, search = {"16", "32"},
                    help = "widths of the hidden layers in each coupling; empty: affine functions") List<Integer> hidden,
            @Setting(label = "Bound of the scale", min = 0.1, max = 10, help = "largest magnitude of a layer's log-scales") double scale,
            @Setting(label = "Noise", min = 0, max = 10,
                    help = "standard deviation of normal noise on the windows in training, in standardised units") double noise) {

        public Settings {
            hidden = List.copyOf(hidden);
        }

        public Settings() {
            this(4, List.of(32), 3, 0.1);
        }
    }

    @Override
    WindowFlow flow(Settings settings, SampleShape shape) {
        return new WindowFlow(shape, List.<CouplingTransform>of(new CouplingTransform.Scaling(settings.scale())), settings.layers(),
                settings.hidden(), settings.noise());
    }
}
