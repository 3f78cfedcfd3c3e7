package org.paramscope.models.recurrent;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Forecaster;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Recurrent;
import org.paramscope.models.autoencoder.UnitActivity;

/**
 * Recurrent forecaster of windows [n, length x channels] with a past. {@link Mode#ONE_STEP}: a layer reads past and window, and
 * each value of the window is predicted from the state that the true value before it left (teacher forcing; Williams, Zipser
 * 1989); a forecast feeds predictions back. {@link Mode#MULTI_STEP}: one layer reads the past, another starts from its last
 * state, reads that state's output at every step, and writes the whole window (Cho et al. 2014). Either way no value is
 * predicted from itself or later ones.
 */
public abstract sealed class RecurrentForecaster implements ModelType<RecurrentForecaster.Settings>
        permits RnnForecaster, GruForecaster, LstmForecaster {

    /** What is predicted from what. */
    public enum Mode {
        /** Each value from the true ones before it; forecasts run freely. */
        ONE_STEP,
        /** The whole window from the past. */
        MULTI_STEP
    }

    private final Cell cell;

    RecurrentForecaster(Cell cell) {
        this.cell = cell;
    }

    /**
     * @param hidden units of each layer
     * @param mode what is predicted from what
     * @param increments whether the network adds to the last known value, which it otherwise has to carry through its state
     */
    public record Settings(
            @Setting(label = "Hidden units", min = 1, max = 1024, search = {"4", "8", "16", "32"},
                    help = "of each recurrent layer") int hidden,
            @Setting(label = "Mode", search = {"ONE_STEP", "MULTI_STEP"},
                    help = "one step from the true values before it, or the whole window from the past") Mode mode,
            @Setting(label = "Increments", search = {"true", "false"},
                    help = "the network predicts the difference to the last known value") boolean increments) {

        public Settings() {
            this(16, Mode.ONE_STEP, true);
        }
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.past(1);
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        Graph graph = new Graph(shape);
        Forecaster forecaster = switch (settings.mode()) {
            case ONE_STEP -> oneStep(graph, settings, shape);
            case MULTI_STEP -> multiStep(graph, settings, shape);
        };
        return graph.model(SQUARED_ERROR).withForecaster(forecaster).asPredictor();
    }

    private Forecaster oneStep(Graph graph, Settings settings, SampleShape shape) {
        int channels = shape.channels();
        int steps = shape.past() + shape.length() - 1;
        Node known = graph.reshape("known", graph.select("known values", IntStream.range(0, steps * channels).toArray(), graph.past(),
                graph.input()), steps, channels);
        Node states = graph.head(HiddenStates.HEAD, graph.recurrent("cell", cell, known, settings.hidden()).states());
        Node predicted = graph.slice("window", graph.pointwise("output", states, channels, IDENTITY), shape.past() - 1, steps);
        graph.head(Model.OUTPUT, settings.increments()
                ? graph.arithmetic("next", predicted, Operator.ADD, graph.slice("previous", known, shape.past() - 1, steps)) : predicted);
        return new FreeRun(cell, settings.increments());
    }

    private Forecaster multiStep(Graph graph, Settings settings, SampleShape shape) {
        Node past = graph.reshape("known", graph.past(), shape.past(), shape.channels());
        Recurrent encoder = graph.recurrent("encoder", cell, past, settings.hidden());
        Node states = graph.recurrent("decoder", cell, encoder.last(), settings.hidden()).from(encoder.lastState()).repeated(shape.length())
                .states();
        graph.head(HiddenStates.HEAD, states);
        Node predicted = graph.pointwise("output", states, shape.channels(), IDENTITY);
        graph.head(Model.OUTPUT, settings.increments()
                ? graph.arithmetic("next", predicted, Operator.ADD, graph.last("previous", past)) : predicted);
        return RollingForecast::of;
    }

    /** The way of the hidden state through past and window. */
    @Override
    public List<Picture> pictures(Settings settings, FittedModel fitted) {
        return HiddenStates.portrait(fitted);
    }

    @Override
    public List<Fact> facts(Settings settings, FittedModel fitted) {
        return UnitActivity.of(fitted);
    }
}
