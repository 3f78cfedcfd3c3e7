package org.paramscope.data;

/**
 * Something that happened while recording.
 *
 * @param time onset in the time unit of the recording's first signal
 * @param duration in the same unit; 0 for a moment
 * @param label what happened
 */
public record Event(double time, double duration, String label) {
}
