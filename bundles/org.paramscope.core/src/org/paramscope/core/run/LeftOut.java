package org.paramscope.core.run;

/**
 * A model that was asked for only where the data suit it, and does not.
 *
 * @param name         in the study
 * @param contribution identifier of the model type
 * @param reason       what the data have and what is needed
 */
public record LeftOut(String name, String contribution, String reason) {

    /** The model and the reason. */
    public String words() {
        return name + " (" + reason + ")";
    }
}
