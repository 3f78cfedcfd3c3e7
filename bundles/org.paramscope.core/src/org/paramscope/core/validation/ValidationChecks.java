package org.paramscope.core.validation;

import java.util.ArrayList;
import java.util.List;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.CancelledException;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.PluginException;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;

/** The outside checks of an installation: published values and closed forms that its plugins must reproduce. */
public final class ValidationChecks {

    private ValidationChecks() {
    }

    /**
     * Runs every contributed check, in the order of their names. One that cannot be run, for example because its
     * dataset is not installed, gives a result that says so and has not passed.
     *
     * @throws CancelledException when the user cancelled
     */
    public static List<CheckResult> run(Registry registry, Progress progress) {
        List<Contribution<?>> checks = registry.all(Kind.CHECK);
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            progress.check();
            Progress part = progress.part((double) i / checks.size(), (i + 1.0) / checks.size());
            part.report(0, checks.get(i).name());
            results.add(run(checks.get(i), registry, part));
        }
        return results;
    }

    private static CheckResult run(Contribution<?> contribution, Registry registry, Progress progress) {
        try {
            return ((Check) contribution.instance()).run(name -> open(name, registry), progress);
        } catch (CancelledException e) {
            throw e;
        } catch (DataException | RuntimeException e) {
            return CheckResult.notRun(contribution.shortName(), String.valueOf(e.getMessage()));
        }
    }

    private static Recording open(String name, Registry registry) throws DataException {
        try {
            Contribution<?> dataset = registry.find(Kind.DATASET, name);
            return open((Dataset<?>) dataset.instance(), dataset.schema().orElseThrow().defaults());
        } catch (PluginException e) {
            throw new DataException(name, "", e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked") // the schema is read from the dataset's own type argument
    private static <S extends Record> Recording open(Dataset<S> dataset, Record settings) throws DataException {
        return dataset.open((S) settings, Progress.none());
    }
}
