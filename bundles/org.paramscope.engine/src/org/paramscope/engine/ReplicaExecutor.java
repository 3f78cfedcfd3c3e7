package org.paramscope.engine;

import java.util.function.IntConsumer;
import org.paramscope.data.Progress;
import org.paramscope.engine.internal.ThreadExecutor;

/** Runs independent tasks, one a replica: on threads here, on other executors unchanged. */
public interface ReplicaExecutor {

    /** Tasks on n threads (at least 1); an idle thread takes the next task. */
    static ReplicaExecutor threads(int n) {
        return new ThreadExecutor(n);
    }

    /**
     * Runs tasks 0 to {@code tasks - 1}, each once, in any order, and returns when all are done. The
     * fraction of finished tasks is reported.
     *
     * @throws org.paramscope.data.CancelledException when the user cancelled
     * @throws RuntimeException the first that a task threw; tasks that have not begun are dropped
     */
    void run(int tasks, IntConsumer task, Progress progress);
}
