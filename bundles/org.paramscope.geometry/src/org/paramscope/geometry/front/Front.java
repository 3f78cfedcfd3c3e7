package org.paramscope.geometry.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.NamedArrays;
import org.paramscope.geometry.reduction.Reduction;

/**
 * Models by error and complexity.
 *
 * @param points         the models
 * @param reductions     paths of merged models with their controls
 * @param errorName      name of the error on the axis
 * @param complexityName name of the complexity on the axis
 */
public record Front(List<FrontPoint> points, List<Reduction> reductions, String errorName, String complexityName) {

    public Front {
        points = List.copyOf(points);
        reductions = List.copyOf(reductions);
    }

    /**
     * The points that no other dominates, by ascending complexity: chosen on validation, to be reported on test.
     * A point is dominated by one that is at least as good in both and better in one. Points without a
     * validation error are never chosen; of equal points the first stands for all.
     */
    public List<FrontPoint> pareto() {
        List<FrontPoint> order = new ArrayList<>(points.stream().filter(p -> !Double.isNaN(p.validationError())).toList());
        order.sort((a, b) -> a.complexity() != b.complexity() ? Integer.compare(a.complexity(), b.complexity())
                : Double.compare(a.validationError(), b.validationError()));
        List<FrontPoint> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (FrontPoint point : order) {
            if (point.validationError() < best) {
                best = point.validationError();
                front.add(point);
            }
        }
        return List.copyOf(front);
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        NamedArrays.Builder builder = NamedArrays.builder().put("error", errorName).put("complexity", complexityName)
                .put("counts", points.size(), reductions.size());
        double[] numbers = new double[points.size() * 5];
        for (int i = 0; i < points.size(); i++) {
            FrontPoint p = points.get(i);
            double[] row = {p.complexity(), p.validationError(), p.testError(), p.low(), p.high()};
            System.arraycopy(row, 0, numbers, i * 5, 5);
            builder.put("point" + i + "/name", p.name()).put("point" + i + "/kind", p.kind());
            for (Map.Entry<String, String> link : p.link().entrySet()) {
                builder.put("point" + i + "/link/" + link.getKey(), link.getValue());
            }
        }
        builder.put("points", NumericArray.owned(numbers, points.size(), 5));
        for (int i = 0; i < reductions.size(); i++) {
            builder.put("reduction" + i, reductions.get(i).named());
        }
        return builder.build();
    }

    /** The value from its {@link #named()} form. */
    public static Front of(NamedArrays named) {
        int[] counts = named.integers("counts");
        NumericArray numbers = named.array("points");
        List<FrontPoint> points = new ArrayList<>();
        for (int i = 0; i < counts[0]; i++) {
            NamedArrays texts = named.within("point" + i);
            points.add(new FrontPoint(texts.text("name"), texts.text("kind"), (int) numbers.get(i, 0), numbers.get(i, 1),
                    numbers.get(i, 2), numbers.get(i, 3), numbers.get(i, 4), new TreeMap<>(texts.within("link").texts())));
        }
        List<Reduction> reductions = new ArrayList<>();
        for (int i = 0; i < counts[1]; i++) {
            reductions.add(Reduction.of(named.within("reduction" + i)));
        }
        return new Front(points, reductions, named.text("error"), named.text("complexity"));
    }
}
