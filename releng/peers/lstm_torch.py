"""Job `lstm`: as job `gru` with LSTM cells. See recurrent.py, training.py."""
import sys

import torch

import recurrent
import training
from recurrent import inputs, mapped_dimensions, of_replica, reconstruction_losses

NAME = "lstm"


def shapes(hidden=16, latent=2):
    return recurrent.shapes(4, hidden, latent)


def step(gates, c, dimension):
    i, f, g, o = gates.chunk(4, dimension)
    c = torch.addcmul(torch.sigmoid(f) * c, torch.sigmoid(i), torch.tanh(g))
    return torch.sigmoid(o) * torch.tanh(c), c


def batched(parameters, windows):
    wi, wh, bi, bh, wl, bl, vi, vh, ci, ch, wo, bo = parameters
    replicas, samples, length = windows.shape
    hidden = wh.shape[2]
    bias = (bi + bh).unsqueeze(2)
    h = torch.zeros(replicas, hidden, samples, dtype=windows.dtype)
    c = torch.zeros_like(h)
    for x in windows.transpose(1, 2).contiguous().unsqueeze(2).unbind(1):
        h, c = step(torch.baddbmm(torch.addcmul(bias, wi, x), wh, h), c, 1)
    latent = torch.baddbmm(bl.unsqueeze(2), wl, h)
    x = torch.baddbmm((ci + ch).unsqueeze(2), vi, latent)
    h = torch.zeros_like(c)
    c = torch.zeros_like(c)
    states = []
    for _ in range(length):
        h, c = step(torch.baddbmm(x, vh, h), c, 1)
        states.append(h)
    return reconstruction_losses(states, wo, bo, windows)


def single(parameters, windows):
    def network(x, p):
        zero = torch.zeros(1, len(x), p[1].shape[1], dtype=x.dtype)
        return torch.lstm(x, (zero, zero), p, True, 1, 0.0, True, False, True)[:2]

    return recurrent.single(network, parameters, windows)


def mapped(parameters, windows):
    def network(x, p):
        bias = p[2] + p[3]
        h = c = torch.zeros(len(x), p[1].shape[1], dtype=x.dtype)
        states = []
        for value in x.unbind(1):
            h, c = step(torch.addmm(torch.addmm(bias, value, p[0].t()), h, p[1].t()), c, -1)
            states.append(h)
        return torch.stack(states, 1), h.unsqueeze(0)

    return recurrent.single(network, parameters, windows)


if __name__ == "__main__":
    training.main(sys.modules[__name__])
