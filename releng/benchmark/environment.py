"""What a measurement was made with."""
import ctypes
import datetime
import os
import subprocess

import numpy
import torch


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def system_openblas():
    """The OpenBLAS that numpy and PyTorch have loaded into this process."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split()[-1] for line in maps if "openblas" in line}
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_config"):
            library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
            return " ".join(library.openblas_get_config().decode().split()[:2]) + f" ({library.openblas_get_corename().decode()} kernels)"
    return "no OpenBLAS"


def commit(top):
    def git(*words):
        return subprocess.run(["git", "-c", "safe.directory=*", "-C", top, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--", "bundles", "releng")
    return (git("rev-parse", "--short=10", "HEAD") or "unknown") + (" with changes" if changed else "")


def describe(top, load, engine_versions):
    """For results.json; `load`: processes that wanted a core in the minute before the runs."""
    return {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"), "commit": commit(top), "processor": processor(),
            "cores": len(os.sched_getaffinity(0)), "load": load, "engine": engine_versions, "pytorch": torch.__version__, "numpy": numpy.__version__,
            "system_blas": system_openblas()}
