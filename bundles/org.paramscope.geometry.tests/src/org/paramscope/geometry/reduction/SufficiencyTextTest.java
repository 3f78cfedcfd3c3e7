package org.paramscope.geometry.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a reader is told must follow from the numbers and not contradict itself. */
class SufficiencyTextTest {

    private static Sufficiency outcome(boolean refit, int k, double chance, double pathChance) {
        return new Sufficiency(Reduction.COVARIANCE, refit, 16, k, 6, 9, 0.01, 0.385, 0.004, -0.002, 0.009, 14, chance, pathChance, 3, 1, 4, 12);
    }

    @Test
    void theAnswerNamesWhatItIsRelativeTo() {
        Sufficiency found = outcome(true, 8, 0.01, 0.4);
        assertEquals("8 of 16 neurons suffice (change of NRMSE \u2264 0.01; it is +0.004 [\u22120.002, +0.009] against the equally refitted "
                + "unmerged network); own weights need 11, random merging 14; covariance beyond means changes k by \u22123 [\u22124, \u22121]. "
                + "At 8 neurons 1 % of random merges are as good or better. "
                + "Over the path as a whole, all sizes together, 40 % of random paths are as good or better.", found.caption(outcome(true, 11, 1, 1)));
        assertTrue(found.beatsControl(), "judged at k, whatever the path does");
        assertTrue(outcome(false, 8, 0.01, 0.4).caption(found).contains("against the unmerged network)"));
    }

    @Test
    void aMergeAsGoodAsChanceIsSaidNotToBeatItsControl() {
        Sufficiency found = outcome(false, 8, 0.3, 0.01);
        assertFalse(found.beatsControl(), "the path as a whole is another question");
        assertTrue(found.caption(found).contains("30 % of random merges are as good or better, so that this merge did not beat its control"));
    }

    @Test
    void allNeuronsAreNoAnswerOfHowFewSuffice() {
        Sufficiency found = outcome(false, 16, Double.NaN, 0.01);
        String words = found.caption(found);
        assertTrue(words.startsWith("no neuron could be spared") && !words.contains("16 of 16") && !words.contains("beat"), words);
        assertFalse(words.contains("NaN"), words);
    }
}
