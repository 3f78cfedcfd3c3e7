package org.eclipse.violation;

/** Stands for any class of Eclipse, in the proof that the architecture test fails. */
public final class Platform {

    private Platform() {
    }

    /** Something to call. */
    public static int answer() {
        return 42;
    }
}
