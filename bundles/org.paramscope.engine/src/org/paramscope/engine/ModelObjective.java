package org.paramscope.engine;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.plan.Evaluation;
import org.paramscope.engine.internal.plan.HeadEvaluation;

/** The objective of a model: keeps the samples that it saw last in the form that kernels read. */
final class ModelObjective implements Objective {

    private record NamedHead(String name, HeadEvaluation evaluation) { }

    private final Model model;
    private volatile Evaluation last;
    private volatile NamedHead lastHead;

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

    @Override
    public double[] losses(double[] parameters, Samples samples) {
        return evaluation(parameters, samples).losses(parameters);
    }

    @Override
    public NumericArray gradients(double[] parameters, Samples samples) {
        return evaluation(parameters, samples).gradients(parameters);
    }

    @Override
    public NumericArray jacobian(String head, double[] parameters, Samples samples) {
        return evaluation(head, parameters, samples).jacobian(parameters);
    }

    @Override
    public NumericArray jacobianProduct(String head, double[] parameters, double[] direction, Samples samples) {
        requireDirection(direction);
        return evaluation(head, parameters, samples).jacobianProduct(parameters, direction);
    }

    @Override
    public double[] vectorJacobianProduct(String head, double[] parameters, NumericArray cotangents, Samples samples) {
        return evaluation(head, parameters, samples).vectorJacobianProduct(parameters, cotangents);
    }

    @Override
    public double[] hessianProduct(double[] parameters, double[] direction, Samples samples) {
        requireDirection(direction);
        return evaluation(parameters, samples).hessianProduct(parameters, direction);
    }

    @Override
    public double[] gaussNewtonProduct(double[] parameters, double[] direction, Samples samples) {
        requireDirection(direction);
        return evaluation(parameters, samples).gaussNewtonProduct(parameters, direction);
    }

    private void requireDirection(double[] direction) {
        if (direction.length != model.parameters()) {
            throw new ShapeException("a direction of " + direction.length + " entries for " + model.parameters() + " parameters");
        }
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

    private HeadEvaluation evaluation(String head, double[] parameters, Samples samples) {
        model.requireParameters(parameters);
        NamedHead known = lastHead;
        if (known == null || !known.name().equals(head) || known.evaluation().samples() != samples) {
            model.requireShape(samples);
            known = new NamedHead(head, new HeadEvaluation(model.plan(head), samples));
            lastHead = known;
        }
        return known.evaluation();
    }
}
