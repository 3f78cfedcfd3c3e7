"""
Job `node`: 100 replicas of a latent neural ODE autoencoder (Chen et al., 2018) on the windows of job `gru`.

Encoder 50 -> 16 tanh -> 2 gives z(0); dz/dt = W2 tanh(W1 z + b1) + b2 with 32 hidden units; classic Runge-Kutta with 49
steps of 0.1, as torchdiffeq's `rk4` grid but with the classic tableau, gives 50 states; read-out affine 2 -> 1 at each.
Loss: mean squared error over minibatch and time, backpropagated through the solver. Arguments as training.py says.
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


def field(z, w1, b1, w2, b2):
    return torch.baddbmm(b2, w2, torch.tanh(torch.baddbmm(b1, w1, z)))


def batched(parameters, windows):
    we, be, wi, bi, w1, b1, w2, b2, wo, bo = parameters
    b1, b2 = b1.unsqueeze(2), b2.unsqueeze(2)
    z = torch.baddbmm(bi.unsqueeze(2), wi, torch.tanh(torch.baddbmm(be.unsqueeze(2), we, windows.transpose(1, 2))))
    states = [z]
    for _ in range(windows.shape[2] - 1):
        k1 = field(z, w1, b1, w2, b2)
        k2 = field(torch.add(z, k1, alpha=STEP / 2), w1, b1, w2, b2)
        k3 = field(torch.add(z, k2, alpha=STEP / 2), w1, b1, w2, b2)
        k4 = field(torch.add(z, k3, alpha=STEP), w1, b1, w2, b2)
        z = torch.add(z, torch.add(k1 + k4, k2 + k3, alpha=2), alpha=STEP / 6)
        states.append(z)
    return reconstruction_losses(states, wo, bo, windows)


def single(parameters, windows):
    we, be, wi, bi, w1, b1, w2, b2, wo, bo = parameters
    w1, w2 = w1.t(), w2.t()

    def field(z):
        return torch.addmm(b2, torch.tanh(torch.addmm(b1, z, w1)), w2)

    z = torch.addmm(bi, torch.tanh(torch.addmm(be, windows, we.t())), wi.t())
    states = [z]
    for _ in range(windows.shape[1] - 1):
        k1 = field(z)
        k2 = field(torch.add(z, k1, alpha=STEP / 2))
        k3 = field(torch.add(z, k2, alpha=STEP / 2))
        k4 = field(torch.add(z, k3, alpha=STEP))
        z = torch.add(z, torch.add(k1 + k4, k2 + k3, alpha=2), alpha=STEP / 6)
        states.append(z)
    output = torch.stack(states, 1) @ wo.t() + bo
    return mse_loss(output.squeeze(2), windows)


mapped = single

if __name__ == "__main__":
    training.main(sys.modules[__name__])
