package org.paramscope.provisioning;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.paramscope.data.Progress;

/** Tells p2 when the user cancelled. What p2 itself reports (every bundle, twice) says nothing to a user. */
final class CancellingMonitor extends NullProgressMonitor {

    private final Progress progress;

    CancellingMonitor(Progress progress) {
        this.progress = progress;
    }

    @Override
    public boolean isCanceled() {
        return progress.cancelled();
    }
}
