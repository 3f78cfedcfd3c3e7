package org.paramscope.models.continuous;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;

/** What a dense encoder reads: values, and where samples have them their mask and times. */
final class DenseReading {

    private DenseReading() {
    }

    /** One vector; times are in spans of what is read, so that they lie around 1. */
    static Node of(Graph graph, Steps steps, Start start, SampleShape shape) {
        Steps.Range read = steps.read(start);
        int entries = read.count() * shape.channels();
        List<Node> parts = new ArrayList<>(List.of(graph.reshape("read.values", steps.values(read), entries)));
        steps.observed(read).ifPresent(mask -> parts.add(graph.reshape("read.mask", mask, entries)));
        steps.times(read).ifPresent(times -> parts.add(graph.rescale("read.times", times, 1.0 / read.count(), 0)));
        return parts.size() == 1 ? parts.getFirst() : graph.concatenate("read", parts.toArray(Node[]::new));
    }
}
