"""From seconds to what is reported: ratios with their spread, their bars, the Markdown table."""
import statistics
from dataclasses import dataclass

from jobs import CHECK_BAR, CHECK_REPLICAS, CHECK_STEPS, FLOAT64_BARS, JOBS, REPLICAS, SCALING_BARS, SHARE_BARS

LINEAR_ALGEBRA_BARS = (1.1, 1.0)
PEERS = {"reference": "PyTorch batched, reference program", "batched": "PyTorch batched", "tuned": "PyTorch batched, laid out for speed", "vmap": "PyTorch vmap",
         "loop": "PyTorch loop"}


@dataclass(frozen=True)
class Measure:
    """Values of the pairs under a title; bars: () or (bar, stretch); below: whether less is better; ratio: drawn in the figure."""
    title: str
    values: list
    bars: tuple = ()
    below: bool = False
    ratio: bool = False
    digits: int = 2

    @property
    def median(self):
        return statistics.median(self.values)

    def reached(self, bar):
        return self.median <= bar if self.below else self.median >= bar

    def cells(self):
        def number(value):
            return f"{value:.{self.digits}f}"

        spread = f"{number(min(self.values))} to {number(max(self.values))}"
        bars = [f"{bar:g}: {'reached' if self.reached(bar) else 'not reached'}" for bar in self.bars]
        return [self.title, f"**{number(self.median)}**", spread, *(bars or ["", ""])]


def on(threads):
    return "one thread" if threads == 1 else "two threads"


def peers(result):
    """(mode, title) of the programs that a job was measured against."""
    return [(mode, title) for mode, title in PEERS.items() if mode in result["rounds"][0]]


def of_job(name, result):
    """The measures of a timed job."""
    job = JOBS[name]
    measures = []
    for threads in (1, 2):
        rounds = [r for r in result["rounds"] if r["threads"] == threads]
        for mode, peer in peers(result):
            batched = job.bars.get(threads, ())
            bars = {"reference": batched, "batched": batched, "loop": job.loop_bars}.get(mode, ())
            measures.append(Measure(f"{peer} / engine, {on(threads)}", [r[mode] / r["engine"] for r in rounds], bars, ratio=True))
    singles = [r for r in result["rounds"] if r["threads"] == 1]
    shares = [100 * job.operations * job.steps * REPLICAS / r["engine"] / 1e9 / r["peak"] for r in singles]
    runs = result["precisions"]
    return measures + [
        Measure("% of the core's sgemm peak, one thread", shares, SHARE_BARS, digits=1),
        Measure("float64 / float32, seconds", [r["f64"] / r["f32"] for r in runs], FLOAT64_BARS, below=True),
        Measure("one thread / two threads, seconds", [r["f32"] / r["f32 on two threads"] for r in runs], SCALING_BARS)]


def of_linear_algebra(rows):
    measures = []
    for row in rows:
        ours, *others = row["seconds"]
        for other in others:
            large = "p = " in row["operation"]
            ratios = [a / b for a, b in zip(row["seconds"][ours], row["seconds"][other])]
            same_kernels = other == others[0]
            measures.append(Measure(f"engine / {other}: {row['operation']}, {on(row['threads'])}", ratios,
                                    LINEAR_ALGEBRA_BARS if large and same_kernels else (), below=True, ratio=same_kernels))
    return measures


def table(measures):
    lines = ["| | median | spread | bar | stretch |", "|---|---|---|---|---|"]
    return lines + ["| " + " | ".join(measure.cells()) + " |" for measure in measures]


def seconds_table(result):
    modes, titles = zip(*peers(result))
    lines = ["| seconds, medians | engine | " + " | ".join(titles) + " |", "|---" * (2 + len(titles)) + "|"]
    for threads in (1, 2):
        rounds = [r for r in result["rounds"] if r["threads"] == threads]
        medians = [statistics.median(r[side] for r in rounds) for side in ("engine", *modes)]
        lines.append(f"| {on(threads)} | " + " | ".join(f"{median:.3f}" for median in medians) + " |")
    return lines


def made_with(part):
    e = part["environment"]
    return (f"{e['date']}, commit {e['commit']}, {e['cores']} cores of {e['processor']}, load {e['load']:.1f} before the runs; {e['engine']}; PyTorch {e['pytorch']} and "
            f"numpy {e['numpy']} with {e['system_blas']}; {part['pairs']} pairs.")


def job_section(name, part):
    job, result = JOBS[name], part["result"]
    worst = result["difference"]
    same = (f"Float64 losses of {CHECK_STEPS} steps, {CHECK_REPLICAS} replicas: they differ from PyTorch's by at most {worst:.1e} relative "
            f"(bar {CHECK_BAR:.0e}: {'reached' if worst <= CHECK_BAR else 'not reached'}).")
    lines = [f"## `{name}`: {job.title}", "", f"{job.operations:,} operations a step and replica. {made_with(part)}", "", same, ""]
    if job.timed:
        lines += [f"{REPLICAS} replicas, {job.steps} steps of Adam, float32. The loop ran {job.loop_replicas} replicas; its seconds are "
                  f"scaled to {REPLICAS}. The engine's first run in a fresh process, compilation included, took "
                  f"{result['first run']:.2f} s.", "", *seconds_table(result), "", *table(of_job(name, result)), ""]
    return lines


def markdown(parts):
    """The whole page from the parts of results.json."""
    lines = ["# Measured", "", "Written by `bash releng/bench`; [the numbers of each run](results.json).", "",
             "Ratios above 1 say how many times as fast as the peer the engine is, except where the title says otherwise. Both sides do the "
             "same job from the same inputs, in turns, on as many threads; a ratio is that of two neighbouring runs, bars and "
             "stretches are held against the median. Compilation and warm-up stand outside the clock on both sides. The peers' "
             "threads wait without spinning, which serves them on a machine that is not quiet. The bars were set with a reference "
             "program outside the project; where it was at hand, its row stands first. The project's own programs are faster.", "",
             "![Ratios](ratios.svg)", ""]
    for name in JOBS:
        if name in parts:
            lines += job_section(name, parts[name])
    if "linalg" in parts:
        part = parts["linalg"]
        lines += ["## `linalg`: dense linear algebra, float64", "", made_with(part) + " Less is better.", "",
                  *table(of_linear_algebra(part["result"])), ""]
    return "\n".join(lines)
