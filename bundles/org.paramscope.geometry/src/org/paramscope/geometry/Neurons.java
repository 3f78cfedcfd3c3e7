package org.paramscope.geometry;

import java.util.ArrayList;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.UnitLayer;

/**
 * The neurons of a layer, each a Gaussian over its incoming row of weights and its bias.
 *
 * @param layer     name of the layer
 * @param gaussians [u]
 * @param labels    [u], as in {@code encoder 3}
 * @param shrinkage mean intensity, from 0 to 1, by which covariances were shrunk; 0 = not at all
 */
public record Neurons(String layer, List<Gaussian> gaussians, List<String> labels, double shrinkage) {

    public Neurons {
        gaussians = List.copyOf(gaussians);
        labels = List.copyOf(labels);
        if (gaussians.isEmpty() || gaussians.size() != labels.size()) {
            throw new ShapeException(gaussians.size() + " neurons with " + labels.size() + " labels");
        }
    }

    /** Neurons whose covariances were not shrunk. */
    public Neurons(String layer, List<Gaussian> gaussians, List<String> labels) {
        this(layer, gaussians, labels, 0);
    }

    /**
     * The neurons of one layer of a distribution. With fewer than d + 2 samples the covariance of d parameters
     * is shrunk towards a multiple of the identity (Ledoit and Wolf 2004).
     *
     * @throws ShapeException names the layers that exist
     */
    public static Neurons of(ParameterDistribution distribution, String layer) {
        UnitLayer units = distribution.layer(layer);
        int[][] incoming = units.incoming();
        NumericArray samples = distribution.samples();
        boolean shrink = samples.size(0) > 1 && samples.size(0) < incoming[0].length + 2;
        List<Gaussian> gaussians = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        double intensity = 0;
        for (int i = 0; i < units.count(); i++) {
            double[] mean = new double[incoming[i].length];
            for (int k = 0; k < mean.length; k++) {
                mean[k] = distribution.mean().at(incoming[i][k]);
            }
            NumericArray covariance = distribution.covariance().block(incoming[i]);
            if (shrink) {
                double share = LedoitWolf.intensity(samples, incoming[i]);
                covariance = LedoitWolf.shrink(covariance, share);
                intensity += share / units.count();
            }
            gaussians.add(new Gaussian(NumericArray.owned(mean), covariance));
            labels.add(layer + " " + i);
        }
        return new Neurons(layer, gaussians, labels, intensity);
    }

    /** The number of neurons u. */
    public int count() {
        return gaussians.size();
    }

    /** The number d of parameters of a neuron. */
    public int size() {
        return gaussians.getFirst().size();
    }

    /** The means, [u, d]. */
    public NumericArray means() {
        double[] means = new double[count() * size()];
        for (int i = 0; i < count(); i++) {
            gaussians.get(i).mean().copyTo(means, i * size());
        }
        return NumericArray.owned(means, count(), size());
    }

    /** The covariances, [u, d, d]. */
    public NumericArray covariances() {
        int block = size() * size();
        double[] covariances = new double[count() * block];
        for (int i = 0; i < count(); i++) {
            gaussians.get(i).covariance().copyTo(covariances, i * block);
        }
        return NumericArray.owned(covariances, count(), size(), size());
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("layer", layer).put("labels", String.join("\n", labels)).put("means", means())
                .put("covariances", covariances()).put("shrinkage", shrinkage).build();
    }

    /** The value from its {@link #named()} form. */
    public static Neurons of(NamedArrays named) {
        NumericArray means = named.array("means");
        List<Gaussian> gaussians = new ArrayList<>();
        for (int i = 0; i < means.size(0); i++) {
            gaussians.add(new Gaussian(means.slice(i), named.array("covariances").slice(i)));
        }
        return new Neurons(named.text("layer"), gaussians, named.text("labels").lines().toList(), named.number("shrinkage"));
    }
}
