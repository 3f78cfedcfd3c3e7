package org.paramscope.data.checks;

import org.paramscope.data.DataException;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;

/**
 * A comparison of a computed value with an outside reference: a published value or a closed form.
 * The bundle that computes the value contributes the check.
 */
public interface Check {

    /**
     * Computes the quantity and sets it beside its reference.
     *
     * @param data gives access to the installed datasets
     * @throws DataException if a dataset that the check needs cannot be opened
     */
    CheckResult run(Data data, Progress progress) throws DataException;

    /** The installed datasets, by name: a check knows no other contribution. */
    @FunctionalInterface
    interface Data {

        /**
         * Opens a dataset with its default settings.
         *
         * @param dataset identifier or short name, for example {@code co2}
         * @throws DataException if it is not installed or cannot be read
         */
        Recording open(String dataset) throws DataException;
    }
}
