package org.paramscope.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.internal.json.ModelJson;
import org.paramscope.engine.internal.plan.HeadEvaluation;
import org.paramscope.engine.internal.plan.Layouts;
import org.paramscope.engine.internal.plan.Plan;
import org.paramscope.engine.internal.plan.StochasticWeights;
import org.paramscope.engine.internal.plan.Units;
import org.paramscope.engine.random.RandomStream;

/**
 * A model: a static graph of blocks, its heads and its loss; from them follow parameters, units and
 * symmetries. An immutable value without parameters; two models are equal when their graphs, losses
 * and complexities are.
 */
public final class Model {

    /** The head that the loss compares with the target. */
    public static final String OUTPUT = "reconstruction";

    private final SampleShape shape;
    private final List<Block> blocks;
    private final Map<String, Integer> heads;
    private final Loss loss;
    private final ParameterLayout layout;
    private final List<UnitLayer> units;
    private final Conduct conduct;
    private final List<Integer> fixed;
    private final int complexity;
    private final Plan plan;

    /** What a graph does not say: how parameters are found, how a series goes on, whether the output looks ahead. */
    private record Conduct(Fitter fitter, Optional<Forecaster> forecaster, Optional<Density> density, boolean predicting) {
    }

    private Model(SampleShape shape, List<Block> blocks, Map<String, Integer> heads, Loss loss, Conduct conduct, List<Integer> fixed,
            int complexity) {
        this.shape = shape;
        this.blocks = List.copyOf(blocks);
        this.heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        this.loss = loss;
        this.layout = Layouts.of(this.blocks);
        this.conduct = conduct;
        this.fixed = List.copyOf(fixed);
        this.complexity = complexity < 0 ? layout.size() - this.fixed.size() : complexity;
        requireHeads();
        this.units = Units.of(this.blocks, layout, this.heads.get(OUTPUT));
        this.plan = Plan.of(this.blocks, layout, this.heads, loss, this.fixed);
    }

    private void requireHeads() {
        List<Shape> shapes = Shapes.of(blocks);
        heads.forEach((name, position) -> {
            if (position < 0 || position >= blocks.size()) {
                throw new ShapeException("head '" + name + "' is at position " + position + " of " + blocks.size() + " blocks");
            }
        });
        for (Loss.Term term : loss.headTerms()) {
            for (String head : term.heads()) {
                if (!heads.containsKey(head)) {
                    throw new ShapeException("the loss looks at a head '" + head + "' that is not among " + heads.keySet());
                }
            }
            Block compared = blocks.get(heads.get(term.heads().getFirst()));
            Shape output = shapes.get(heads.get(term.heads().getFirst()));
            if (term.target().equals(Optional.of(Samples.TARGET)) && output.size() != shape.targets()) {
                throw new ShapeException("block '" + compared.name() + "': its output is [" + output.size() + "], the target is ["
                        + shape.targets() + "]");
            }
        }
    }

    /** A model from its parts; authors use {@link Graph}, which checks them. The head {@value #OUTPUT} must be there. */
    public static Model of(SampleShape shape, List<Block> blocks, Map<String, Integer> heads, Loss loss) {
        return new Model(shape, blocks, heads, loss, new Conduct(Fitter.GRADIENT, Optional.empty(), Optional.empty(), false), List.of(), -1);
    }

    /** Shape of the samples. */
    public SampleShape shape() {
        return shape;
    }

    /** The graph; a block's sources stand before it. */
    public List<Block> blocks() {
        return blocks;
    }

    /** Positions of the named outputs. */
    public Map<String, Integer> heads() {
        return heads;
    }

    /** What training minimises. */
    public Loss loss() {
        return loss;
    }

    /** Where each array of parameters lies in the parameter vector. */
    public ParameterLayout layout() {
        return layout;
    }

    /** The length p of the parameter vector; 0 for baselines. */
    public int parameters() {
        return layout.size();
    }

    /** Parameters as a front counts them: {@link #parameters()} unless {@link #withComplexity} says otherwise. */
    public int complexity() {
        return complexity;
    }

    /** The layers of interchangeable units, in the order of the graph, those of sub-graphs last. */
    public List<UnitLayer> units() {
        return units;
    }

    /** How parameters are found. */
    public Fitter fitter() {
        return conduct.fitter();
    }

    /** How the model continues a series; empty when it only reconstructs. */
    public Optional<Forecaster> forecaster() {
        return conduct.forecaster();
    }

    /** The log-density that the model gives windows; empty when it gives none. */
    public Optional<Density> density() {
        return conduct.density();
    }

    /**
     * Whether each value of the output is predicted from values before it, so that its error is one of prediction; other models
     * reconstruct a window that they see.
     */
    public boolean predicting() {
        return conduct.predicting();
    }

