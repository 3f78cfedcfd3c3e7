"""
Measures the engine against its peers; called by releng/bench with

    JOB|all PAIRS TOP SCRATCH java ... -cp CLASSES

Writes results.json, results.md and ratios.svg to TOP/docs/benchmark; a run of one job replaces only its part.
"""
import json
import os
import sys

import environment
import figure
import results
from jobs import JOBS
from measure import linear_algebra, measure, say
from sides import Conversation, Engine, Peers, ReferencePeers

LINEAR_ALGEBRA = "org.paramscope.engine.LinearAlgebraBenchmark"


def measure_jobs(chosen, pairs, java, peers, reference, folder):
    """Job by job: name, numbers, the engine's versions."""
    for programs in filter(None, (peers, reference)):
        programs.write_inputs()
    engine = Engine(java, folder)
    if chosen != "all" and chosen not in engine.operations:
        sys.exit(f"bench: the engine offers no job '{chosen}' but {' '.join(engine.operations)}")
    for name in engine.operations if chosen == "all" else [chosen]:
        yield name, measure(name, JOBS[name], engine, peers, reference, pairs), engine.versions
    engine.quit()


def measure_linear_algebra(pairs, java, peers):
    haswell = {"OPENBLAS_CORETYPE": os.environ.get("OPENBLAS_CORETYPE", "Haswell")}
    programs = {"engine": Conversation([*java, LINEAR_ALGEBRA], haswell), "numpy, same kernels": peers.linear_algebra(haswell),
                "numpy, native kernels": peers.linear_algebra({})}
    descriptions = {name: program.read() for name, program in programs.items()}
    rows = linear_algebra(programs, pairs)
    for program in programs.values():
        program.quit()
    return "linalg", rows, descriptions["engine"]


def write(top, name, numbers, made_with, pairs):
    folder = os.path.join(top, "docs", "benchmark")
    os.makedirs(folder, exist_ok=True)
    file = os.path.join(folder, "results.json")
    parts = {}
    if os.path.exists(file):
        with open(file, encoding="utf-8") as text:
            parts = json.load(text)
    parts[name] = {"environment": made_with, "pairs": pairs, "result": numbers}
    parts = {key: parts[key] for key in (*JOBS, "linalg") if key in parts}
    for path, content in ((file, json.dumps(parts, indent=1) + "\n"), (os.path.join(folder, "results.md"), results.markdown(parts)),
                          (os.path.join(folder, "ratios.svg"), figure.draw(parts))):
        with open(path, "w", encoding="utf-8") as text:
            text.write(content)


def report(name, numbers):
    """On the terminal."""
    if name == "linalg":
        measures = results.of_linear_algebra(numbers)
    else:
        measures = results.of_job(name, numbers) if JOBS[name].timed else []
        print(f"{name}: float64 losses differ by at most {numbers['difference']:.1e} relative")
    for each in measures:
        title, median, *rest = each.cells()
        print(f"  {title}: {median.strip('*')} ({rest[0]})" + "".join(f"; {text}" for text in rest[1:] if text))


def main():
    chosen, pairs, top, scratch, *java = sys.argv[1:]
    pairs, load = int(pairs), os.getloadavg()[0]
    peers = Peers(os.path.join(top, "releng", "peers"), os.path.join(scratch, "data"))
    reference = os.environ.get("REFERENCE_PEERS")
    reference = reference and ReferencePeers(reference, os.path.join(scratch, "reference"))
    has_linear_algebra = os.path.exists(os.path.join(scratch, "classes", *LINEAR_ALGEBRA.split(".")) + ".class")
    if chosen == "linalg" and not has_linear_algebra:
        sys.exit(f"bench: there is no {LINEAR_ALGEBRA}")
    measured = [] if chosen == "linalg" else measure_jobs(chosen, pairs, java, peers, reference, peers.folder)
    for name, numbers, versions in measured:
        write(top, name, numbers, environment.describe(top, load, versions), pairs)
        report(name, numbers)
    if chosen in ("linalg", "all") and has_linear_algebra:
        name, numbers, versions = measure_linear_algebra(pairs, java, peers)
        write(top, name, numbers, environment.describe(top, load, versions), pairs)
        report(name, numbers)
    say("wrote docs/benchmark")


main()
