package org.paramscope.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How evenly a signal was sampled between its seams.
 *
 * @param irregular whether steps differ: more than one in a hundred is by more than a tenth longer or shorter than the usual one.
 *     What jitters less is as good as regular
 * @param interval the mean step in the unit of time
 */
record Sampling(boolean irregular, double interval) {

    private static final double SAME = 0.1;
    private static final double FEW = 0.01;

    static Sampling of(Clock clock, int length, List<Integer> seams) {
        if (clock instanceof Clock.Regular regular) {
            return new Sampling(false, 1 / regular.rate());
        }
        Set<Integer> known = new HashSet<>(seams);
        double[] steps = new double[Math.max(0, length - 1)];
        int count = 0;
        for (int i = 1; i < length; i++) {
            if (!known.contains(i)) {
                steps[count++] = clock.time(i) - clock.time(i - 1);
            }
        }
        if (count == 0) {
            return new Sampling(false, 1);
        }
        double[] sorted = Arrays.copyOf(steps, count);
        Arrays.sort(sorted);
        double usual = sorted[count / 2];
        long others = Arrays.stream(sorted).filter(step -> Math.abs(step - usual) > SAME * usual).count();
        return new Sampling(others > FEW * count, Arrays.stream(sorted).sum() / count);
    }
}
