"""Seconds of numpy's dense linear algebra, large and batched, on the commands of LinearAlgebraBenchmark.

The first line of output says which numpy and which BLAS; then each line of input is a command, answered by one line,
so that a script can alternate with the Java program (org.paramscope.engine.LinearAlgebraBenchmark, in the tests of
the engine), which speaks the same protocol:

    covariance p threads    X'X of 1000 x p standard normals                      seconds
    cholesky p threads      lower Cholesky factor of a p x p covariance           seconds
    eigen p threads         all its eigenvalues and eigenvectors                  seconds
    small d n threads       n covariances d x d at once: factors, eigenvectors    three times in seconds
                            and square roots
    quit

Covariances are X'X / 2p + I / 10 of 2p x p standard normals; making them is not timed, nor is the start of threads. OpenBLAS
chooses its kernels by OPENBLAS_CORETYPE; compare programs under the same value of it. Run it with Debian's python3
(python3-numpy, libopenblas0-pthread):

    OPENBLAS_CORETYPE=Haswell /usr/bin/python3 releng/peers/linalg_numpy.py
"""
import ctypes
import functools
import sys
import time

import numpy


def openblas():
    """The OpenBLAS that numpy has loaded, or None."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split()[-1] for line in maps if "openblas" in line}
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_set_num_threads"):
            library.openblas_get_corename.restype = ctypes.c_char_p
            library.openblas_get_config.restype = ctypes.c_char_p
            return library
    return None


def seconds(work):
    begin = time.perf_counter()
    work()
    return f"{time.perf_counter() - begin:.6f}"


def samples(rows, columns):
    return numpy.random.default_rng(1).standard_normal((rows, columns))


@functools.lru_cache(maxsize=1)
def covariance(p):
    x = samples(2 * p, p)
    return x.T @ x / (2 * p) + numpy.eye(p) / 10


@functools.lru_cache(maxsize=1)
def batch(d, n):
    x = samples(2 * d * n, d).reshape(n, 2 * d, d)
    return x.transpose(0, 2, 1) @ x / (2 * d) + numpy.eye(d) / 10


def roots(matrices):
    values, vectors = numpy.linalg.eigh(matrices)
    return (vectors * numpy.sqrt(numpy.maximum(values, 0))[:, None, :]) @ vectors.transpose(0, 2, 1)


def answer(command, sizes):
    if command == "covariance":
        x = samples(1000, sizes[0])
        return seconds(lambda: x.T @ x)
    if command == "cholesky":
        a = covariance(sizes[0])
        return seconds(lambda: numpy.linalg.cholesky(a))
    if command == "eigen":
        a = covariance(sizes[0])
        return seconds(lambda: numpy.linalg.eigh(a))
    if command == "small":
        a = batch(*sizes)
        work = numpy.linalg.cholesky, numpy.linalg.eigh, roots
        return " ".join(seconds(functools.partial(f, a)) for f in work)
    sys.exit(f"linalg_numpy: no command '{command}'")


def main():
    library = openblas()
    if library is None:
        sys.exit("linalg_numpy: numpy has not loaded OpenBLAS; install libopenblas0-pthread and use /usr/bin/python3")
    print(f"numpy {numpy.__version__}, {library.openblas_get_config().decode()}, "
          f"{library.openblas_get_corename().decode()} kernels", flush=True)
    for line in sys.stdin:
        command, *numbers = line.split()
        if command == "quit":
            break
        *sizes, threads = map(int, numbers)
        library.openblas_set_num_threads(threads)
        print(answer(command, sizes), flush=True)


main()
