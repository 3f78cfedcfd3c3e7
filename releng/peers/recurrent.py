"""
What the recurrent jobs share: an encoder reads a window of T values; the latent, affine in its last hidden state, is the
decoder's input at every time step; the read-out is affine in the decoder's hidden states. Loss: mean squared error over
the minibatch and time. Cells, their order of gates and their parameters are those of torch.nn.GRU and torch.nn.LSTM.
"""
import torch
from torch.nn.functional import mse_loss

mapped_dimensions = (0,)


def shapes(gates, hidden=16, latent=2):
    def cell(name, width):
        return [(name + ".weight_ih_l0", (gates * hidden, width)), (name + ".weight_hh_l0", (gates * hidden, hidden)),
                (name + ".bias_ih_l0", (gates * hidden,)), (name + ".bias_hh_l0", (gates * hidden,))]

    return [*cell("encoder", 1), ("latent.weight", (latent, hidden)), ("latent.bias", (latent,)),
            *cell("decoder", latent), ("output.weight", (1, hidden)), ("output.bias", (1,))]


def inputs(data, replicas):
    windows, indices = data.numbers("windows.f64", 500, 50), data.indices(replicas)
    return lambda step, chosen=slice(None): (windows[indices[step, chosen]],)


def of_replica(arguments):
    return (arguments[0][0],)


def reconstruction_losses(states, weight, bias, windows):
    """[replicas] from the decoder's states, T times [replicas, H, M], the read-out and the windows [replicas, M, T]."""
    replicas, samples, length = windows.shape
    output = torch.baddbmm(bias.unsqueeze(2), weight, torch.cat(states, 2)).view(replicas, length, samples)
    return mse_loss(output, windows.transpose(1, 2), reduction="none").sum((1, 2)) / (length * samples)


def single(network, parameters, windows):
    """One replica with PyTorch's own recurrent network (input, parameters) -> (states [M, T, H], last state [1, M, H])."""
    _, last = network(windows.unsqueeze(2), parameters[0:4])
    latent = torch.addmm(parameters[5], last[0], parameters[4].t())
    states, _ = network(latent.unsqueeze(1).expand(-1, windows.shape[1], -1), parameters[6:10])
    return mse_loss((states @ parameters[10].t() + parameters[11]).squeeze(2), windows)
