package org.paramscope.engine.violation;

import org.eclipse.violation.Platform;

/** What no engine class may do, in the proof that the architecture test fails. */
public final class EngineThatKnowsEclipse {

    private EngineThatKnowsEclipse() {
    }

    /** Uses Eclipse, and prints. */
    public static void violate() {
        System.out.println(Platform.answer());
    }
}
