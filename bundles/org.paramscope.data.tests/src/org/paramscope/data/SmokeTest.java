package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmokeTest {

    @Test
    void runsOnASupportedJavaVersion() {
        assertTrue(Runtime.version().feature() >= 21);
    }
}
