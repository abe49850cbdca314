"""What makes a PDF an archive and open to all: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from hashlib import md5
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from convert.errors import MissingToolError
from convert.pdf.objects import added

if TYPE_CHECKING:
    import pydyf

#: Options of the engine that PDF/A-3 asks for.
OPTIONS = {"pdf_tags": True, "pdf_version": "1.7", "pdf_identifier": True}
#: What the numbers of colours mean: the sRGB profile of the ICC, which comes with the engine.
SRGB = ("weasyprint", "pdf", "sRGB2014.icc")
#: An annotation is printed with the page (PDF 1.7, table 165).
PRINTED = 4
#: The property that says PDF/UA is unknown to PDF/A: it is described here (ISO 19005-3, 6.6.2.3.3).
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF says of itself; *source* is the story in its canonical form, to be kept inside."""

    title: str
    lang: str
    rtl: bool
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    source: bytes = b""
    source_name: str = "source.newsml.xml"


def add_archive(pdf: "pydyf.PDF", facts: Facts, *, exact: bool = True) -> None:
    """Make *pdf* say what it is and carry its source; only an *exact* one claims to keep the standards."""
    import pydyf

    facts = _sayable(facts)
    _add_info(pdf, facts)
    xmp = pydyf.Stream(
        [_xmp(facts, exact).encode()], pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"})
    )
    pdf.catalog["Metadata"] = added(pdf, xmp)
    pdf.catalog["Lang"] = pydyf.String(facts.lang)
    turning = "/R2L" if facts.rtl else "/L2R"
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"Direction": turning, "DisplayDocTitle": "true"})
    if facts.source:
        _add_source(pdf, facts)
    _add_output_intent(pdf)
    _settle(pdf)


def _sayable(facts: Facts) -> Facts:
    """Return *facts* without names that say nothing, and with times that both PDF and XMP can say."""
    return replace(
        facts,
        authors=tuple(name for name in facts.authors if name.strip()),
        keywords=tuple(word for word in facts.keywords if word.strip()),
        created=_whole(facts.created),
        modified=_whole(facts.modified or facts.created),
    )


def _whole(when: datetime | None) -> datetime | None:
    """Return *when* in whole seconds, its offset in whole minutes: those of old zones have seconds."""
    if when is None:
        return None
    offset = (when.utcoffset() or timedelta()) // timedelta(minutes=1)
    return when.astimezone(timezone(timedelta(minutes=offset))).replace(microsecond=0)


@cache
def _srgb() -> bytes:
    package, *path = SRGB
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise MissingToolError(f"{package} is not installed", cure="install matbaa again")
    return Path(found.submodule_search_locations[0], *path).read_bytes()


