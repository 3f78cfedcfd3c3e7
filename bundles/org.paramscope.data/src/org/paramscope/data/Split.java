package org.paramscope.data;

/**
 * A signal cut into windows for training, validation and test, by time, with a gap of one window
 * between the parts, and transformed by what the training part says.
 *
 * @param train the windows that fit models
 * @param validation the windows that choose among them; may be empty
 * @param test the windows that are reported; may be empty
 * @param ranges the samples of the signal that each part may use
 * @param transform fitted on the training samples
 */
public record Split(Samples train, Samples validation, Samples test, Ranges ranges, Transform.Fitted transform) {

    /** Indices of samples in the signal, from (included) to (excluded). */
    public record Ranges(int trainFrom, int trainTo, int validationFrom, int validationTo, int testFrom, int testTo) {
    }

    /** Windows [n, length x components] in original units: [n, length x channels]. */
    public NumericArray invert(NumericArray windows) {
        int components = train.shape().channels();
        NumericArray steps = transform.invert(windows.reshape(windows.length() / components, components));
        return windows.rank() < 2 ? steps.reshape(steps.length()) : steps.reshape(windows.size(0), windows.size(1) / components * steps.size(1));
    }
}
