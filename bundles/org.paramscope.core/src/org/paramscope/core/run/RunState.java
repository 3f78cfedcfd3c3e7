package org.paramscope.core.run;

import org.paramscope.study.RunStatus;

/**
 * How a run stands.
 *
 * @param status     a run that stays RUNNING was interrupted without notice
 * @param provenance where its numbers come from
 * @param message    why it failed; else empty
 */
public record RunState(RunStatus status, Provenance provenance, String message) {
}
