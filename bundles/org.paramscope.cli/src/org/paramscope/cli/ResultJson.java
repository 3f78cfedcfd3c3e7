package org.paramscope.cli;

import java.nio.file.Path;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.LeftOut;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.ReductionResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.Score;
import org.paramscope.core.run.SearchResult;
import org.paramscope.engine.Fact;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.reduction.Sufficiency;

/** A result in figures, for other programs. */
final class ResultJson {

    private ResultJson() {
    }

    static JsonObject of(RunResult result, Path study, Path report) {
        JsonObject root = new JsonObject();
        root.addProperty("study", study.toString());
        root.addProperty("run", result.provenance().identifier());
        if (report != null) {
            root.addProperty("report", report.toString());
        }
        root.addProperty("seed", result.provenance().seed());
        root.addProperty("dataHash", result.provenance().dataHash());
        root.addProperty("simulated", result.provenance().simulated());
        root.addProperty("durationSeconds", result.provenance().durationSeconds());
        root.addProperty("channel", result.signal().channel());
        root.addProperty("samples", result.signal().length());
        root.addProperty("missing", result.signal().missing());
        result.signal().spatial().ifPresent(s -> root.addProperty("spatialComponents", s.components()));
        result.signal().period().ifPresentOrElse(p -> root.addProperty("period", p.samples()), () -> root.add("period", JsonNull.INSTANCE));
        root.addProperty("periodEvidence", result.signal().evidence().text());
        root.addProperty("window", result.signal().windows().length());
        root.addProperty("stride", result.signal().windows().stride());
        JsonArray models = new JsonArray();
        result.models().forEach(m -> models.add(model(m)));
        root.add("models", models);
        JsonArray leftOut = new JsonArray();
        for (LeftOut each : result.leftOut()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", each.name());
            one.addProperty("reason", each.reason());
            leftOut.add(one);
        }
        root.add("leftOut", leftOut);
        result.reduction().ifPresent(r -> root.add("reduction", reduction(r, result)));
        JsonArray findings = new JsonArray();
        result.findings().forEach(findings::add);
        root.add("findings", findings);
        return root;
    }

    private static JsonObject model(ModelResult model) {
        JsonObject one = new JsonObject();
        one.addProperty("name", model.name());
        one.addProperty("contribution", model.contribution());
        one.addProperty("family", model.family());
        one.addProperty("parameters", model.parameters());
        one.addProperty("baseline", model.baseline());
        one.add("validationNrmse", score(model.validation()));
        one.add("testNrmse", score(model.test()));
        one.addProperty("output", model.learned().output().word());
        number(one, "effectiveParameters", model.learned().effective());
        number(one, "fitSeconds", model.learned().seconds());
        one.add("forecastNrmse", score(model.learned().forecast()));
        number(one, "logDensity", model.learned().logDensity().value());
        JsonArray facts = new JsonArray();
        model.learned().facts().forEach(fact -> facts.add(fact(fact)));
        one.add("facts", facts);
        model.search().ifPresent(search -> one.add("search", search(search)));
        JsonArray estimates = new JsonArray();
        model.estimates().forEach(e -> estimates.add(estimate(e)));
        one.add("estimates", estimates);
        return one;
    }

    private static JsonObject fact(Fact fact) {
        JsonObject one = new JsonObject();
        one.addProperty("name", fact.name());
        number(one, "value", fact.value());
        one.addProperty("words", fact.words());
        one.addProperty("warning", fact.warning());
        return one;
    }

    private static JsonObject search(SearchResult search) {
        JsonObject one = new JsonObject();
        one.addProperty("method", search.method().name());
        one.addProperty("criterion", search.criterion());
        JsonArray trials = new JsonArray();
        for (SearchResult.Trial trial : search.trials()) {
            JsonObject each = new JsonObject();
            JsonObject settings = new JsonObject();
            trial.settings().forEach(settings::addProperty);
            each.add("settings", settings);
            each.addProperty("parameters", trial.parameters());
            number(each, "value", trial.value());
            each.addProperty("failure", trial.failure());
            trials.add(each);
        }
        one.add("trials", trials);
        one.addProperty("chosen", search.chosen());
        return one;
    }

    static JsonObject estimate(EstimatorResult estimate) {
        JsonObject one = new JsonObject();
        one.addProperty("estimator", estimate.estimator());
        if (!estimate.upstream().isEmpty()) {
            one.addProperty("upstream", estimate.upstream());
        }
        one.addProperty("replicas", estimate.distribution().samples().size(0));
        number(one, "seconds", estimate.seconds());
        JsonObject diagnostics = new JsonObject();
        estimate.distribution().diagnostics().forEach((name, value) -> number(diagnostics, name, value));
        one.add("diagnostics", diagnostics);
        JsonArray identities = new JsonArray();
        estimate.identity().ifPresent(report -> report.layers().forEach(i -> identities.add(identity(i, i == report.of(i.layer())))));
        one.add("identity", identities);
        return one;
    }

    /** One outcome; that which decides about the layer is the one that tables print. */
    private static JsonObject identity(Identity identity, boolean decides) {
        JsonObject one = new JsonObject();
        one.addProperty("layer", identity.layer());
        one.addProperty("basis", identity.basis());
        number(one, "rho", identity.rho());
        number(one, "chance", identity.rho0());
        number(one, "quantile95", identity.quantile95());
        number(one, "excess", identity.excess());
        one.addProperty("accepted", identity.accepted());
        one.addProperty("decides", decides);
        return one;
    }

    private static JsonObject reduction(ReductionResult reduction, RunResult result) {
        JsonObject one = new JsonObject();
        one.addProperty("model", reduction.model());
        one.addProperty("estimator", reduction.estimator());
        one.addProperty("layer", reduction.reduction().layer());
        one.addProperty("units", reduction.units());
        one.addProperty("concluded", reduction.concluded(result.models()));
        JsonArray sufficient = new JsonArray();
        for (Sufficiency s : reduction.reduction().sufficiency()) {
            JsonObject each = new JsonObject();
            each.addProperty("path", s.path());
            each.addProperty("refit", s.refit());
            each.addProperty("judged", s.judged());
            each.addProperty("units", s.sufficient());
            number(each, "low", s.low());
            number(each, "high", s.high());
            number(each, "tolerance", s.tolerance());
            number(each, "random", s.random());
            number(each, "chance", s.chance());
            number(each, "pathChance", s.pathChance());
            each.addProperty("beatsControl", s.beatsControl());
            number(each, "gain", s.gain());
            number(each, "gainLow", s.gainLow());
            number(each, "gainHigh", s.gainHigh());
            sufficient.add(each);
        }
        one.add("sufficient", sufficient);
        return one;
    }

    private static JsonObject score(Score score) {
        JsonObject one = new JsonObject();
        number(one, "value", score.value());
        number(one, "low", score.low());
        number(one, "high", score.high());
        return one;
    }

    /** JSON has no NaN: what could not be computed is null. */
    private static void number(JsonObject object, String name, double value) {
        if (Double.isFinite(value)) {
            object.addProperty(name, value);
        } else {
            object.add(name, JsonNull.INSTANCE);
        }
    }
}
