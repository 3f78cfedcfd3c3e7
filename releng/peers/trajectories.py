"""Writes the losses that the engine's tests compare with, where no PyTorch is at hand:

    python3 releng/peers/trajectories.py bundles/org.paramscope.engine.tests/src/org/paramscope/engine/trajectories.json

Small networks, float64, inputs and first parameters by formulas that stand in the file.
"""
import json
import math
import sys

import numpy as np
import torch

import autoencoder_torch
import gru_torch
import inputs
import lstm_torch
import neural_cde_torch
import neural_ode_torch
import training

STEPS, REPLICAS, ROWS, LENGTH, MINIBATCH = 50, 3, 40, 12, 16
FORMULAS = {
    "signal": "x(i) = sin(0.3 i) + 0.5 sin(0.3 sqrt(2) i)",
    "windows": "window n of 40: x(n) ... x(n + 11); target of cde: x(n + 12)",
    "parameters": "parameter k of the p of replica b, arrays in the order given, last index fastest: 0.25 sin(1.7 (b p + k) + 0.3)",
    "weights": "ae, all windows a step: weight of window n in replica b is w / (sum of w over n), w = 1 + (n + b) mod 3",
    "minibatches": "gru, lstm, node, cde: sample j of 16 at step s in replica b is window (7 s + 5 b + 3 j) mod 40",
    "missing": "cde: value k of window n is missing if (n + k) mod 3 = 1 and 0 < k < 11; natural cubic spline through the others, "
               "time t = 0.1 k; both channels, (time, value), are control",
    "solver": "node, cde: classic Runge-Kutta, 11 steps of 0.1",
    "optimiser": "Adam, learning rate 0.01, beta 0.9 and 0.999, epsilon 1e-8; losses are those before each of 50 steps",
}


def signal_windows():
    i = np.arange(ROWS + LENGTH)
    x = np.sin(0.3 * i) + 0.5 * np.sin(0.3 * math.sqrt(2) * i)
    return np.stack([x[n:n + LENGTH] for n in range(ROWS)]), x[LENGTH:]


def first_parameters(shapes):
    size = sum(math.prod(shape) for _, shape in shapes)
    k = torch.arange(REPLICAS * size, dtype=torch.float64).view(REPLICAS, size)
    return training.split(0.25 * torch.sin(1.7 * k + 0.3), shapes)


def minibatch(step):
    """[replicas, minibatch]"""
    return (7 * step + 5 * torch.arange(REPLICAS).unsqueeze(1) + 3 * torch.arange(MINIBATCH)) % ROWS


def jobs():
    """Name, shapes, batched program and its arguments at a step."""
    values, following = signal_windows()
    windows, targets = torch.from_numpy(values), torch.from_numpy(following.copy())
    counts = (1 + (torch.arange(ROWS) + torch.arange(REPLICAS).unsqueeze(1)) % 3).double()
    weights = counts / counts.sum(1, keepdim=True)
    kept = (np.arange(ROWS)[:, None] + np.arange(LENGTH)) % 3 != 1
    kept[:, [0, -1]] = True
    starts, velocities = neural_cde_torch.control(torch.from_numpy(inputs.control_paths(values, kept)))

    def of_windows(step):
        return (windows[minibatch(step)],)

    def of_paths(step):
        rows = minibatch(step)
        return starts[rows], velocities[rows], targets[rows]

    yield autoencoder_torch, autoencoder_torch.shapes(LENGTH, 5, 2), lambda step: (windows.t().contiguous(), weights)
    yield gru_torch, gru_torch.shapes(5, 2), of_windows
    yield lstm_torch, lstm_torch.shapes(5, 2), of_windows
    yield neural_ode_torch, neural_ode_torch.shapes(LENGTH, 5, 2, 5), of_windows
    yield neural_cde_torch, neural_cde_torch.shapes(3, 5, 2), of_paths


def main(file):
    results = {}
    for job, shapes, batch in jobs():
        losses = training.fit(job.batched, first_parameters(shapes), batch, STEPS)
        results[job.NAME] = {"parameters": shapes, "losses": losses.t().tolist()}
    text = ",\n".join(f'  "{name}": {{"parameters": {json.dumps(job["parameters"])},\n    "losses": [\n      '
                      + ",\n      ".join(json.dumps(replica) for replica in job["losses"]) + "]}" for name, job in results.items())
    head = json.dumps({"source": f"PyTorch {torch.__version__}, float64, by releng/peers/trajectories.py; the other files there say what the jobs are", "formulas": FORMULAS}, indent=1)
    with open(file, "w") as out:
        out.write(head[:-2] + ',\n "jobs": {\n' + text + "\n }\n}\n")


main(sys.argv[1])
