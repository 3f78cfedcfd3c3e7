"""Writes what both sides compute with: signal, windows, weights, index arrays, splines and first parameters.

    python3 inputs.py FOLDER

Raw little-endian files, last index fastest: `.f64` of doubles, `.i32` of integers. Runs in float32 round them when
they read them, before their clock starts.

    ae_windows.f64        [500, 20]       the signal's windows, one sample apart
    ae_weights.f64        [100, 500]      bootstrap counts of a replica / 500
    windows.f64           [500, 50]       the signal's windows for all other jobs
    targets.f64           [500]           the value that follows each window
    indices.i32           [200, 100, 64]  rows of a step's minibatch, per step and replica
    cde_values.f64        [500, 50]       windows with missing values, NaN
    cde_coefficients.f64  [500, 49, 2, 4] a, b, c, d of a + b s + c s^2 + d s^3, s = t - t_k in [0, 0.1], per interval k
                                          and channel (time t_k = 0.1 k, value): the natural cubic spline through what
                                          is not missing (Kidger et al., Neural controlled differential equations, 2020)
    JOB_parameters.f64    [100, p]        ae, gru, lstm, node, cde; per replica the arrays of the job's `shapes`
                                          one after another, as in a PyTorch state dict (weights [outputs, inputs])
"""
import importlib
import math
import os
import sys

import numpy as np

JOBS = {"ae": "autoencoder_torch", "gru": "gru_torch", "lstm": "lstm_torch", "node": "neural_ode_torch", "cde": "neural_cde_torch"}
REPLICAS, ROWS, STEPS, MINIBATCH = 100, 500, 200, 64
TIME_STEP, MISSING = 0.1, 0.3


def signal(random, length):
    """Two sines of incommensurable periods and noise, [length]."""
    time = TIME_STEP * np.arange(length)
    return np.sin(time) + 0.5 * np.sin(math.sqrt(2) * time) + 0.1 * random.standard_normal(length)


def windows(values, length):
    """[ROWS, length], one sample apart."""
    return np.lib.stride_tricks.sliding_window_view(values, length)[:ROWS]


def natural_cubic_spline(times, values):
    """Coefficients [knots - 1, 4] of the natural cubic spline through (times, values), each [knots]."""
    step, slope = np.diff(times), np.diff(values) / np.diff(times)
    inner = np.diag(2 * (step[:-1] + step[1:])) + np.diag(step[1:-1], 1) + np.diag(step[1:-1], -1)
    second = np.concatenate(([0], np.linalg.solve(inner, 6 * np.diff(slope)), [0]))
    return np.stack([values[:-1], slope - step * (2 * second[:-1] + second[1:]) / 6, second[:-1] / 2, np.diff(second) / (6 * step)], 1)


def on_regular_intervals(coefficients, knots, count):
    """The same curve [count, 4] with a piece for each interval of length TIME_STEP; `knots` are sample numbers."""
    piece = np.searchsorted(knots, np.arange(count), side="right") - 1
    a, b, c, d = coefficients[piece].T
    s = TIME_STEP * (np.arange(count) - knots[piece])
    return np.stack([a + s * (b + s * (c + s * d)), b + s * (2 * c + 3 * s * d), c + 3 * s * d, d], 1)


def control_paths(values, kept):
    """Coefficients [rows, length - 1, 2, 4] of the paths through (time, value); `kept` [rows, length] holds at both ends."""
    rows, length = values.shape
    coefficients = np.zeros((rows, length - 1, 2, 4))
    coefficients[:, :, 0, 0] = TIME_STEP * np.arange(length - 1)
    coefficients[:, :, 0, 1] = 1
    for row in range(rows):
        knots = np.flatnonzero(kept[row])
        pieces = natural_cubic_spline(TIME_STEP * knots, values[row, knots])
        coefficients[row, :, 1] = on_regular_intervals(pieces, knots, length - 1)
    return coefficients


def first_parameters(random, shapes):
    """[REPLICAS, p]: uniform on +-1 / sqrt(fan in) as PyTorch's own; a bias has the fan in of its weight."""
    parts, fan_in = [], 1
    for _, shape in shapes:
        fan_in = shape[1] if len(shape) == 2 else fan_in
        parts.append(random.uniform(-1, 1, (REPLICAS, math.prod(shape))) / math.sqrt(fan_in))
    return np.concatenate(parts, 1)


def main(folder):
    os.makedirs(folder, exist_ok=True)

    def write(name, values, type="<f8"):
        np.ascontiguousarray(values, type).tofile(os.path.join(folder, name))

    random = np.random.RandomState(1)
    values = signal(random, ROWS + 50)
    write("ae_windows.f64", windows(values, 20))
    write("ae_weights.f64", np.stack([np.bincount(random.randint(0, ROWS, ROWS), minlength=ROWS) for _ in range(REPLICAS)]) / ROWS)
    write("windows.f64", windows(values, 50))
    write("targets.f64", values[50:50 + ROWS])
    write("indices.i32", random.randint(0, ROWS, (STEPS, REPLICAS, MINIBATCH)), "<i4")
    kept = random.random_sample((ROWS, 50)) >= MISSING
    kept[:, [0, -1]] = True
    write("cde_values.f64", np.where(kept, windows(values, 50), np.nan))
    write("cde_coefficients.f64", control_paths(windows(values, 50), kept))
    for job, module in JOBS.items():
        write(job + "_parameters.f64", first_parameters(random, importlib.import_module(module).shapes()))


if __name__ == "__main__":
    main(sys.argv[1])
