"""Job `gru`: 100 replicas of a GRU autoencoder, hidden 16, latent 2, T = 50, 64 windows a step. See recurrent.py, training.py.

Mode `batched` lays values out as most do, [replicas, samples, features], and takes the encoder's products with its input before
the loop over time; in mode `tuned` samples come last and these products stay in the loop."""
import sys

import torch

import recurrent
import training
from recurrent import inputs, mapped_dimensions, of_replica, reconstruction_losses

NAME = "gru"


def shapes(hidden=16, latent=2):
    return recurrent.shapes(3, hidden, latent)


def batched(parameters, windows):
    wi, wh, bi, bh, wl, bl, vi, vh, ci, ch, wo, bo = parameters
    replicas, samples, length = windows.shape

    def cell(x, h, w, b):
        xr, xz, xn = x.chunk(3, -1)
        hr, hz, hn = torch.baddbmm(b.unsqueeze(1), h, w.transpose(1, 2)).chunk(3, -1)
        n = torch.tanh(xn + torch.sigmoid(xr + hr) * hn)
        return n + torch.sigmoid(xz + hz) * (h - n)

    sums = windows.unsqueeze(3) * wi.view(replicas, 1, 1, -1) + bi.view(replicas, 1, 1, -1)
    start = torch.zeros(replicas, samples, wh.shape[2], dtype=windows.dtype)
    h = start
    for x in sums.unbind(2):
        h = cell(x, h, wh, bh)
    x = torch.baddbmm(ci.unsqueeze(1), torch.baddbmm(bl.unsqueeze(1), h, wl.transpose(1, 2)), vi.transpose(1, 2))
    h, states = start, []
    for _ in range(length):
        h = cell(x, h, vh, ch)
        states.append(h)
    output = torch.stack(states, 2).view(replicas, samples * length, -1) @ wo.transpose(1, 2) + bo.unsqueeze(2)
    return ((output.view(replicas, samples, length) - windows) ** 2).mean((1, 2))


def tuned(parameters, windows):
    wi, wh, bi, bh, wl, bl, vi, vh, ci, ch, wo, bo = parameters
    replicas, samples, length = windows.shape
    hidden = wh.shape[2]
    bi, bh, ch = bi.unsqueeze(2), bh.unsqueeze(2), ch.unsqueeze(2)
    h = torch.zeros(replicas, hidden, samples, dtype=windows.dtype)
    # the encoder's input is one number: its products are taken in the loop, where they stay in the cache, twice as fast
    for x in windows.transpose(1, 2).contiguous().unsqueeze(2).unbind(1):
        xr, xz, xn = torch.addcmul(bi, wi, x).chunk(3, 1)
        hr, hz, hn = torch.baddbmm(bh, wh, h).chunk(3, 1)
        n = torch.tanh(torch.addcmul(xn, torch.sigmoid(xr + hr), hn))
        h = n + torch.sigmoid(xz + hz) * (h - n)
    latent = torch.baddbmm(bl.unsqueeze(2), wl, h)
    xr, xz, xn = torch.baddbmm(ci.unsqueeze(2), vi, latent).chunk(3, 1)
    h = torch.zeros(replicas, hidden, samples, dtype=windows.dtype)
    states = []
    for _ in range(length):
        hr, hz, hn = torch.baddbmm(ch, vh, h).chunk(3, 1)
        n = torch.tanh(torch.addcmul(xn, torch.sigmoid(xr + hr), hn))
        h = n + torch.sigmoid(xz + hz) * (h - n)
        states.append(h)
    return reconstruction_losses(states, wo, bo, windows)


def single(parameters, windows):
    def network(x, p):
        return torch.gru(x, torch.zeros(1, len(x), p[1].shape[1], dtype=x.dtype), p, True, 1, 0.0, True, False, True)

    return recurrent.single(network, parameters, windows)


def cell(x, h, w, b):
    xr, xz, xn = x.chunk(3, -1)
    hr, hz, hn = torch.addmm(b, h, w.t()).chunk(3, -1)
    n = torch.tanh(torch.addcmul(xn, torch.sigmoid(xr + hr), hn))
    return n + torch.sigmoid(xz + hz) * (h - n)


def mapped(parameters, windows):
    def network(x, p):
        h = torch.zeros(len(x), p[1].shape[1], dtype=x.dtype)
        states = []
        for value in x.unbind(1):
            h = cell(torch.addmm(p[2], value, p[0].t()), h, p[1], p[3])
            states.append(h)
        return torch.stack(states, 1), h.unsqueeze(0)

    return recurrent.single(network, parameters, windows)


if __name__ == "__main__":
    training.main(sys.modules[__name__])
