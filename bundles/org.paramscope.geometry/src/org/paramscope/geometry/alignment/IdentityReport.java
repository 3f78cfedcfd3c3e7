package org.paramscope.geometry.alignment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.paramscope.data.ShapeException;
import org.paramscope.geometry.NamedArrays;

/**
 * The identity test of all layers of a network. Replicas of a common start have two outcomes a layer:
 * for their weights (which share the start, so that the share is high before any training) and for
 * their displacements from the start (which share minus the start, should training forget it); both
 * must hold.
 *
 * @param layers  the outcomes, layer by layer
 * @param barrier the loss between two replicas, where a model and samples were at hand
 */
public record IdentityReport(List<Identity> layers, Optional<LossBarrier> barrier) {

    /** Layers that a summary names one by one. */
    private static final int NAMED = 2;

    public IdentityReport {
        layers = List.copyOf(layers);
    }

    /**
     * The outcome that decides about a layer: one that refuses before one that accepts, for both must hold, and of
     * equals the one of the smaller excess. A {@link ShapeException} names the layers that exist.
     */
    public Identity of(String layer) {
        return layers.stream().filter(i -> i.layer().equals(layer))
                .min(Comparator.comparing(Identity::accepted).thenComparingDouble(Identity::excess))
                .orElseThrow(() -> new ShapeException("no identity of layer '" + layer + "' among "
                        + names()));
    }

    /** The names of the tested layers, each once. */
    public List<String> names() {
        return layers.stream().map(Identity::layer).distinct().toList();
    }

    /**
     * The deciding excess with what it is of, as in "0.84 (displacements)", of two layers by their names, of more the least and the
     * largest; refusals are said.
     */
    public String summary() {
        List<Identity> deciding = names().stream().map(this::of).toList();
        if (deciding.size() <= NAMED) {
            return deciding.stream().map(i -> (deciding.size() > 1 ? i.layer() + " " : "") + words(i) + (i.accepted() ? "" : " refused"))
                    .collect(Collectors.joining(", "));
        }
        Comparator<Identity> byExcess = Comparator.comparingDouble(Identity::excess);
        long refused = deciding.stream().filter(i -> !i.accepted()).count();
        return words(Collections.min(deciding, byExcess)) + " to " + words(Collections.max(deciding, byExcess)) + " in " + deciding.size() + " layers"
                + (refused == 0 ? "" : ", " + refused + " refused");
    }

    private static String words(Identity identity) {
        return String.format(Locale.ROOT, "%.2f", identity.excess()).replace('-', '\u2212') + " (" + identity.basis() + ")";
    }

    /** Whether per-neuron pictures of a layer are allowed. */
    public boolean accepted(String layer) {
        return of(layer).accepted();
    }

    /** The same outcomes with the loss between two replicas. */
    public IdentityReport withBarrier(LossBarrier lossBarrier) {
        return new IdentityReport(layers, Optional.of(lossBarrier));
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        NamedArrays.Builder builder = NamedArrays.builder().put("count", (double) layers.size());
        for (int i = 0; i < layers.size(); i++) {
            builder.put("layer" + i, layers.get(i).named());
        }
        barrier.ifPresent(b -> builder.put("barrier", b.named()));
        return builder.build();
    }

    /** The value from its {@link #named()} form. */
    public static IdentityReport of(NamedArrays named) {
        List<Identity> layers = new ArrayList<>();
        for (int i = 0; i < (int) named.number("count"); i++) {
            layers.add(Identity.of(named.within("layer" + i)));
        }
        return new IdentityReport(layers, named.has("barrier") ? Optional.of(LossBarrier.of(named.within("barrier")))
                : Optional.empty());
    }
}
