"""
Job `node`: 100 replicas of a latent neural ODE autoencoder (Chen et al., 2018) on the windows of job `gru`.

Encoder 50 -> 16 tanh -> 2 gives z(0); dz/dt = W2 tanh(W1 z + b1) + b2 with 32 hidden units; classic Runge-Kutta with 49
steps of 0.1, as torchdiffeq's `rk4` grid but with the classic tableau, gives 50 states; read-out affine 2 -> 1 at each.
Loss: mean squared error over minibatch and time, backpropagated through the solver. Arguments as training.py says.

Mode `batched` lays values out as torchdiffeq does, [replicas, samples, features]; in mode `tuned` samples come last, which suits
PyTorch's vector loops.
"""
import sys

import torch
from torch.nn.functional import mse_loss

import training
from recurrent import inputs, mapped_dimensions, of_replica, reconstruction_losses

NAME = "node"
STEP = 0.1


def shapes(length=50, encoder=16, latent=2, hidden=32):
    return [("encoder.weight", (encoder, length)), ("encoder.bias", (encoder,)),
            ("initial.weight", (latent, encoder)), ("initial.bias", (latent,)),
            ("field_hidden.weight", (hidden, latent)), ("field_hidden.bias", (hidden,)),
            ("field.weight", (latent, hidden)), ("field.bias", (latent,)),
            ("output.weight", (1, latent)), ("output.bias", (1,))]


def solution(field, z, length):
    """The states at so many instants by classic Runge-Kutta."""
    states = [z]
    for _ in range(length - 1):
        k1 = field(z)
        k2 = field(torch.add(z, k1, alpha=STEP / 2))
        k3 = field(torch.add(z, k2, alpha=STEP / 2))
        k4 = field(torch.add(z, k3, alpha=STEP))
        z = torch.add(z, torch.add(k1 + k4, k2 + k3, alpha=2), alpha=STEP / 6)
        states.append(z)
    return states


def batched(parameters, windows):
    we, be, wi, bi, w1, b1, w2, b2, wo, bo = parameters
    replicas, samples, length = windows.shape
    b1, b2 = b1.unsqueeze(1), b2.unsqueeze(1)
    w1, w2 = w1.transpose(1, 2), w2.transpose(1, 2)
    h = torch.tanh(torch.baddbmm(be.unsqueeze(1), windows, we.transpose(1, 2)))
    states = solution(lambda z: torch.baddbmm(b2, torch.tanh(torch.baddbmm(b1, z, w1)), w2),
                      torch.baddbmm(bi.unsqueeze(1), h, wi.transpose(1, 2)), length)
    output = torch.stack(states, 2).view(replicas, samples * length, -1) @ wo.transpose(1, 2) + bo.unsqueeze(2)
    return mse_loss(output.view(replicas, samples, length), windows, reduction="none").mean((1, 2))


def tuned(parameters, windows):
    we, be, wi, bi, w1, b1, w2, b2, wo, bo = parameters
    b1, b2 = b1.unsqueeze(2), b2.unsqueeze(2)
    h = torch.tanh(torch.baddbmm(be.unsqueeze(2), we, windows.transpose(1, 2)))
    states = solution(lambda z: torch.baddbmm(b2, w2, torch.tanh(torch.baddbmm(b1, w1, z))),
                      torch.baddbmm(bi.unsqueeze(2), wi, h), windows.shape[2])
    return reconstruction_losses(states, wo, bo, windows)


def single(parameters, windows):
    we, be, wi, bi, w1, b1, w2, b2, wo, bo = parameters
    w1, w2 = w1.t(), w2.t()

    def field(z):
        return torch.addmm(b2, torch.tanh(torch.addmm(b1, z, w1)), w2)

    states = solution(field, torch.addmm(bi, torch.tanh(torch.addmm(be, windows, we.t())), wi.t()), windows.shape[1])
    output = torch.stack(states, 1) @ wo.t() + bo
    return mse_loss(output.squeeze(2), windows)


mapped = single

if __name__ == "__main__":
    training.main(sys.modules[__name__])
