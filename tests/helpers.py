"""Runs the command as a person does, looks at what it made, and fakes an installed plug-in."""

import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

import convert

ROOT = Path(__file__).resolve().parents[1]
KUWAIT = ROOT / "samples" / "kuwait" / "article.txt"
#: Where the package under test is, so that a command in another folder runs the same one.
_PACKAGES = str(Path(convert.__file__).resolve().parents[1])
#: What may steer the command, and must not come from the person who runs the tests.
_STEERING = ("MATBAA_", "NO_COLOR", "SOURCE_DATE_EPOCH", "PYTHONPATH", "PYTHONHASHSEED", "TZ", "XDG_")

FSI, PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
ZWNJ, ZWSP = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH SPACE}"
#: What moves the cursor, turns a line round or ends it where nobody sees why.
REACHING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066\u2067]")
#: Embeddings and overrides: no output may hold one.
OVERRIDES = re.compile("[\u202a-\u202e]")
_TOLD = re.compile(r"^ *(?:note|warning|error) ([a-z]+/[a-z-]+)", re.MULTILINE)
_WINDOWS = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the command answered."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.stdout.decode()

    @property
    def err(self) -> str:
        """Standard error as text."""
        return self.stderr.decode()

    @property
    def codes(self) -> set[str]:
        """The codes of the notes, warnings and errors that were told."""
        return set(_TOLD.findall(self.err))

    @property
    def events(self) -> list[dict[str, Any]]:
        """The objects of --json, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a run: nothing that steers it, a home of its own, *extra* on top."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_STEERING)}
    kept |= {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"}
    given = dict(extra or {})
    paths = [given.pop("PYTHONPATH", ""), _PACKAGES]
    return kept | given | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def run(
    *words: str | Path,
    cwd: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    memory: int = 0,
) -> Ran:
    """Run `matbaa` with *words* in the folder *cwd*; *memory* bounds its address space, in bytes."""
    start = ["-m", "convert"]
    if memory:
        bound = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}));"
        start = ["-c", bound + "runpy.run_module('convert', run_name='__main__', alter_sys=True)"]
    ran = subprocess.run(
        [sys.executable, *start, *map(str, words)],
        cwd=cwd, env=environment(cwd, env), input=stdin, capture_output=True, timeout=timeout, check=False,
    )  # fmt: skip
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def python(script: str, *words: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run a Python script in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=cwd, env=environment(cwd, env), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def files_in(folder: Path) -> set[str]:
    """Return the files below *folder*, without the ledger, as paths from it."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if not path.is_dir() and path.name != ".matbaa.json"
    }


def strays(folder: Path) -> list[Path]:
    """Return the temporary files that somebody left below *folder*."""
    return [path for path in folder.rglob(".matbaa-*") if path.name != ".matbaa.json"]


# --- plug-ins ---------------------------------------------------------------------------------


def plug_in(folder: Path, dist: str, point: str, source: str, group: str = "convert.writers") -> Path:
    """Put an installed distribution into *folder*: *point* is ``name = module:function``."""
    module = point.partition("=")[2].partition(":")[0].strip()
    facts = folder / f"{dist.replace('-', '_')}-1.0.dist-info"
    facts.mkdir(parents=True, exist_ok=True)
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1.0\n", encoding="utf-8")
    (facts / "entry_points.txt").write_text(f"[{group}]\n{point}\n", encoding="utf-8")
    (folder / f"{module}.py").write_text(source, encoding="utf-8")
    return folder


def writer_source(name: str, *body: str) -> str:
    """Return a module that holds a writer called `write` of the format *name*."""
    lines = [
        "from convert.formats import writer",
        f'@writer("{name}", suffix=".{name}", media_type="text/x")',
    ]
    return "\n".join([*lines, "def write(edition, notes):", *(f"    {line}" for line in body)]) + "\n"


# --- what stands in a result ------------------------------------------------------------------


def quiet_terminal(ran: Ran) -> None:
    """Assert that nothing a run said moves a cursor or turns a line; our own isolates close on their line."""
    for stream in (ran.stdout, ran.stderr):
        assert b"\x1b" not in stream
        said = stream.decode()
        assert not REACHING.search(said), ascii(REACHING.search(said))
        for line in said.split("\n"):
            assert balanced(line), ascii(line)
    assert b"Traceback" not in ran.stderr


def balanced(line: str) -> bool:
    """Say whether every isolate of *line* is closed on it, and nothing is closed that was not open."""
    depth = 0
    for char in line:
        depth += (char in "\u2066\u2067\u2068") - (char == PDI)
        if depth < 0:
            return False
    return depth == 0


def legal_name(name: str) -> bool:
    """Say whether every file system we know takes *name*, and no program reads it as something else."""
    return (
        0 < len(name.encode()) <= 255
        and not re.search(r'[<>:"/\\|?*]', name)
        and name[0] not in "-. "
        and name[-1] not in ". "
        and not _WINDOWS.fullmatch(name)
        and not any(
            unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != ZWNJ for char in name
        )
    )


def whole(path: Path) -> None:
    """Assert that a result is complete and well formed, and holds no control character."""
    data = path.read_bytes()
    match path.suffix:
        case ".xml":
            clean(data.decode())
            etree.fromstring(data)
        case ".html":
            clean(data.decode())
            assert data.rstrip().endswith(b"</html>")
        case ".txt":
            clean(data.decode())
        case ".epub":
            for name, part in parts(path).items():
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                    clean(part.decode())
                    etree.fromstring(part)
        case ".pdf":
            with pikepdf.open(path) as pdf:
                assert len(pdf.pages) >= 1
                assert pdf.check_pdf_syntax() == []
                for value in pdf.docinfo.as_dict().values():
                    clean(str(value))
        case other:
            raise AssertionError(f"nobody knows what a whole {other} is")


def clean(words: str) -> None:
    """Assert that *words* hold no control character but line feeds and tabs, and no override."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029]", words)
    assert not OVERRIDES.search(words)


def parts(book: Path) -> dict[str, bytes]:
    """Return the files of an EPUB by name, its zip checked."""
    with zipfile.ZipFile(book) as files:
        assert files.testzip() is None
        assert files.namelist()[0] == "mimetype"
        return {name: files.read(name) for name in files.namelist()}


def shown_in(book: Path) -> str:
    """Return the text of the chapters of an EPUB."""
    return "\n".join(
        "".join(etree.fromstring(data).itertext())
        for name, data in parts(book).items()
        if "/text/a" in f"/{name}" and name.endswith(".xhtml")
    )


def headline_in(story: etree._Element) -> str:
    """Return the headline of a canonical document."""
    found = story.findall(".//{*}contentMeta/{*}headline")
    return "".join(next(one for one in found if one.get("rank", "1") == "1").itertext())


def paragraphs_in(story: etree._Element) -> list[str]:
    """Return the paragraphs of a canonical document."""
    return ["".join(one.itertext()) for one in story.iterfind(".//{http://www.w3.org/1999/xhtml}p")]


def unbroken(words: str) -> str:
    """Return *words* without the places where a long word may break."""
    return words.replace(ZWSP, "")


def isolates_off(words: str) -> str:
    """Return *words* without the marks that the text writer leads and isolates with."""
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", words)


def texts_of(root: etree._Element) -> Iterator[str]:
    """Yield every text of a document."""
    yield from (str(text) for text in root.itertext())
