"""Says what a foreign document holds that the canonical form does not: nothing is lost in silence."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from convert.model import Edition
from convert.newsml.dump import dump
from convert.newsml.load import parse
from convert.newsml.names import g2
from convert.newsml.xhtml_in import tag_of
from convert.newsml.xhtml_out import Element

#: Spelled anew by whoever writes: not facts about the story.
_OURS = frozenset(
    {"generator", "profile", "catalogRef", "catalog", "scheme", "sent", "header", "newsMessage"}
)
_ATTRIBUTES = frozenset(
    "standardversion standard conformance wordcount charcount schemaLocation separator rank root mode "
    "versioninfo".split()
)
#: Where the canonical form says the same again for everybody: a headline's language, a body's direction.
_SAID_AGAIN = frozenset({"lang", "dir", "contenttypestandardversion"})


def losses(data: bytes, edition: Edition) -> Iterator[str]:
    """Yield a sentence for each kind of fact of *data* that *edition*, spelled again, does not show."""
    written = dump(edition)
    if written == data:
        return
    missing = Counter(_facts(parse(data))) - Counter(_facts(parse(written)))
    words = [value for name, value in missing.elements() if not name]
    if words:
        shown = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
        yield f"{len(words)} words have no place in the canonical form: {shown[:200]!r}"
    for (name, value), count in missing.items():
        if name:
            times = f", {count} times" if count > 1 else ""
            yield f"{name} {value[:80]!r} has no place in the canonical form{times}"


def _facts(root: Element) -> Iterator[tuple[str, str]]:
    """Yield every attribute with its value, and every word under an empty name."""
    registers = set(_registers(root))
    for element in root.iter():
        tag = tag_of(element)
        if not tag or tag in _OURS or element in registers:
            continue
        yield from _attributes(element, tag)
        yield from (("", word) for word in _words(element))


def _registers(root: Element) -> Iterator[Element]:
    """Yield the group of a package that only says where items of no section are, and what refers to it."""
    groups = [group for group in root.iter(g2("group")) if group.get("role") == "mbg:others"]
    names = {group.get("id") for group in groups}
    for group in groups:
        yield from group.iter()
    yield from (ref for ref in root.iter(g2("groupRef")) if ref.get("idref") in names)


def _attributes(element: Element, tag: str) -> Iterator[tuple[str, str]]:
    for name, value in element.items():
        local = etree.QName(name).localname
        if local not in _ATTRIBUTES | _SAID_AGAIN and value.strip():
            yield (f"{tag}/@{local}", " ".join(value.split()))


def _words(element: Element) -> Iterator[str]:
    pieces = [element.text, *(child.tail for child in element)]
    return (word for piece in pieces if piece for word in piece.split())
