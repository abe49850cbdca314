"""Times two ways of doing one thing, turn by turn in one process, and prints their ratio."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def pair(name: str, ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 15) -> float:
    """Print medians and the median of the ratios ours / theirs; return that ratio."""
    ours(), theirs()
    took = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    ratio = statistics.median(mine / other for mine, other in took)
    mine, other = (statistics.median(column) * 1000 for column in zip(*took, strict=True))
    print(f"{name:<52} {mine:8.1f} ms  {other:8.1f} ms   ratio {ratio:.2f}")
    return ratio


def alone(name: str, work: Callable[[], object], *, rounds: int = 30) -> float:
    """Print and return the median time of one call in milliseconds."""
    work()
    took = statistics.median(seconds(work) for _ in range(rounds)) * 1000
    print(f"{name:<52} {took:8.1f} ms")
    return took
