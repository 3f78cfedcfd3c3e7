package org.paramscope.estimators.variational;

import org.paramscope.data.Progress;

/** The progress of a part too small to report: it only asks whether the user cancelled. */
record Silent(Progress progress) implements Progress {

    @Override
    public void report(double fraction, String message) {
        // the whole reports its steps
    }

    @Override
    public boolean cancelled() {
        return progress.cancelled();
    }
}
