package org.paramscope.core.run;

import java.util.Locale;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Schedule;

/**
 * Settings of a study's training; the defaults are those of the study model.
 *
 * @param steps        of the optimiser
 * @param learningRate of the optimiser; BFGS finds its own
 * @param precision    of the training arithmetic
 * @param patience     steps without improvement on the validation stretch; 0: never stop early
 * @param optimiser    that a step follows
 * @param momentum     of the optimiser of that name
 * @param weightDecay  of AdamW
 * @param schedule     of the learning rate
 * @param finalRate    what a falling schedule leaves of the learning rate in the end
 * @param warmUp       steps over which the learning rate rises first
 * @param clipping     largest norm of a gradient; 0: any
 * @param batch        samples that a step looks at; 0: all
 */
public record Training(
        @Setting(label = "Steps", min = 1, max = 10_000_000, help = "of the optimiser") int steps,
        @Setting(label = "Learning rate", min = 1e-9, max = 10, help = "of the optimiser; bfgs finds its own") double learningRate,
        @Setting(label = "Precision", help = "of the training arithmetic") Precision precision,
        @Setting(label = "Patience", min = 0, max = 10_000_000, unit = "steps",
                help = "without improvement on the validation stretch; 0: never stop early") int patience,
        @Setting(label = "Optimiser", help = "that a step follows") OptimiserChoice optimiser,
        @Setting(label = "Momentum", min = 0, max = 0.9999, help = "of the optimiser of that name") double momentum,
        @Setting(label = "Weight decay", min = 0, max = 100, help = "of adamw") double weightDecay,
        @Setting(label = "Schedule", help = "by which the learning rate falls") ScheduleChoice schedule,
        @Setting(label = "Final rate", min = 1e-9, max = 1,
                help = "what a falling schedule leaves of the learning rate in the end") double finalRate,
        @Setting(label = "Warm-up", min = 0, max = 10_000_000, unit = "steps",
                help = "over which the learning rate rises first") int warmUp,
        @Setting(label = "Clipping", min = 0, max = 1e9, help = "largest norm of a gradient; 0: any") double clipping,
        @Setting(label = "Batch", min = 0, max = 10_000_000, unit = "samples",
                help = "that a step looks at, in a random order; 0: all") int batch) {

    /** 300 steps of Adam over all samples in float64. */
    public Training() {
        this(300, 0.01, Precision.FLOAT64, 0, OptimiserChoice.ADAM, 0.9, 0.01, ScheduleChoice.CONSTANT, 0.01, 0, 0, 0);
    }

    public Training {
        if (optimiser == OptimiserChoice.BFGS) {
            require(batch == 0, "batch", batch, "0 (all samples)");
            require(schedule == ScheduleChoice.CONSTANT, "schedule", schedule.name().toLowerCase(Locale.ROOT), "constant");
            require(warmUp == 0, "warmUp", warmUp, "0");
            require(clipping == 0, "clipping", clipping, "0 (none)");
        }
    }

    private static void require(boolean holds, String setting, Object value, String allowed) {
        if (!holds) {
            throw new SettingException(setting, value.toString(), "only " + allowed + " is allowed with the optimiser bfgs");
        }
    }

    /** The budget of a fit on so many threads. */
    Budget budget(int threads) {
        Schedule falling = switch (schedule) {
            case CONSTANT -> new Schedule.Constant();
            case QUARTERS -> new Schedule.StepDecay(Math.ceilDiv(steps, 4), StrictMath.cbrt(finalRate));
            case EXPONENTIAL -> new Schedule.Exponential(StrictMath.pow(finalRate, 1.0 / steps));
            case COSINE -> new Schedule.Cosine(finalRate);
        };
        return new Budget(steps, learningRate, precision, patience, threads, switch (optimiser) {
            case ADAM -> new Optimiser.Adam();
            case ADAMW -> new Optimiser.AdamW(weightDecay);
            case MOMENTUM -> new Optimiser.GradientDescent(momentum, false);
            case BFGS -> new Optimiser.LimitedMemoryBfgs();
        }, warmUp == 0 ? falling : new Schedule.WarmUp(warmUp, falling),
                clipping == 0 ? new Clipping.None() : new Clipping.Norm(clipping), batch);
    }
}