def _add_output_intent(pdf: "pydyf.PDF") -> None:
    """Say that colours are sRGB (ISO 19005-3, 6.2.3)."""
    import pydyf

    profile = added(pdf, pydyf.Stream([_srgb()], pydyf.Dictionary({"N": 3}), compress=True))
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String("sRGB"),
        "Info": pydyf.String("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _add_info(pdf: "pydyf.PDF", facts: Facts) -> None:
    import pydyf

    said = {
        "Title": facts.title,
        "Author": ", ".join(facts.authors),
        "Subject": facts.subject,
        "Keywords": ", ".join(facts.keywords),
        "Creator": _creator(),
        "Producer": _producer(),
        "CreationDate": _pdf_date(facts.created),
        "ModDate": _pdf_date(facts.modified),
    }
    pdf.info.clear()  # the engine reads the head of the page in its own way
    pdf.info.update({name: pydyf.String(value) for name, value in said.items() if value})


def _creator() -> str:
    return f"Matbaa {version('matbaa')}"


def _pdf_date(when: datetime | None) -> str:
    """Return a date as PDF writes it: ``D:20201128042700+03'00`` (PDF 1.7, 7.9.4)."""
    if when is None:
        return ""
    said = when.isoformat()
    hours, minutes = said[19:].split(":")
    return f"D:{re.sub('[-T:]', '', said[:19])}{hours}'{minutes}"


def _xmp(facts: Facts, exact: bool) -> str:
    """Return the metadata of the file; the same as in the information dictionary (ISO 19005-3, 6.6.3)."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    properties = "\n".join(_properties(facts, exact))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {names}>\n{properties}\n</rdf:Description>\n'
        f'{_UA_SCHEMA}\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _properties(facts: Facts, exact: bool) -> Iterator[str]:
    if exact:
        yield "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        yield "<pdfuaid:part>1</pdfuaid:part>"
    yield f"<dc:title>{_in_every_language(facts.title)}</dc:title>"
    yield f"<dc:language><rdf:Bag><rdf:li>{escape(facts.lang)}</rdf:li></rdf:Bag></dc:language>"
    if facts.authors:
        yield f"<dc:creator><rdf:Seq>{_items(facts.authors)}</rdf:Seq></dc:creator>"
    if facts.subject:
        yield f"<dc:description>{_in_every_language(facts.subject)}</dc:description>"
    if facts.keywords:
        yield f"<dc:subject><rdf:Bag>{_items(facts.keywords)}</rdf:Bag></dc:subject>"
        yield f"<pdf:Keywords>{escape(', '.join(facts.keywords))}</pdf:Keywords>"
    yield f"<xmp:CreatorTool>{_creator()}</xmp:CreatorTool>"
    yield f"<pdf:Producer>{_producer()}</pdf:Producer>"
    for name, when in (("CreateDate", facts.created), ("ModifyDate", facts.modified)):
        if when:
            yield f"<xmp:{name}>{when.isoformat()}</xmp:{name}>"


def _producer() -> str:
    """Return what the engine calls itself in the information dictionary."""
    return f"WeasyPrint {version('weasyprint')}"


def _in_every_language(words: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt>'


def _items(words: tuple[str, ...]) -> str:
    return "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in words)


def _add_source(pdf: "pydyf.PDF", facts: Facts) -> None:
    """Put the canonical form inside, as that of which the pages were made (ISO 19005-3, 6.8)."""
    import pydyf

    parameters = {
        "Size": len(facts.source),
        "CheckSum": f"<{md5(facts.source, usedforsecurity=False).hexdigest()}>",
    }
    when = _pdf_date(facts.modified)
    if when:
        parameters["ModDate"] = pydyf.String(when)
    extra = {"Type": "/EmbeddedFile", "Subtype": "/text#2fxml", "Params": pydyf.Dictionary(parameters)}
    file = added(pdf, pydyf.Stream([facts.source], pydyf.Dictionary(extra), compress=True))
    name = pydyf.String(facts.source_name)
    held = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": name,
            "UF": name,
            "EF": pydyf.Dictionary({"F": file, "UF": file}),
            "AFRelationship": "/Source",
            "Desc": pydyf.String("NewsML-G2"),
        }
    )
    reference = added(pdf, held)
    pdf.catalog["AF"] = pydyf.Array([reference])
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array([name, reference])})


def _settle(pdf: "pydyf.PDF") -> None:
    """Let links be printed and no picture be smoothed by a reader (ISO 19005-3, 6.3.2 and 6.2.8)."""
    import pydyf

    add = pdf.add_object

    def add_closed(thing: Any) -> None:
        add(thing)
        if isinstance(thing, pydyf.Stream):
            _close(thing)

    pdf.add_object = add_closed  # two streams more come when the file is written: objects, and where they are
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Type") == "/Annot":
            thing["F"] = PRINTED
        elif isinstance(thing, pydyf.Stream):
            if thing.extra.get("Subtype") == "/Image":
                thing.extra["Interpolate"] = "false"
            _close(thing)


def _close(stream: "pydyf.Stream") -> None:
    """Compress a stream once and for all, and let it not end in a carriage return.

    With the line feed before ``endstream`` that is one line end, and the length of the stream a byte too
    long (ISO 19005-3, 6.1.7.1). What follows compressed data no reader looks at.
    """
    import pydyf

    spelled = pydyf.Stream(stream.stream, compress=stream.compress).data
    data = spelled.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    if stream.compress:
        stream.extra["Filter"] = "/FlateDecode"
    stream.stream = [data + b"\n" if data.endswith(b"\r") else data]
    stream.compress = False
