package org.paramscope.engine.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.paramscope.data.CancelledException;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.ReplicaExecutor;

/**
 * Tasks on threads, the caller's among them. All draw the next number from one counter: idle threads
 * steal from nobody because nothing is handed out ahead.
 */
public final class ThreadExecutor implements ReplicaExecutor {

    private final int threads;

    /** At least one thread. */
    public ThreadExecutor(int threads) {
        if (threads < 1) {
            throw new SettingException("threads", Integer.toString(threads), "at least 1 is needed");
        }
        this.threads = threads;
    }

    @Override
    public void run(int tasks, IntConsumer task, Progress progress) {
        Run run = new Run(tasks, task, progress);
        Thread[] others = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
        for (int i = 0; i < others.length; i++) {
            others[i] = Thread.ofPlatform().daemon().name("replicas-" + (i + 1)).start(run::work);
        }
        run.work();
        join(others, run);
        RuntimeException failure = run.failure.get();
        if (failure != null) {
            throw failure;
        }
    }

    private static void join(Thread[] threads, Run run) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    run.failure.compareAndSet(null, new CancelledException());
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Run {

        private final int tasks;
        private final IntConsumer task;
        private final Progress progress;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
        private int done;

        Run(int tasks, IntConsumer task, Progress progress) {
            this.tasks = tasks;
            this.task = task;
            this.progress = progress;
        }

        void work() {
            try {
                for (int i = next.getAndIncrement(); i < tasks && failure.get() == null; i = next.getAndIncrement()) {
                    progress.check();
                    task.accept(i);
                    finished();
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } catch (Error e) {
                failure.compareAndSet(null, new IllegalStateException(e.toString(), e));
            }
        }

        private synchronized void finished() {
            done++;
            progress.report((double) done / tasks, done + " of " + tasks);
        }
    }
}
