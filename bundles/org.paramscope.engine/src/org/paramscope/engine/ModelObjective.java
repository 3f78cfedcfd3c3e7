package org.paramscope.engine;

import org.paramscope.data.Samples;
import org.paramscope.engine.internal.plan.Evaluation;

/** The objective of a model: keeps the samples that it saw last in the form that kernels read. */
final class ModelObjective implements Objective {

    private final Model model;
    private volatile Evaluation last;

    ModelObjective(Model model) {
        this.model = model;
    }

    @Override
    public double loss(double[] parameters, Samples samples) {
        return evaluation(parameters, samples).loss(parameters);
    }

    @Override
    public double[] gradient(double[] parameters, Samples samples) {
        return evaluation(parameters, samples).gradient(parameters);
    }

    private Evaluation evaluation(double[] parameters, Samples samples) {
        model.requireParameters(parameters);
        Evaluation known = last;
        if (known == null || known.samples() != samples) {
            model.requireShape(samples);
            known = new Evaluation(model.plan(), samples);
            last = known;
        }
        return known;
    }
}
