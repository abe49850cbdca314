"""What an edition costs: time and memory of a whole paper; cold, warm, with one story changed, by stages.

The sample edition is built in each of its formats; beside it the raw engine sets the same stories as one
plain document. Run with: python -m tests.bench.edition
"""

import hashlib
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "edition"
CHANGED = "articles/local/05-ferrymen.txt"


def tree_of(pid: int) -> Iterator[int]:
    """Yield a process and all it has begun."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from tree_of(int(child))


def memory_of(pid: int) -> int:
    """Return the memory of a process and its children, what they share counted once: bytes."""
    total = 0
    for one in tree_of(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            total += 1024 * int(line.split()[1]) if line.startswith("Pss:") else 0
    return total


class Peak(threading.Thread):
    """Watches how much memory a process and its children have at most."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most = pid, 0

    def run(self) -> None:
        while Path(f"/proc/{self.pid}").exists():
            with suppress(OSError):  # one has ended meanwhile
                self.most = max(self.most, memory_of(self.pid))
            time.sleep(0.05)


def build(edition: Path, out: Path, *words: str) -> tuple[float, int]:
    """Build an edition as its command does; return seconds and bytes of memory."""
    command = [
        sys.executable,
        "-m",
        "convert",
        "edition",
        "build",
        str(edition),
        "-d",
        str(out),
        "-q",
        "--force",
    ]
    started = time.perf_counter()
    with subprocess.Popen([*command, *words], stderr=subprocess.DEVNULL) as run:
        peak = Peak(run.pid)
        peak.start()
    assert run.returncode == 0
    return time.perf_counter() - started, peak.most


def digests(folder: Path) -> dict[str, str]:
    """Return what was made, hidden files left out."""
    files = (
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.parts)
    )
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def stages(edition: Path) -> Counter[str]:
    """Return the seconds of each stage, of one process."""
    import convert
    from convert.newsml import package
    from convert.writers import epub, newspaper, text
    from convert.writers.newspaper import placing, work

    spent: Counter[str] = Counter()

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*args: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args, **named)
            finally:
                spent[name] += time.perf_counter() - started

        return run

    with replaced(
        (newspaper, "try_out", timed("set on trial", work.try_out)),
        (placing, "plan", timed("plan", placing.plan)),
        (newspaper, "draw", timed("draw pages", work.draw)),
        (newspaper, "bind", timed("bind", newspaper.bind)),
        (epub, "write_epub", timed("epub", epub.write_epub)),
        (text, "write_text", timed("text", text.write_text)),
    ):
        started = time.perf_counter()
        made = convert.read_edition(edition)
        spent["read"] = time.perf_counter() - started
        convert.render_each(made, {"pdf": {"style": "broadsheet"}, "epub": {}, "text": {}})
        started = time.perf_counter()
        files = package.dump_package(made)
        spent["xml"] = time.perf_counter() - started
    assert files
    return spent


@contextmanager
def replaced(*places: tuple[Any, str, Any]) -> Iterator[None]:
    """Let names of modules mean something else meanwhile."""
    before = [(module, name, getattr(module, name)) for module, name, _ in places]
    for module, name, value in places:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def raw_engine(edition: Path) -> float:
    """Return the seconds in which the engine alone sets the stories as one plain document."""
    import weasyprint

    import convert

    made = convert.read_edition(edition)
    html = convert.render(made, "html").decode()
    started = time.perf_counter()
    weasyprint.HTML(string=html).write_pdf()
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as place:
        edition, out, clean = Path(place, "edition"), Path(place, "out"), Path(place, "clean")
        shutil.copytree(SAMPLE, edition)
        cold, peak = build(edition, out)
        print(f"cold             {cold:6.1f} s   {peak / 2**20:4.0f} MB")
        warm, peak = build(edition, out)
        print(f"nothing changed  {warm:6.1f} s   {peak / 2**20:4.0f} MB   {cold / warm:.1f} times faster")
        story = edition / CHANGED
        story.write_text(
            story.read_text(encoding="utf-8") + "\nوقال آخر الركاب إنه سيفتقد صوت المجداف.\n",
            encoding="utf-8",
        )
        changed, peak = build(edition, out)
        fresh, top = build(edition, clean, "--no-cache")
        same = "same bytes" if digests(out) == digests(clean) else "OTHER BYTES"
        print(
            f"one story        {changed:6.1f} s   {peak / 2**20:4.0f} MB   "
            f"{fresh / changed:.1f} times faster, {same}"
        )
        print(f"without a cache  {fresh:6.1f} s   {top / 2**20:4.0f} MB")
        spent = stages(edition)
        whole = raw_engine(edition)
        for name, seconds in spent.most_common():
            print(f"  {name:<14} {seconds:6.2f} s")
        print(f"  {'the raw engine':<14} {whole:6.2f} s, all stories as one plain document")


if __name__ == "__main__":
    main()
