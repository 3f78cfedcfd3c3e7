package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.engine.graph.Select;

/** Copies rows; consecutive ones together. */
final class SelectStep extends Step {

    /** So many rows from a row of a source, to a row of the value. */
    private record Stretch(Source source, int from, int to, int rows) { }

    private final List<Source> distinct;
    private final List<Stretch> stretches = new ArrayList<>();

    SelectStep(Compiler compiler, int position, Select select) {
        super(compiler, position);
        Map<Integer, Source> known = new LinkedHashMap<>();
        select.sources().forEach(source -> known.computeIfAbsent(compiler.root(source), compiler::source));
        this.distinct = List.copyOf(known.values());
        for (int i = 0; i < rows; i++) {
            int within = select.indices().get(i);
            for (int source : select.sources()) {
                int width = compiler.rows(source);
                if (within < width) {
                    add(known.get(compiler.root(source)), within, i);
                    break;
                }
                within -= width;
            }
        }
    }

    private void add(Source source, int from, int to) {
        if (!stretches.isEmpty()) {
            Stretch last = stretches.getLast();
            if (last.source() == source && last.from() + last.rows() == from) {
                stretches.set(stretches.size() - 1, new Stretch(source, last.from(), last.to(), last.rows() + 1));
                return;
            }
        }
        stretches.add(new Stretch(source, from, to, 1));
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        for (Stretch s : stretches) {
            run.lanes.copy(frame.array(s.source().value()), frame.at(s.source().value()) + s.from() * row, frame.array(value),
                    frame.at(value) + s.to() * row, s.rows(), run.used);
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        distinct.forEach(source -> open(source, run, frame));
        for (Stretch s : stretches) {
            Place to = s.source().derivative();
            if (to != null) {
                run.lanes.add(frame.array(derivative), frame.at(derivative) + s.to() * row, frame.array(to),
                        frame.at(to) + s.from() * row, s.rows(), run.used);
            }
        }
    }
}
