package org.paramscope.ui.internal.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.paramscope.core.run.Preparation;
import org.paramscope.core.run.StudyPlan;
import org.paramscope.data.CancelledException;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.study.Study;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Installed;

/**
 * What the data of a study hold, and whether a run can use them.
 *
 * @param channels their names; none when the data cannot be opened
 * @param prepared the data as a run would use them; empty when it cannot
 * @param refusal  why a run cannot use them; empty when it can
 */
public record OpenedData(List<String> channels, Optional<Preparation> prepared, Optional<Exception> refusal) {

    /**
     * Opens the data of a study and prepares them as a run does.
     *
     * @param file of the study, against whose folder relative paths are resolved
     * @throws CancelledException when the user cancelled
     */
    static OpenedData of(Study study, Path file, Progress progress) {
        StudyPlan plan;
        try {
            plan = StudyPlan.of(study, file, Installed.registry());
        } catch (Exception e) {
            // A setting that is not allowed, a plugin that is not installed: the data are not looked at.
            return refused(List.of(), e);
        }
        try {
            Preparation prepared = Preparation.of(plan, progress);
            return new OpenedData(channels(prepared.recording()), Optional.of(prepared), Optional.empty());
        } catch (CancelledException e) {
            throw e;
        } catch (SettingException e) {
            return refused(channels(plan.data(), progress), e);
        } catch (Exception e) {
            // Datasets are plugins: whatever one throws is the reason why there are no data.
            return refused(List.of(), e);
        }
    }

    private static OpenedData refused(List<String> channels, Exception reason) {
        return new OpenedData(channels, Optional.empty(), Optional.of(reason));
    }

    @SuppressWarnings("unchecked")
    private static List<String> channels(StudyPlan.Choice data, Progress progress) {
        try {
            return channels(((Dataset<Record>) data.contribution().instance()).open(data.settings(), progress));
        } catch (DataException | SettingException e) {
            // They cannot be opened, and the refusal says why.
            Failures.log("data", e);
            return List.of();
        }
    }

    private static List<String> channels(Recording recording) {
        return recording.signals().stream().flatMap(signal -> signal.channels().stream()).distinct().toList();
    }

    /** Whether what is wrong can be put right on the page of windows: the data themselves are sound. */
    public boolean onlyWindowsRefused() {
        return refusal.isPresent() && refusal.get() instanceof SettingException setting && setting.setting().startsWith("windows.");
    }

    /** Why a run cannot use the data, in one line; empty when it can. */
    public String reason() {
        return refusal.map(Failures::line).orElse("");
    }
}
