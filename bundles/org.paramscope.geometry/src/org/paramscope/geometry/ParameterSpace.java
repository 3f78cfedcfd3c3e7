package org.paramscope.geometry;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.metric.Distances;
import org.paramscope.geometry.metric.Embedding;

/**
 * The neurons of one layer as a viewer draws them. When the identity is refused, a viewer shows the
 * explanation and no per-neuron picture.
 *
 * @param neurons   a Gaussian each
 * @param embedding their places in the plane
 * @param distances between them
 * @param groups    [u] number of the merge group of each neuron, from 0
 * @param identity  whether the neurons are the same from replica to replica
 */
public record ParameterSpace(Neurons neurons, Embedding embedding, Distances distances, int[] groups,
        Identity identity) {

    public ParameterSpace {
        if (groups.length != neurons.count() || embedding.points().size(0) != neurons.count()
                || distances.matrix().size(0) != neurons.count()) {
            throw new ShapeException(neurons.count() + " neurons, " + groups.length + " groups, "
                    + embedding.points().size(0) + " points, " + distances.matrix().size(0) + " rows of distances");
        }
        groups = groups.clone();
    }

    @Override
    public int[] groups() {
        return groups.clone();
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("neurons", neurons.named()).put("embedding", embedding.named())
                .put("distances", distances.named()).put("groups", groups).put("identity", identity.named()).build();
    }

    /** The value from its {@link #named()} form. */
    public static ParameterSpace of(NamedArrays named) {
        return new ParameterSpace(Neurons.of(named.within("neurons")), Embedding.of(named.within("embedding")),
                Distances.of(named.within("distances")), named.integers("groups"),
                Identity.of(named.within("identity")));
    }
}
