"""The names NewsML-G2 gives to things: namespaces, our own vocabularies, constants of the profile."""

import re
from typing import Final
from urllib.parse import unquote

G2: Final = "http://iptc.org/std/nar/2006-10-01/"
XHTML: Final = "http://www.w3.org/1999/xhtml"
XML: Final = "http://www.w3.org/XML/1998/namespace"
LANG: Final = f"{{{XML}}}lang"

STANDARD_VERSION: Final = "2.35"
CATALOG: Final = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
XHTML_TYPE: Final = "application/xhtml+xml"
NEWSITEM_TYPE: Final = "application/vnd.iptc.g2.newsitem+xml"

#: The base of every vocabulary of ours.
BASE: Final = "https://w3id.org/matbaa/cv/"
#: The short names of our vocabularies, in the order in which an item declares those it uses.
OWN_SCHEMES: Final = {
    "mbhl": BASE + "headlinerole/",
    "mbr": BASE + "partyrole/",
    "mbx": BASE + "property/",
    "mbn": BASE + "noterole/",
    "mbg": BASE + "grouprole/",
}
SHA256_TYPE: Final = BASE + "hashtype/sha256"

#: Written as versionCreated where nothing says when the version was made, and marked as unknown.
UNKNOWN_TIME: Final = "1970-01-01T00:00:00+00:00"

#: Attributes whose value is one qcode or a list of them (NewsML-G2 §QCodes).
QCODE_ATTRIBUTES: Final = frozenset(
    {"qcode", "rel", "role", "type", "mode", "rendition", "colourspace", "jobtitle", "hashtype", "scope"}
)

#: What an address that is no file's name begins with: a scheme, or the sign of a place in the document.
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|#")
#: What a file's name may hold and an IRI not, or not in that sense (RFC 3987).
_ENCODED: Final = str.maketrans({char: f"%{ord(char):02X}" for char in "%#?[]:"})

#: The file the profile calls an article, an issue or a picture.
PROFILES: Final = {"Article": "matbaa-article", "Issue": "matbaa-edition", "Picture": "matbaa-picture"}


def g2(name: str) -> str:
    """Return *name* in the NewsML-G2 namespace, as lxml writes it."""
    return f"{{{G2}}}{name}"


def xhtml(name: str) -> str:
    """Return *name* in the XHTML namespace, as lxml writes it."""
    return f"{{{XHTML}}}{name}"


def iri(name: str) -> str:
    """Return the IRI reference to a file: ``50%.jpg`` -> ``50%25.jpg``; an address stays as it is."""
    return name if _ADDRESS.match(name) else name.translate(_ENCODED)


def from_iri(reference: str) -> str:
    """Return the file that an IRI reference names; an address stays as it is."""
    return reference if _ADDRESS.match(reference) or "%" not in reference else unquote(reference)
