"""What a day's dump costs: a million lines read article by article, by one process and by two.

Run with: python -m tests.bench.dump [lines]. The articles are the captures of tests/captures, over and over,
each with a number of its own. It prints seconds, microseconds a line, and the peak memory of a process that
does nothing else, for a tenth of the lines as well: memory is that of an article, not of the file.
"""

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path

import convert
from convert.house import House

CAPTURES = Path(__file__).resolve().parents[1] / "captures"
LINES = 1_000_000
MEBIBYTE = 1024  # kibibytes, in which Linux tells the peak (proc(5), VmHWM)


def lay_out(path: Path, lines: int) -> int:
    """Write a dump of at least so many lines; return how many articles it holds."""
    pages = [page.read_text(encoding="utf-8-sig") for page in sorted(CAPTURES.glob("*.txt"))]
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in count():
            page = pages[number % len(pages)].replace("\r\n", "\n").rstrip("\n")
            file.write(f"{page}\n{number}\n=====\n")
            written += page.count("\n") + 3
            if written >= lines:
                return number + 1
    raise AssertionError("count() does not end")


def read(path: Path, workers: int) -> None:
    """Read every article of the dump; print how long it took and the peak memory of this process."""
    house = House(time_zone="Asia/Kuwait")
    started = time.perf_counter()
    if workers > 1:
        with ProcessPoolExecutor(workers) as executor:
            found = sum(1 for _ in convert.read_each(path, house=house, executor=executor))
    else:
        found = sum(1 for _ in convert.read_each(path, house=house))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / MEBIBYTE
    print(f"{found} {time.perf_counter() - started:.2f} {peak:.0f}")


def measure(lines: int, workers: int) -> None:
    """Lay out a dump, read it in a process of its own, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.txt"
        articles = lay_out(path, lines)
        command = [sys.executable, "-m", "tests.bench.dump", str(path), str(workers)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        found, seconds, peak = int(told[0]), float(told[1]), told[2]
        size = path.stat().st_size / 2**20
    assert found == articles, f"{found} articles of {articles} were read"
    print(
        f"{lines:>9} lines  {size:4.0f} MB  {articles:>6} articles  {workers} process{'es' * (workers > 1)}"
        f"  {seconds:7.1f} s  {seconds / lines * 1e6:5.0f} us a line  peak {peak} MiB",
        flush=True,
    )


def compare(lines: int) -> None:
    """Print a tenth of the lines and all of them, by one process and by two."""
    for workers in (1, 2):
        for share in (lines // 10, lines):
            measure(share, workers)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        read(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        compare(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
