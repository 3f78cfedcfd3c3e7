"""The two sides: programs that answer a line with a line, and the peers' programs, a process a run."""
import os
import re
import shutil
import subprocess
import sys

import numpy


class Conversation:
    """A program that answers each command, a line, with a line."""

    def __init__(self, command, environment=None):
        self.command = command
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=dict(os.environ, **(environment or {})))

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.read()

    def read(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit("bench: no answer from " + " ".join(self.command))
        return line

    def quit(self):
        self.process.stdin.write("quit\n")
        self.process.stdin.flush()
        self.process.wait()


class Engine:
    """Our program, one process for all runs."""

    def __init__(self, java, folder):
        # The peers choose their kernels themselves.
        self.conversation = Conversation([*java, "org.paramscope.engine.bench.Benchmark", folder],
                                         {"OPENBLAS_CORETYPE": os.environ.get("OPENBLAS_CORETYPE", "Haswell")})
        self.versions = self.conversation.ask("versions")
        self.operations = {name: int(count) for name, count in
                           (pair.split(":") for pair in self.conversation.ask("jobs").split())}

    def run(self, name, threads, steps, precision, replicas):
        """Seconds, and the loss before each step, mean over the replicas."""
        seconds, *losses = map(float, self.conversation.ask(f"run {name} {threads} {steps} {precision} {replicas}").split())
        return seconds, numpy.array(losses) / replicas

    def peak(self):
        """GFLOP/s of sgemm on one thread."""
        return float(self.conversation.ask("peak"))

    def quit(self):
        self.conversation.quit()


class Peers:
    """PyTorch's programs."""

    def __init__(self, peers, folder):
        self.peers, self.folder = peers, folder
        self.python = [sys.executable, "-B"]

    def write_inputs(self):
        subprocess.run([*self.python, os.path.join(self.peers, "inputs.py"), self.folder], check=True)

    def run(self, name, job, mode, threads, steps, precision, replicas):
        """Seconds, and the loss before each step, mean over the replicas."""
        command = [*self.python, os.path.join(self.peers, job.program), self.folder, mode, threads, steps, precision, replicas]
        answer = subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, text=True, env=self.pinned(threads)).stdout
        return float(answer), numpy.loadtxt(os.path.join(self.folder, f"losses_{name}_{mode}_{precision}.txt"))[:, 0]

    def pinned(self, threads):
        """Threads that spin while they wait cost a peer many times its time as soon as another process wants a core."""
        return dict(os.environ, OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads), OMP_WAIT_POLICY="PASSIVE")

    def linear_algebra(self, environment):
        return Conversation([*self.python, os.path.join(self.peers, "linalg_numpy.py")], environment)


class ReferencePeers(Peers):
    """
    Programs that stand outside the project, with which the bars were set: a folder with gen.py, which writes their inputs to
    data, and {job}_torch.py MODE THREADS STEPS, which prints its seconds before the words "s wall".
    """
    MODES = {"reference": "bmm"}

    def __init__(self, peers, folder):
        super().__init__(folder, folder)
        shutil.copytree(peers, folder, dirs_exist_ok=True)
        os.makedirs(os.path.join(folder, "data"), exist_ok=True)

    def write_inputs(self):
        subprocess.run([*self.python, "gen.py"], check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def has(self, job):
        return os.path.exists(self.path(job))

    def path(self, job):
        return os.path.join(self.folder, job.program.replace("autoencoder", "ae"))

    def seconds(self, job, mode, threads, steps):
        command = [*self.python, self.path(job), self.MODES[mode], str(threads), str(steps)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=self.folder, env=self.pinned(threads)).stdout
        return float(re.search(r"([\d.]+)s wall", answer)[1])
