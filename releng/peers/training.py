"""What the peers' programs share: command line, inputs, Adam over replicas, clock, loss trajectory.

    python3 JOB_torch.py FOLDER MODE THREADS STEPS PRECISION REPLICAS

MODE is `loop` (replica by replica, as most write it), `batched` (all replicas in one program by batched products), `tuned`
(the same, laid out for speed; where a job has it) or `vmap` (functorch maps the program of one replica). PRECISION is f32 or f64. Two untimed steps come first. Prints the
seconds of the training alone and writes FOLDER/losses_JOB_MODE_PRECISION.txt: a line a step, before its update, with
the mean over the replicas and the losses of the first three.
"""
import math
import os
import sys
import time

import numpy as np
import torch

LEARNING_RATE = 0.01
TYPES = {"f32": torch.float32, "f64": torch.float64}


class Data:
    """The folder of inputs, in one precision."""

    def __init__(self, folder, type):
        self.folder, self.type = folder, type

    def numbers(self, name, *shape):
        return torch.from_numpy(np.fromfile(os.path.join(self.folder, name), "<f8").reshape(shape)).to(self.type)

    def indices(self, replicas):
        """[steps, replicas, minibatch]"""
        values = np.fromfile(os.path.join(self.folder, "indices.i32"), "<i4").reshape(-1, 100, 64)
        return torch.from_numpy(values[:, :replicas].astype(np.int64))

    def parameters(self, job, shapes, replicas):
        """[replicas, *shape] for each of the shapes."""
        return split(self.numbers(job + "_parameters.f64", 100, -1)[:replicas], shapes)


def split(flat, shapes):
    """Cuts [replicas, p] into [replicas, *shape] for each name and shape."""
    sizes = [math.prod(shape) for _, shape in shapes]
    return [part.reshape(-1, *shape).clone() for part, (_, shape) in zip(flat.split(sizes, 1), shapes)]


def fit(losses, parameters, batch, steps):
    """
    Adam on the sum of the losses. `losses(parameters, *batch(step))` gives a loss or [replicas]; `batch(step)` its other
    arguments. Returns the losses before each step, [steps, ...].
    """
    parameters = [values.clone().requires_grad_(True) for values in parameters]
    optimiser = torch.optim.Adam(parameters, lr=LEARNING_RATE, foreach=True)
    trace = []
    for step in range(steps):
        values = losses(parameters, *batch(step))
        optimiser.zero_grad(set_to_none=True)
        values.sum().backward()
        optimiser.step()
        trace.append(values.detach())
    return torch.stack(trace)


def fit_batched(job, parameters, batch, steps):
    return fit(job.batched, parameters, batch, steps)


def fit_tuned(job, parameters, batch, steps):
    return fit(job.tuned, parameters, batch, steps)


def fit_loop(job, parameters, batch, steps):
    def one(replica):
        own = [values[replica] for values in parameters]
        return fit(job.single, own, lambda step: job.of_replica(batch(step, slice(replica, replica + 1))), steps)

    return torch.stack([one(replica) for replica in range(len(parameters[0]))], 1)


def fit_vmap(job, parameters, batch, steps):
    from functorch import grad_and_value, vmap
    parameters = [values.clone() for values in parameters]
    optimiser = torch.optim.Adam(parameters, lr=LEARNING_RATE, foreach=True)
    gradients = vmap(grad_and_value(job.mapped), in_dims=(0, *job.mapped_dimensions))
    trace = []
    for step in range(steps):
        found, values = gradients(parameters, *batch(step))
        for own, gradient in zip(parameters, found):
            own.grad = gradient
        optimiser.step()
        trace.append(values)
    return torch.stack(trace)


FITS = {"loop": fit_loop, "batched": fit_batched, "tuned": fit_tuned, "vmap": fit_vmap}


def main(job):
    """
    Runs a job, a module with
    NAME; shapes(): names and shapes of the parameters in the order of the file;
    inputs(data, replicas): a function (step, replicas = all) -> arguments, first index the replica where there is one;
    batched(parameters, *arguments) -> [replicas], perhaps tuned as well; single(parameters, *arguments of one replica) -> its loss;
    of_replica(arguments for a slice of one replica) -> arguments of single;
    mapped and mapped_dimensions: as single, of what functorch can map, and which arguments have a replica's index first.
    """
    folder, mode, threads, steps, precision, replicas = sys.argv[1:]
    torch.set_num_threads(int(threads))
    steps, replicas = int(steps), int(replicas)
    data = Data(folder, TYPES[precision])
    parameters = data.parameters(job.NAME, job.shapes(), replicas)
    batch = job.inputs(data, replicas)
    run = FITS[mode]
    run(job, parameters if mode != "loop" else [values[:1] for values in parameters], batch, 2)
    begin = time.perf_counter()
    losses = run(job, parameters, batch, steps)
    seconds = time.perf_counter() - begin
    table = torch.cat([losses.mean(1, keepdim=True, dtype=torch.float64), losses[:, :3].double()], 1)
    np.savetxt(os.path.join(folder, f"losses_{job.NAME}_{mode}_{precision}.txt"), table.numpy(), fmt="%.17g")
    print(f"{seconds:.6f}")
