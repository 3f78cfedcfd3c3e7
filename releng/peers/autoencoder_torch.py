"""
Job `ae`: 100 replicas of a 20-8-2-8-20 tanh autoencoder on 500 weighted windows, all of them at each step.

Loss of a replica: sum over windows of weight x mean squared error. Arguments as training.py says. Mode `batched` lays values
out as most do, [replicas, windows, features]. In mode `tuned` windows come last, which suits PyTorch's vector loops, and the
first layer is one product for all replicas.
"""
import sys

import torch
from torch.nn.functional import mse_loss

import training

NAME = "ae"
mapped_dimensions = (None, 0)


def shapes(inputs=20, hidden=8, latent=2):
    return [("encoder.weight", (hidden, inputs)), ("encoder.bias", (hidden,)),
            ("bottleneck.weight", (latent, hidden)), ("bottleneck.bias", (latent,)),
            ("decoder.weight", (hidden, latent)), ("decoder.bias", (hidden,)),
            ("output.weight", (inputs, hidden)), ("output.bias", (inputs,))]


def inputs(data, replicas):
    windows = data.numbers("ae_windows.f64", 500, 20).t().contiguous()
    weights = data.numbers("ae_weights.f64", 100, 500)[:replicas]
    return lambda step, chosen=slice(None): (windows, weights[chosen])


def of_replica(arguments):
    windows, weights = arguments
    return windows, weights[0]


def batched(parameters, windows, weights):
    w1, b1, w2, b2, w3, b3, w4, b4 = parameters
    x = windows.t().expand(len(w1), -1, -1)

    def affine(values, w, b):
        return torch.baddbmm(b.unsqueeze(1), values, w.transpose(1, 2))

    y = affine(torch.tanh(affine(affine(torch.tanh(affine(x, w1, b1)), w2, b2), w3, b3)), w4, b4)
    return (mse_loss(y, x, reduction="none").mean(2) * weights).sum(1)


def tuned(parameters, windows, weights):
    w1, b1, w2, b2, w3, b3, w4, b4 = parameters
    replicas, hidden, width = w1.shape
    h = torch.tanh(torch.addmm(b1.view(-1, 1), w1.view(-1, width), windows)).view(replicas, hidden, -1)
    z = torch.baddbmm(b2.unsqueeze(2), w2, h)
    g = torch.tanh(torch.baddbmm(b3.unsqueeze(2), w3, z))
    y = torch.baddbmm(b4.unsqueeze(2), w4, g)
    return (mse_loss(y, windows.expand_as(y), reduction="none").sum(1) * (weights / width)).sum(1)


def single(parameters, windows, weights):
    w1, b1, w2, b2, w3, b3, w4, b4 = parameters
    h = torch.tanh(w1 @ windows + b1.unsqueeze(1))
    z = w2 @ h + b2.unsqueeze(1)
    g = torch.tanh(w3 @ z + b3.unsqueeze(1))
    y = w4 @ g + b4.unsqueeze(1)
    return (mse_loss(y, windows, reduction="none").sum(0) * (weights / len(windows))).sum()


mapped = single

if __name__ == "__main__":
    training.main(sys.modules[__name__])
