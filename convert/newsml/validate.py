"""Says what is wrong with a canonical file, where, and how to mend it: the profile's rules P01 to P15."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache, partial
from pathlib import Path

from lxml import etree

from convert.errors import SourceError
from convert.newsml import rules
from convert.newsml.load import parse
from convert.newsml.names import XML
from convert.newsml.rules import Context, Fault, clipped, name_of
from convert.newsml.xhtml_out import Element
from convert.notes import Finding

#: The profile knows a dozen attributes at most on one element.
_FLOOD = 100


def schema(context: Context) -> Iterator[Fault]:
    """P01: the document is what profile.rng allows, a strict subset of NewsML-G2 2.35."""
    if not _schema().validate(context.root):
        roots = _inside(next(_grammar().iter(_rng("start"))))
        yield from _culprits(context.root, roots.get(str(context.root.tag), []), "NewsML-G2")


Rule = Callable[[Context], Iterator[Fault]]
RULES: list[tuple[str, Rule]] = [
    ("newsml/P01", schema),
    ("newsml/P02", rules.codes),
    ("newsml/P03", rules.times),
    ("newsml/P04", rules.envelope),
    ("newsml/P05", rules.headline),
    ("newsml/P06", rules.language),
    ("newsml/P07", rules.body),
    ("newsml/P08", rules.ids),
    ("newsml/P09", rules.pictures),
    ("newsml/P10", rules.repeated),
    ("newsml/P11", rules.clean),
    ("newsml/P12", rules.counts),
    ("newsml/P13", rules.correction),
    ("newsml/P14", rules.package),
    ("newsml/P15", rules.release),
]


def validate(data: bytes, *, base: Path | None = None) -> list[Finding]:
    """Return what is wrong with *data*, rule by rule; pictures and items are looked for in *base*.

    Without *base* no file is looked for. What the schema refuses is left to the rule that says why.
    """
    try:
        context = Context(parse(data), base)
    except SourceError as error:
        cure = error.cure or "mend it there; the file must be well-formed XML without a DOCTYPE"
        return [Finding("newsml/P01", str(error), error.where, cure)]
    if flood := next(_floods(context.root), None):
        return [_finding("newsml/P01", flood)]
    findings = [_finding(code, fault) for code, rule in RULES for fault in rule(context)]
    explained = {finding.where for finding in findings if _explains(finding)}
    return [finding for finding in findings if finding.code != "newsml/P01" or finding.where not in explained]


def _floods(root: Element) -> Iterator[Fault]:
    """Yield elements with so many attributes that no rule should read them all: lxml does so in n²."""
    for element in root.iter("*"):
        if len(element.attrib) > _FLOOD:
            sentence = f"<{name_of(element)}> has {len(element.attrib)} attributes"
            yield Fault(element, sentence, "take off all that the canonical form does not know")


def _explains(finding: Finding) -> bool:
    return finding.code != "newsml/P01" and finding.severity == "error"


def _finding(code: str, fault: Fault) -> Finding:
    return Finding(code, fault.sentence, f"line {fault.element.sourceline}", fault.cure, fault.severity)


# --- the schema, and what it objects to ---------------------------------------------------------
# libxml2 says only that a document is not valid. To say where, the profile is asked again, each
# element on its own, down to the smallest that does not fit.

_RNG = "http://relaxng.org/ns/structure/1.0"
#: More children than this, and no single one is looked for as the one too many.
_MANY = 40
#: What stands in one of these may be left out.
_FREE = frozenset(map("{http://relaxng.org/ns/structure/1.0}".__add__, ("optional", "zeroOrMore", "choice")))


def _rng(name: str) -> str:
    return f"{{{_RNG}}}{name}"


@cache
def _grammar() -> Element:
    return etree.parse(Path(__file__).with_name("profile.rng")).getroot()


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(_grammar())


@cache
def _definitions() -> dict[str, Element]:
    return {define.get("name", ""): define for define in _grammar().iter(_rng("define"))}


@cache
def _checker(pattern: Element) -> etree.RelaxNG:
    """Return the profile with *pattern*, one element of it, as its root; an attribute stands on <lone>."""
    grammar = deepcopy(_grammar())
    if pattern.tag == _rng("attribute"):
        root = etree.Element(_rng("element"), {"name": "lone", "ns": ""})
        root.append(deepcopy(pattern))
    else:
        root = deepcopy(pattern)
        root.set("ns", _namespace(pattern))
    start = next(grammar.iter(_rng("start")))
    start[:] = [root]
    return etree.RelaxNG(grammar)


def _namespace(pattern: Element) -> str:
    return next(up.get("ns", "") for up in (pattern, *pattern.iterancestors()) if up.get("ns"))


def _parts(pattern: Element, seen: set[str], *, free: bool = False) -> Iterator[tuple[Element, bool]]:
    """Yield what *pattern* says of its own, element or attribute, and if it may lack; references followed."""
    for part in pattern:
        name = part.get("name", "")
        if part.tag in (_rng("element"), _rng("attribute")):
            yield part, free
        elif part.tag != _rng("ref"):
            yield from _parts(part, seen, free=free or part.tag in _FREE)
        elif name not in seen:
            seen.add(name)
            yield from _parts(_definitions()[name], seen, free=free)


def _inside(pattern: Element) -> dict[str, list[Element]]:
    """Return the elements that may stand in *pattern*, by name."""
    found: dict[str, list[Element]] = {}
    for part, _ in _parts(pattern, set()):
        if part.tag == _rng("element"):
            own = [part.get("name")] if part.get("name") else [name.text for name in part[0]]
            for name in own:
                found.setdefault(f"{{{_namespace(part)}}}{name}", []).append(part)
    return found


def _fits(element: Element, pattern: Element) -> bool:
    return _checker(pattern).validate(element)


def _culprits(element: Element, patterns: list[Element], outer: str) -> Iterator[Fault]:
    """Yield the smallest parts of *element* that none of *patterns* allows."""
    if not patterns:
        cure = "take it out, or see convert/newsml/profile.rng for what the canonical form has"
        yield Fault(element, f"<{name_of(element)}> has no place in {outer}", cure)
    elif not any(_fits(element, pattern) for pattern in patterns):
        nearest = min(patterns, key=partial(_distance, element))
        inside, name = _inside(nearest), f"<{name_of(element)}>"
        misfits = _misfits(element, nearest)
        for child in misfits:
            yield from _culprits(child, inside.get(str(child.tag), []), name)
        if not misfits:
            yield _blame(element, nearest)


def _distance(element: Element, pattern: Element) -> tuple[int, int]:
    return len(_misfits(element, pattern)), len(_strange(element, pattern))


def _misfits(element: Element, pattern: Element) -> list[Element]:
    inside = _inside(pattern)
    return [
        child
        for child in element.iterchildren("*")
        if not any(_fits(child, inner) for inner in inside.get(str(child.tag), []))
    ]


def _blame(element: Element, pattern: Element) -> Fault:
    """Say what is wrong with an element whose children, each on its own, are all right."""
    name = f"<{name_of(element)}>"
    if attribute := _bad_attribute(element, pattern):
        stated = f"{name_of(attribute)}={clipped(element.get(attribute, ''))!r}"
        return Fault(element, f"{name} cannot have {stated}", "mend the value or take it off")
    if _fits(_without(element, text=True), pattern):
        return Fault(element, f"the text of {name} has no place there", "move it or take it out")
    for place in reversed(range(len(element))) if len(element) <= _MANY else ():
        if _fits(_without(element, child=place), pattern):
            sentence = f"<{name_of(element[place])}> cannot stand there in {name}"
            return Fault(element[place], sentence, "move it or take it out")
    if not len(element) and element.text:
        return Fault(element, f"{name} cannot say {clipped(element.text)!r}", "mend the value")
    return Fault(
        element, f"something is missing in {name} or out of order{_lacks(element, pattern)}", "mend it"
    )


def _bad_attribute(element: Element, pattern: Element) -> str:
    """Return an attribute that cannot stand on *element*, or not beside the others."""
    alone = (name for name in map(str, element.keys()) if _fits(_without(element, attribute=name), pattern))
    return next(iter(_strange(element, pattern)), "") or next(alone, "")


def _strange(element: Element, pattern: Element) -> list[str]:
    """Return the attributes of *element* that *pattern* does not know, or not with their value."""
    known: dict[str, list[Element]] = {}
    for part, _ in _parts(pattern, set()):
        if part.tag == _rng("attribute"):
            known.setdefault(part.get("name", ""), []).append(part)
    strange = []
    for name, value in element.items():
        parts = known.get(str(name).replace(f"{{{XML}}}", "xml:"), [])
        if not any(_fits(etree.Element("lone", {name: value}), part) for part in parts):
            strange.append(str(name))
    return strange


def _without(
    element: Element, *, attribute: str = "", text: bool = False, child: int | None = None
) -> Element:
    copy = deepcopy(element)
    if attribute:
        del copy.attrib[attribute]
    if text:
        copy.text = None
        for inner in copy:
            inner.tail = None
    if child is not None:
        del copy[child]
    return copy


def _lacks(element: Element, pattern: Element) -> str:
    """Name what *pattern* demands of its own and *element* has not."""
    wanted = [part.get("name", "") for part, free in _parts(pattern, set()) if not free]
    present = {name_of(child) for child in element.iterchildren("*")} | set(map(str, element.keys()))
    lacking = [name for name in wanted if name not in present and ":" not in name]
    return f": it has no {', no '.join(lacking)}" if lacking else ""
