"""Reads XMP (ISO 16684-1): simple properties of a packet, whether elements or attributes."""

from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from convert.checks.pdf.reading import TooLargeError, unpacked

#: The packet is no larger than this.
_LARGEST: Final = 4 * 1024 * 1024
_PREFIXES: Final = {
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@dataclass(frozen=True, slots=True)
class Xmp:
    """The properties by their usual names: ``xmp:CreateDate``."""

    properties: dict[str, str] = field(default_factory=dict)
    is_readable: bool = True

    def get(self, name: str) -> str:
        """Return a property; nothing where it is not said."""
        return self.properties.get(name, "")


def xmp_of(stream: Any) -> Xmp:
    """Return what a metadata stream says."""
    try:
        data = unpacked(stream, _LARGEST)
    except TooLargeError:
        return Xmp(is_readable=False)
    if not data:
        return Xmp()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data.strip(b"\0 \r\n\t"), parser)
    except etree.XMLSyntaxError:
        return Xmp(is_readable=False)
    return Xmp(_properties(root))


def _properties(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for told in root.iter(f"{_RDF}Description"):
        for key, value in told.attrib.items():
            found.setdefault(_name(key), str(value).strip())
        for child in told.iterchildren("*"):
            found.setdefault(_name(str(child.tag)), "".join(child.itertext()).strip())
    return found


def _name(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, space)}:{name}"
