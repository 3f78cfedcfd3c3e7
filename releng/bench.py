"""Alternates runs of the peers' autoencoder job and of ours; prints medians, ratios and their spread. Called by bench."""
import os
import re
import statistics
import subprocess
import sys

scratch, python, pairs, java = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
STEPS, REPLICAS, ROWS = 200, 100, 500
# 2mnk for each matrix product forward, twice that backward, nothing else counted
FLOP = 3 * 2 * ROWS * (20 * 8 + 8 * 2 + 2 * 8 + 8 * 20) * STEPS * REPLICAS


def peer(threads, precision):
    command = [python, "ae_torch.py", "bmm", str(threads), str(STEPS)] + (["f64"] if precision == "f64" else [])
    pinned = dict(os.environ, OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
    line = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True, env=pinned).stdout
    return float(re.search(r"([0-9.]+)s wall", line).group(1))


class Engine:
    """One Java process that runs a job whenever it is asked to."""

    def __init__(self):
        self.process = subprocess.Popen(java, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.description = self.process.stdout.readline().strip()
        if not self.description:
            sys.exit("bench: the Java side does not start: " + " ".join(java))

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def run(self, threads, precision):
        words = self.ask(f"run {threads} {STEPS} {precision}")
        return float(words[0]), [float(word) for word in words[1:]]

    def peak(self):
        return float(self.ask("peak")[0])

    def quit(self):
        self.process.stdin.write("quit\n")
        self.process.stdin.flush()
        self.process.wait()


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def verdict(value, bar, stretch=None, below=False):
    good = value <= bar if below else value >= bar
    text = f"bar {bar}: {'reached' if good else 'MISSED'}"
    if stretch is not None:
        text += f", stretch {stretch}: {'reached' if (value <= stretch if below else value >= stretch) else 'not reached'}"
    return text


def main():
    subprocess.run([python, "gen.py"], cwd=scratch, check=True, capture_output=True)
    engine = Engine()
    print(f"autoencoder 20-8-2-8-20, {REPLICAS} replicas, {ROWS} windows, {STEPS} steps of Adam; {pairs} pairs in turns")
    print("engine: " + engine.description)
    cold, _ = engine.run(1, "f32")
    print(f"first job of a fresh process, compilation included: {cold:.2f} s; below, jobs after this one")
    singles = []
    for threads, bar, stretch in ((1, 6, 8), (2, 9, 12)):
        theirs, ours, peaks = [], [], []
        for _ in range(pairs):
            theirs.append(peer(threads, "f32"))
            ours.append(engine.run(threads, "f32")[0])
            peaks.append(engine.peak())
        if threads == 1:
            singles = theirs
        # two threads of ours are held against one of the peer's, too: the bar is what a second core adds
        against_one = [a / b for a, b in zip(singles, ours)]
        ratios = [a / b for a, b in zip(theirs, ours)]
        print(f"{threads} thread{'s' if threads > 1 else ''}, f32: PyTorch batched {spread(theirs)} s, engine {spread(ours, 3)} s")
        print(f"    {spread(ratios)} times as fast on as many threads; {verdict(statistics.median(ratios), bar, stretch)}")
        if threads == 2:
            print(f"    {spread(against_one)} times as fast as PyTorch on one thread")
        else:
            shares = [100 * FLOP / time / 1e9 / peak for time, peak in zip(ours, peaks)]
            print(f"    {spread(shares, 0)} % of the core's sgemm peak of {statistics.median(peaks):.0f} GFLOP/s; "
                  + verdict(statistics.median(shares), 25, 45))
            print(f"    with compilation, first job: {statistics.median(theirs) / cold:.2f} times as fast")
    engine.run(1, "f64")
    slower, scaling = [], []
    for _ in range(pairs):
        single = engine.run(1, "f32")[0]
        slower.append(engine.run(1, "f64")[0] / single)
        scaling.append(single / engine.run(2, "f32")[0])
    print(f"f64 takes {spread(slower)} times as long as f32; {verdict(statistics.median(slower), 2.6, 2, below=True)}")
    print(f"two threads are {spread(scaling)} times as fast as one; {verdict(statistics.median(scaling), 1.9)}")
    peer(1, "f64")
    with open(scratch + "/data/L_torch_bmm_f64.txt") as file:
        expected = [float(line) for line in file]
    _, losses = engine.run(1, "f64")
    worst = max(abs(a / b - 1) for a, b in zip(losses[:50], expected[:50]))
    print(f"f64 losses of 50 steps differ from PyTorch's by at most {worst:.1e} relative; {verdict(worst, 1e-9, below=True)}")
    engine.quit()


main()
