"""Reads ZIP files, which EPUB and DOCX are, within bounds: no name, no link and no bomb gets past."""

import io
import re
import stat
import zipfile
import zlib
from typing import Final

from convert.errors import LimitError, SourceError

#: Bounds of reliability P2: entries, bytes when unpacked, and how much larger than packed one may be.
MOST_ENTRIES: Final = 10_000
LARGEST: Final = 200 * 1024 * 1024
_RATIO: Final = 100
#: Smaller entries may be packed as tightly as they like.
_SMALL: Final = 1024 * 1024
#: Names that leave the folder they are unpacked in, on one system or another (APPNOTE.TXT 4.4.17.1).
_LEADS_OUT: Final = re.compile(r"[/\\]|[A-Za-z]:|(?:.*/)?\.\.(?:/|\Z)|.*\\|.*[\x00-\x1f\x7f]", re.DOTALL)
_ENCRYPTED: Final = 0x1
#: What the library raises at an entry that is damaged, or packed in a way it does not know.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class Zip:
    """The files of a ZIP by name; each is unpacked when it is asked for, all of them within the bounds.

    Raises SourceError for what is no ZIP or may not be read, LimitError for what is too large.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise SourceError(f"no ZIP file: {error}", code="zip/unreadable") from error
        self._entries = self._zip.infolist()
        self._left = LARGEST
        self._read: dict[str, bytes] = {}
        if len(self._entries) > MOST_ENTRIES:
            raise LimitError(f"{len(self._entries)} entries; {MOST_ENTRIES} are read", code="zip/limit")
        seen: set[str] = set()
        for entry in self._entries:
            _refuse(entry)
            if entry.filename in seen:
                raise SourceError(f"two entries are called {entry.filename!r}", code="zip/twice")
            seen.add(entry.filename)

    @property
    def names(self) -> list[str]:
        """The names of the files, in the order of the ZIP; folders are none."""
        return [entry.filename for entry in self.entries]

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """What the ZIP says of each of them."""
        return [entry for entry in self._entries if not entry.is_dir()]

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        if name not in self._read:
            self._read[name] = self._unpacked(self._zip.getinfo(name))
        return self._read[name]

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        most = min(self._left, max(_SMALL, _RATIO * entry.compress_size))
        try:
            with self._zip.open(entry) as file:
                data = file.read(most + 1)
        except _BROKEN as error:
            sentence = f"{entry.filename} cannot be unpacked: {error}"
            raise SourceError(sentence, code="zip/unreadable") from error
        if len(data) > most:
            raise LimitError(f"{entry.filename} unpacks to more than {most >> 20} MB", code="zip/limit")
        self._left -= len(data)
        return data


def _refuse(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that leads out of its folder, is a link or a device, or is encrypted."""
    name, kind = entry.filename, stat.S_IFMT(entry.external_attr >> 16)
    if _LEADS_OUT.match(entry.orig_filename) or not name:
        raise SourceError(f"the entry {name!r} leads out of the ZIP", code="zip/unsafe")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise SourceError(f"the entry {name!r} is a link or a device", code="zip/unsafe")
    if entry.flag_bits & _ENCRYPTED:
        raise SourceError(f"the entry {name!r} is encrypted", code="zip/encrypted")
