package org.paramscope.geometry.front;

import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.alignment.IdentityReport;

/**
 * What the question "how few neurons does the signal need?" comes to, as one figure shows it.
 *
 * @param identity whether the neurons are the same from replica to replica
 * @param space    the neurons of the reduced layer
 * @param front    error against complexity, with the paths of merged networks and their controls
 * @param caption  the answer in words: how few suffice, and what the controls need
 */
public record HowFewNeurons(IdentityReport identity, ParameterSpace space, Front front, String caption) {
}
