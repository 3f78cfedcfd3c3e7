package org.paramscope.engine;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;

/**
 * A model's loss and outputs as functions of its parameters [p], with their derivatives, in float64. Safe to call from any
 * thread.
 *
 * <p>The loss is L(w) = sum over the n samples of weight_i l_i(w), with the samples' likelihood weights scaled to the sum 1.
 * Products with a direction v [p] cost two or three evaluations of the gradient and never form a matrix: they are forward mode
 * (Wengert 1964) through the forward and the reverse pass (Pearlmutter 1994). Parameters that a mask fixes have no derivative,
 * and directions no component there. At a kink, as of relu, the derivative is that of the side on which the value was
 * computed. What a block reads without differentiating it, a mask or the weights of an error, counts as constant; it
 * should not depend on parameters.
 *
 * <p>All methods throw {@link org.paramscope.data.ShapeException} when parameters, directions or samples do not fit the model,
 * or a head is not there.
 */
public interface Objective {

    /** The loss L at parameters [p]. */
    double loss(double[] parameters, Samples samples);

    /** The gradient [p] of {@link #loss}. */
    double[] gradient(double[] parameters, Samples samples);

    /** The loss l_i of each sample, [n]; their weighted mean is {@link #loss}. */
    double[] losses(double[] parameters, Samples samples);

    /**
     * The gradient of each sample's loss l_i, [n, p], by one reverse pass; their weighted mean is {@link #gradient}.
     *
     * @throws org.paramscope.data.ShapeException when n p is above 2^31 - 1
     */
    NumericArray gradients(double[] parameters, Samples samples);

    /**
     * The Jacobian of a head's values of each sample, [n, outputs, p], by one reverse pass for each output.
     *
     * @throws org.paramscope.data.ShapeException when n outputs p is above 2^31 - 1
     */
    NumericArray jacobian(String head, double[] parameters, Samples samples);

    /** J v, [n, outputs]: the derivatives of a head's values in a direction v [p], by one forward pass. */
    NumericArray jacobianProduct(String head, double[] parameters, double[] direction, Samples samples);

    /** J' c, [p]: the gradient of the sum over samples and outputs of c times a head's values, c [n, outputs]; without weights. */
    double[] vectorJacobianProduct(String head, double[] parameters, NumericArray cotangents, Samples samples);

    /** H v, [p], H the Hessian of {@link #loss} (Pearlmutter 1994). */
    double[] hessianProduct(double[] parameters, double[] direction, Samples samples);

    /**
     * G v, [p], with the generalised Gauss-Newton matrix G = sum of weight_i J_i' H_i J_i (Schraudolph 2002): J_i the Jacobian of
     * the heads that the loss looks at, H_i the Hessian of the sample's loss l_i as a function of these heads. For squared
     * error over m entries H_i is 2/m times the identity; for softmax cross entropy with targets that sum to 1 it is
     * diag(q) - q q', q = softmax of the head.
     */
    double[] gaussNewtonProduct(double[] parameters, double[] direction, Samples samples);
}
