package org.paramscope.estimators.laplace;

import org.paramscope.data.Progress;

/** Cancels as the whole does; reports nothing, where the parts are too short to be reported one by one. */
record Silent(Progress whole) implements Progress {

    @Override
    public void report(double fraction, String message) {
        // the whole was
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
