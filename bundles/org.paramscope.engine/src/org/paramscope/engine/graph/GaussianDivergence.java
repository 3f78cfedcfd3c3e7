package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.ShapeException;

/**
 * The Kullback-Leibler divergence KL(q || p) = (tr(P^-1 S) + (m - a)' P^-1 (m - a) - d + log det P - log det S) / 2 of
 * q = N(m, S) from p = N(a, P) with P = diag(exp(r)), by default N(0, I): one value a sample. The determinant of a low-rank
 * form is that of the k x k matrix I + U' diag(exp(-s)) U (Sylvester 1851), times that of the diagonal.
 *
 * @param mean position of m
 * @param spread positions of what the form of the covariance S asks for
 * @param prior positions of a and r
 */
public record GaussianDivergence(String name, int mean, CovarianceForm form, List<Integer> spread, Optional<Prior> prior)
        implements Block {

    /** The second distribution: positions of its mean and of its log-variances. */
    public record Prior(int mean, int logVariance) { }

    public GaussianDivergence {
        spread = List.copyOf(spread);
    }

    @Override
    public List<Integer> sources() {
        List<Integer> sources = new ArrayList<>(List.of(mean));
        sources.addAll(spread);
        prior.ifPresent(p -> sources.addAll(List.of(p.mean(), p.logVariance())));
        return sources;
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape m = in.getFirst();
        form.require(name, m, in.subList(1, 1 + spread.size()));
        for (Shape other : in.subList(1 + spread.size(), in.size())) {
            if (other.size() != m.size()) {
                throw new ShapeException("block '" + name + "': the mean is " + m + ", the prior's mean and log-variances "
                        + in.subList(1 + spread.size(), in.size()));
            }
        }
        return Shape.of(1);
    }

    @Override
    public long flop(List<Shape> in) {
        long d = in.getFirst().size();
        long rank = form.rank(in.getFirst(), in.subList(1, 1 + spread.size()));
        long factor = form == CovarianceForm.FULL ? in.get(1).size() : d * rank;
        return 8 * d + 2 * factor + d * rank * rank + rank * rank * rank / 3;
    }

    @Override
    public String describe(List<String> names) {
        String p = prior.isPresent() ? "N(" + names.get(names.size() - 2) + ", diag(exp(" + names.getLast() + ")))" : "N(0, I)";
        return "KL(N(" + names.getFirst() + ", " + form.describe(names.subList(1, 1 + spread.size())) + ") || " + p + ")";
    }

    @Override
    public GaussianDivergence withSources(List<Integer> positions) {
        int end = 1 + spread.size();
        return new GaussianDivergence(name, positions.getFirst(), form, positions.subList(1, end),
                prior.map(p -> new Prior(positions.get(end), positions.get(end + 1))));
    }
}