    /** The same model fitted in another way, as by a closed form. */
    public Model withFitter(Fitter newFitter) {
        return with(new Conduct(newFitter, conduct.forecaster(), conduct.density(), conduct.predicting()));
    }

    /** The same model, able to continue a series. */
    public Model withForecaster(Forecaster forecaster) {
        return with(new Conduct(conduct.fitter(), Optional.of(forecaster), conduct.density(), conduct.predicting()));
    }

    /** The same model, which gives windows a density. */
    public Model withDensity(Density density) {
        return with(new Conduct(conduct.fitter(), conduct.forecaster(), Optional.of(density), conduct.predicting()));
    }

    /** The same model, whose output is declared {@link #predicting()}. */
    public Model asPredictor() {
        return with(new Conduct(conduct.fitter(), conduct.forecaster(), conduct.density(), true));
    }

    private Model with(Conduct other) {
        return new Model(shape, blocks, heads, loss, other, fixed, complexity);
    }

    /** The same model with another count of parameters, at least 0: PCA counts its basis once. */
    public Model withComplexity(int count) {
        if (count < 0) {
            throw new SettingException("complexity", Integer.toString(count), "at least 0 is needed");
        }
        return new Model(shape, blocks, heads, loss, conduct, fixed, count);
    }

    /**
     * The same graph with other widths of some blocks, as after merging units. The complexity is that of the new
     * parameters, and a mask is gone.
     *
     * @param widths new width by block name; blocks of a sub-graph carry the outer block's name first: {@code flow.hidden}
     * @throws ShapeException when a block is unknown or the widths do not fit
     */
    public Model withWidths(Map<String, Integer> widths) {
        return new Model(shape, Layouts.withWidths(blocks, widths), heads, loss, conduct, List.of(), -1);
    }

    /**
     * The same graph with some parameters fixed at 0, as after pruning: they start at 0, have no gradient and do not count
     * in the complexity.
     *
     * @param kept whether each parameter is trained, [p]
     */
    public Model withMask(boolean[] kept) {
        if (kept.length != parameters()) {
            throw new ShapeException("a mask of " + kept.length + " entries for " + parameters() + " parameters");
        }
        return new Model(shape, blocks, heads, loss, conduct, IntStream.range(0, kept.length).filter(i -> !kept[i]).boxed().toList(), -1);
    }

    /**
     * The same graph with normally distributed weights and biases in affine blocks, trained by the local reparameterisation
     * (Kingma, Salimans, Welling 2015): they become {@link org.paramscope.engine.graph.StochasticAffine} blocks, and the
     * divergence of all such blocks is added to the loss, once. Means and log-variances count in the complexity, and a mask is gone.
     *
     * @param priorVariance of each weight and bias, above 0
     * @param initialLogVariance where the log-variances start
     * @param divergenceFactor of the divergence in the loss: 1 / n when the loss is a mean of -log p over n samples
     * @param names of the blocks, those of a sub-graph with the outer block's name first; all without tied weights if empty
     * @throws ShapeException when there is no such block, or its weight is tied to another's
     */
    public Model withStochasticWeights(double priorVariance, double initialLogVariance, double divergenceFactor, Set<String> names) {
        return new Model(shape, StochasticWeights.in(blocks, priorVariance, initialLogVariance, names), heads,
                new Loss(loss.headTerms()).plus(Loss.weightDivergence().times(divergenceFactor)), conduct, List.of(), -1);
    }

    /** The parameters that a mask fixes at 0, ascending. */
    public List<Integer> fixed() {
        return fixed;
    }

    /** Random parameters to start from: uniform, as each block asks; 0 where a mask fixes them. */
    public double[] initial(RandomStream stream) {
        Map<String, Block.Initial> distributions = Layouts.initial(blocks);
        double[] start = new double[parameters()];
        for (ParameterLayout.Entry entry : layout.entries()) {
            Block.Initial initial = distributions.get(entry.name());
            for (int i = 0; i < entry.size(); i++) {
                start[entry.offset() + i] = initial.centre()
                        + (initial.bound() > 0 ? initial.bound() * (2 * stream.uniform() - 1) : 0);
            }
        }
        fixed.forEach(i -> start[i] = 0);
        return start;
    }

    /**
     * The values of a head at parameters [p] for each sample: [n, width], in float64. Stochastic blocks draw nothing here but
     * yield their means.
     */
    public NumericArray head(String head, double[] parameters, Samples samples) {
        return headEvaluation(head, parameters, samples).values(parameters);
    }

    /** As {@link #head}, with one draw of the stochastic blocks: the numbers depend on nothing but seed, block and sample. */
    public NumericArray sample(String head, double[] parameters, Samples samples, long seed) {
        return headEvaluation(head, parameters, samples).draw(parameters, seed);
    }

