"""
Job `cde`: 100 replicas of a neural controlled differential equation (Kidger et al., 2020) that predicts the value after
a window of 50 with 30 % of its values missing.

Control path X: natural cubic spline through (time, value), coefficients from inputs.py. z(0) is affine in X(0); dz = F(z) dX
with F: 8 -> 32 tanh -> 8 x 2 tanh (hidden unit first, channel last); classic Runge-Kutta, a step an interval of 0.1;
read-out affine 8 -> 1 of the final state. Loss: mean squared error over the minibatch. Arguments as training.py says.

Mode `batched` lays values out as torchcde does, [replicas, samples, features], and multiplies the field's matrix by the velocity;
in mode `tuned` samples come last, which suits PyTorch's vector loops.
"""
import sys

import torch
from torch.nn.functional import mse_loss

import training

NAME = "cde"
STEP = 0.1
mapped_dimensions = (0, 0, 0)


def shapes(hidden=8, width=32, channels=2):
    return [("initial.weight", (hidden, channels)), ("initial.bias", (hidden,)),
            ("field_hidden.weight", (width, hidden)), ("field_hidden.bias", (width,)),
            ("field.weight", (hidden * channels, width)), ("field.bias", (hidden * channels,)),
            ("output.weight", (1, hidden)), ("output.bias", (1,))]


def control(coefficients):
    """X(0) [rows, 2] and dX/dt at ends and middles of the K intervals [rows, 2 K + 1, 2], from [rows, K, 2, 4]."""
    a, b, c, d = coefficients.unbind(3)
    middle = b + STEP * (c + 0.75 * STEP * d)
    end = b + STEP * (2 * c + 3 * STEP * d)
    return a[:, 0].clone(), torch.cat([torch.stack([b, middle], 2).flatten(1, 2), end[:, -1:]], 1)


def inputs(data, replicas):
    """X(0) [.., M, 2]; dX/dt at ends and middles of the intervals [.., M, 99, 2]; targets [.., M]."""
    starts, velocities = control(data.numbers("cde_coefficients.f64", 500, 49, 2, 4))
    targets, indices = data.numbers("targets.f64", 500), data.indices(replicas)

    def batch(step, chosen=slice(None)):
        rows = indices[step, chosen]
        return starts[rows], velocities[rows], targets[rows]

    return batch


def of_replica(arguments):
    return tuple(values[0] for values in arguments)


def integrate(field, z, v):
    """Classic Runge-Kutta through the velocities at ends and middles of the intervals."""
    for k in range(0, len(v) - 1, 2):
        k1 = field(z, v[k])
        k2 = field(torch.add(z, k1, alpha=STEP / 2), v[k + 1])
        k3 = field(torch.add(z, k2, alpha=STEP / 2), v[k + 1])
        k4 = field(torch.add(z, k3, alpha=STEP), v[k + 2])
        z = torch.add(z, torch.add(k1 + k4, k2 + k3, alpha=2), alpha=STEP / 6)
    return z


def batched(parameters, starts, velocities, targets):
    wi, bi, w1, b1, w2, b2, wo, bo = parameters
    replicas, samples = targets.shape
    b1, b2 = b1.unsqueeze(1), b2.unsqueeze(1)
    w1, w2 = w1.transpose(1, 2), w2.transpose(1, 2)

    def field(z, velocity):
        f = torch.tanh(torch.baddbmm(b2, torch.tanh(torch.baddbmm(b1, z, w1)), w2))
        return (f.view(replicas, samples, -1, 2) @ velocity).squeeze(3)

    v = velocities.permute(2, 0, 1, 3).contiguous().unsqueeze(4).unbind(0)
    z = integrate(field, torch.baddbmm(bi.unsqueeze(1), starts, wi.transpose(1, 2)), v)
    output = torch.baddbmm(bo.unsqueeze(1), z, wo.transpose(1, 2)).squeeze(2)
    return mse_loss(output, targets, reduction="none").sum(1) / samples


def tuned_field(z, velocity, w1, b1, w2, b2):
    replicas, hidden, samples = z.shape
    f = torch.tanh(torch.baddbmm(b2, w2, torch.tanh(torch.baddbmm(b1, w1, z))))
    return (f.view(replicas, hidden, 2, samples) * velocity).sum(2)


def tuned(parameters, starts, velocities, targets):
    wi, bi, w1, b1, w2, b2, wo, bo = parameters
    b1, b2 = b1.unsqueeze(2), b2.unsqueeze(2)
    # [replicas, 1, channels, samples] for each of 99 instants
    v = velocities.permute(2, 0, 3, 1).contiguous().unsqueeze(2).unbind(0)
    start = torch.baddbmm(bi.unsqueeze(2), wi, starts.transpose(1, 2))
    z = integrate(lambda state, velocity: tuned_field(state, velocity, w1, b1, w2, b2), start, v)
    output = torch.baddbmm(bo.unsqueeze(2), wo, z).squeeze(1)
    return mse_loss(output, targets, reduction="none").sum(1) / targets.shape[1]


def single(parameters, starts, velocities, targets):
    wi, bi, w1, b1, w2, b2, wo, bo = parameters
    w1, w2 = w1.t(), w2.t()
    v = velocities.unsqueeze(2).unbind(1)

    def field(z, velocity):
        f = torch.tanh(torch.addmm(b2, torch.tanh(torch.addmm(b1, z, w1)), w2))
        return (f.view(*z.shape, 2) * velocity).sum(-1)

    z = integrate(field, torch.addmm(bi, starts, wi.t()), v)
    output = torch.addmm(bo, z, wo.t()).squeeze(1)
    return mse_loss(output, targets)


mapped = single

if __name__ == "__main__":
    training.main(sys.modules[__name__])
