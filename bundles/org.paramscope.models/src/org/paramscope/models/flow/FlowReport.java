package org.paramscope.models.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Samples;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Picture;
import org.paramscope.models.density.GaussianDensity;
import org.paramscope.models.density.WindowCurves;

/** What a fitted flow of windows says and shows of itself, beside normal densities of the same windows. */
final class FlowReport {

    private static final int DRAWN = 4;

    private FlowReport() {
    }

    /** Log-likelihood of held-out windows beside the controls; that a flow does not compress. */
    static List<Fact> facts(WindowFlow flow, FittedModel fitted) {
        Samples shown = fitted.shown();
        if (shown.count() == 0) {
            return List.of();
        }
        String of = fitted.heldOut().count() > 0 ? "held-out windows" : "training windows";
        double own = logLikelihood(fitted, shown);
        Fact full = control("a full Gaussian", "mean and covariance of the training windows, same noise",
                () -> GaussianDensity.full(fitted.training(), flow.noise()), shown);
        Fact factorised = control("a factorised Gaussian", "means and variances of the training windows, same noise",
                () -> GaussianDensity.factorised(fitted.training(), flow.noise()), shown);
        List<Fact> facts = new ArrayList<>();
        String name = "log-likelihood of " + of + " [nats per window]";
        facts.add(own < full.value() ? Fact.warning(name, own, "below that of a normal distribution with the covariance of the training windows")
                : Fact.of(name, own, "in the units of standardised values"));
        facts.add(full);
        facts.add(factorised);
        if (fitted.heldOut().count() > 0) {
            facts.add(Fact.of("log-likelihood of training windows [nats per window]", logLikelihood(fitted, fitted.training()),
                    "far above that of held-out windows when the flow has learned single windows"));
        }
        facts.add(Fact.warning("reconstruction error", 0, "exact by construction: the flow is a density of windows and no compression, its"
                + " base values are as many as those of the window; compare it by its log-likelihood"));
        return facts;
    }

    /** Base values, which are normal and independent if the flow is right, and windows drawn from the flow beside true ones. */
    static List<Picture> pictures(WindowFlow flow, FittedModel fitted) {
        Samples shown = fitted.shown();
        if (shown.count() == 0) {
            return List.of();
        }
        NumericArray base = fitted.model().head(WindowFlow.BASE, fitted.parameters(), shown);
        double[] plane = new double[2 * shown.count()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = base.at(i / 2 * base.size(1) + i % 2);
        }
        List<Picture> pictures = new ArrayList<>();
        pictures.add(new Picture.Points("Base values of held-out windows", "base value 1", "base value 2",
                NumericArray.owned(plane, shown.count(), 2), false));
        Map<String, NumericArray> curves = new LinkedHashMap<>();
        NumericArray drawn = flow.draw(fitted.model(), fitted.parameters(), DRAWN, fitted.seed());
        IntStream.range(0, DRAWN).forEach(i -> curves.put("sample " + (i + 1), drawn.slice(i)));
        curves.put("window", shown.input().slice(shown.count() / 2));
        pictures.addAll(WindowCurves.of("Windows drawn from the flow, and a true one", flow.shape(), curves));
        return pictures;
    }

    private static double logLikelihood(FittedModel fitted, Samples samples) {
        return mean(fitted.model().head(WindowFlow.LOG_DENSITY, fitted.parameters(), samples).reshape(samples.count()));
    }

    private static Fact control(String name, String words, Supplier<GaussianDensity> density, Samples shown) {
        String whole = "control: the same of " + name;
        try {
            return Fact.of(whole, mean(density.get().logDensity(shown.input())), words);
        } catch (NumericalException none) {
            return Fact.of(whole, Double.NaN, "there is none: " + none.getMessage());
        }
    }

    private static double mean(NumericArray values) {
        double sum = 0;
        for (int i = 0; i < values.length(); i++) {
            sum += values.at(i);
        }
        return sum / values.length();
    }
}
