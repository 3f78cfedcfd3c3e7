"""Runs of both sides in turns. What comes back are plain numbers, for results.json."""
import sys
import time

from jobs import CHECK_REPLICAS, CHECK_STEPS, REPLICAS

LARGE, SMALL = ("covariance", "cholesky", "eigen"), ("cholesky", "eigen", "square root")
SIZES, LARGE_SIZE, SMALL_BATCH = (8, 16, 32, 64), 2000, 1000
WARM_UP_SECONDS = 5


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def round_of(name, job, engine, peers, reference, threads):
    """Seconds of one run of each program; the loop's are scaled to all replicas."""
    times = {"threads": threads, "engine": engine.run(name, threads, job.steps, "f32", REPLICAS)[0]}
    for mode in job.modes:
        replicas = job.loop_replicas if mode == "loop" else REPLICAS
        times[mode] = peers.run(name, job, mode, threads, job.steps, "f32", replicas)[0] * REPLICAS / replicas
    if reference and reference.has(job):
        times["reference"] = reference.seconds(job, "reference", threads, job.steps)
    return times | {"peak": engine.peak()}


def precisions(name, job, engine):
    """Seconds of the engine in float32 and float64 on one thread, and in float32 on two."""
    return {"f32": engine.run(name, 1, job.steps, "f32", REPLICAS)[0], "f64": engine.run(name, 1, job.steps, "f64", REPLICAS)[0],
            "f32 on two threads": engine.run(name, 2, job.steps, "f32", REPLICAS)[0]}


def difference(name, job, engine, peers):
    """Largest relative difference of the float64 losses."""
    _, ours = engine.run(name, 1, CHECK_STEPS, "f64", CHECK_REPLICAS)
    _, theirs = peers.run(name, job, "batched", 1, CHECK_STEPS, "f64", CHECK_REPLICAS)
    return float(max(abs(ours / theirs - 1)))


def measure(name, job, engine, peers, reference, pairs):
    """`reference`: ReferencePeers or None."""
    if engine.operations[name] != job.operations:
        sys.exit(f"bench: job {name} has {job.operations} operations, the engine counts {engine.operations[name]}")
    result = {}
    if job.timed:
        result["first run"] = engine.run(name, 1, job.steps, "f32", REPLICAS)[0]
    result["difference"] = difference(name, job, engine, peers)
    if job.timed:
        engine.run(name, 1, job.steps, "f64", REPLICAS)
        result["rounds"] = []
        for threads in (1, 2):
            for i in range(pairs):
                say(f"{name}, {threads} thread{'s' * (threads - 1)}, round {i + 1} of {pairs}")
                result["rounds"].append(round_of(name, job, engine, peers, reference, threads))
        result["precisions"] = [precisions(name, job, engine) for _ in range(pairs)]
    return result


def warm_up(program, command):
    """Java compiles what has run for a while."""
    begin = time.monotonic()
    while time.monotonic() - begin < WARM_UP_SECONDS:
        program.ask(command)


def linear_algebra(programs, pairs):
    """
    Seconds by program, [pairs] each. `programs` are conversations by name: ours, numpy with the same kernels, numpy with
    the kernels that it chooses itself.
    """
    commands = [(f"{operation} {LARGE_SIZE}", [f"{operation}, p = {LARGE_SIZE}"]) for operation in LARGE]
    commands += [(f"small {d} {SMALL_BATCH}", [f"{operation} of {SMALL_BATCH}, d = {d}" for operation in SMALL]) for d in SIZES]
    rows = []
    for command, titles in commands:
        for threads in (1, 2):
            say(f"{command}, {threads} thread{'s' * (threads - 1)}")
            for program in programs.values():
                warm_up(program, f"{command} {threads}")
            answers = [{name: list(map(float, program.ask(f"{command} {threads}").split())) for name, program in programs.items()}
                       for _ in range(pairs)]
            for place, title in enumerate(titles):
                rows.append({"operation": title, "threads": threads,
                             "seconds": {name: [answer[name][place] for answer in answers] for name in programs}})
    return rows
