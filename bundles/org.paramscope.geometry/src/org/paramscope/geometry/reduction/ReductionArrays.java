package org.paramscope.geometry.reduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;
import org.paramscope.geometry.NamedArrays;

/** The stored form of paths and bands. */
final class ReductionArrays {

    private ReductionArrays() {
    }

    static NamedArrays named(Reduction.Path path) {
        NamedArrays.Builder builder = NamedArrays.builder().put("name", path.name())
                .put("shape", path.refit() ? 1 : 0, path.steps().size());
        for (int i = 0; i < path.steps().size(); i++) {
            Reduction.Step step = path.steps().get(i);
            NamedArrays.Builder part = NamedArrays.builder()
                    .put("numbers", step.units(), step.complexity(), step.validationError(), step.testError(), step.low(), step.high())
                    .put("groups", step.groups()).put("parameters", step.parameters());
            step.model().ifPresent(model -> part.put("model", model.toJson()));
            builder.put("step" + i, part.build());
        }
        return builder.build();
    }

    static Reduction.Path path(NamedArrays named) {
        int[] shape = named.integers("shape");
        List<Reduction.Step> steps = new ArrayList<>();
        for (int i = 0; i < shape[1]; i++) {
            NamedArrays part = named.within("step" + i);
            NumericArray n = part.array("numbers");
            steps.add(new Reduction.Step((int) n.at(0), (int) n.at(1), n.at(2), n.at(3), n.at(4), n.at(5),
                    part.integers("groups"), part.has("model") ? Optional.of(Model.fromJson(part.text("model"))) : Optional.empty(),
                    part.array("parameters")));
        }
        return new Reduction.Path(named.text("name"), shape[0] != 0, steps);
    }

    static NamedArrays named(Reduction.Band band) {
        return NamedArrays.builder().put("name", band.name()).put("shape", band.refit() ? 1 : 0, band.draws())
                .put("units", band.units()).put("complexity", band.complexity()).put("quantiles", band.quantiles())
                .put("validation", band.validationErrors()).put("test", band.testErrors()).build();
    }

    static Reduction.Band band(NamedArrays named) {
        int[] shape = named.integers("shape");
        return new Reduction.Band(named.text("name"), shape[0] != 0, shape[1], named.integers("units"),
                named.integers("complexity"), named.array("quantiles"), named.array("validation"), named.array("test"));
    }
}