    private HeadEvaluation headEvaluation(String head, double[] parameters, Samples samples) {
        Plan headPlan = plan(head);
        requireParameters(parameters);
        requireShape(samples);
        return new HeadEvaluation(headPlan, samples);
    }

    /** The values of the head {@value #OUTPUT}: [n, targets]. */
    public NumericArray predict(double[] parameters, Samples samples) {
        return head(OUTPUT, parameters, samples);
    }

    /**
     * Forecasts the steps that follow on the past of each sample, from that past alone: the windows of the samples are hidden.
     *
     * @param steps at least 1; the first is the first step of the window
     * @return [n, steps x channels], time step by time step
     * @throws SettingException when the model does not forecast
     */
    public NumericArray forecast(double[] parameters, Samples samples, int steps) {
        requireParameters(parameters);
        requireShape(samples);
        if (steps < 1) {
            throw new SettingException("steps", Integer.toString(steps), "at least 1 is needed");
        }
        Forecaster forecaster = conduct.forecaster().orElseThrow(() -> new SettingException("model", toString(),
                "one that forecasts is needed; this one only reconstructs"));
        NumericArray values = forecaster.forecast(this, parameters, samples.withHiddenWindows(), steps);
        int width = Math.multiplyExact(steps, shape.channels());
        if (values.rank() != 2 || values.size(0) != samples.count() || values.size(1) != width) {
            throw new ShapeException("a forecast of the shape " + Arrays.toString(values.shape()) + ", [" + samples.count() + ", " + width
                    + "] is needed");
        }
        return values;
    }

    /** Loss and outputs of this model as functions of its parameters, with their derivatives, in float64. */
    public Objective objective() {
        return new ModelObjective(this);
    }

    /** The compiled graph, for the engine itself. */
    Plan plan() {
        return plan;
    }

    /** The compiled graph up to a head. */
    Plan plan(String head) {
        Integer position = heads.get(head);
        if (position == null) {
            throw new ShapeException("the model has no head '" + head + "' but " + heads.keySet());
        }
        return Plan.of(blocks, layout, position, fixed);
    }

    void requireParameters(double[] parameters) {
        if (parameters.length != parameters()) {
            throw new ShapeException("the model has " + parameters() + " parameters, not " + parameters.length);
        }
    }

    void requireShape(Samples samples) {
        SampleShape given = samples.shape();
        if (given.size() != shape.size() || given.past() * given.channels() != shape.past() * shape.channels()
                || given.targets() != shape.targets() || shape.irregular() != given.irregular() || shape.gaps() != given.gaps()) {
            throw new ShapeException("the model is for samples of " + shape + ", not of " + given);
        }
    }

    /** Floating point operations of a forward pass for one sample, see {@link Block#flop}; a step of training costs about three. */
    public long flop() {
        return Shapes.flop(blocks);
    }

    /** Blocks, shapes, parameters, units, symmetries, and what a step costs: a few lines of plain text. */
    public String describe() {
        List<String> lines = new ArrayList<>(Layouts.describe(blocks));
        heads.forEach((name, position) -> lines.add("head " + name + ": " + blocks.get(position).name()));
        lines.add("loss: " + loss);
        lines.add("parameters: " + parameters() + (fixed.isEmpty() ? "" : ", " + fixed.size() + " of them fixed at 0")
                + (complexity == parameters() ? "" : ", counted as " + complexity));
        units.forEach(layer -> lines.add("units of " + layer.name() + ": " + layer.count() + ", "
                + layer.symmetry().name().toLowerCase().replace('_', ' ')));
        lines.add("a step costs about " + 3 * flop() + " FLOP a sample and needs " + plan.bytes(Precision.FLOAT64)
                + " bytes of workspace a thread in float64, " + plan.bytes(Precision.FLOAT32) + " in float32");
        return String.join("\n", lines) + "\n";
    }

    /** Graph, heads, loss and complexity as JSON. The fitter is not part of it. */
    public String toJson() {
        return ModelJson.write(this);
    }

    /**
     * A model from {@link #toJson}; it is fitted by gradient.
     *
     * @throws ShapeException when the text is no model, or its blocks do not fit
     */
    public static Model fromJson(String json) {
        return ModelJson.read(json);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model that && shape.equals(that.shape) && blocks.equals(that.blocks)
                && heads.equals(that.heads) && loss.equals(that.loss) && fixed.equals(that.fixed) && complexity == that.complexity;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {shape, blocks, heads, loss});
    }

    @Override
    public String toString() {
        return "model of " + parameters() + " parameters, " + blocks.size() + " blocks";
    }
}
