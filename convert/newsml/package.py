"""An edition as a folder: a packageItem, a document for each article and picture, their files beside them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from convert.errors import LimitError, SourceError
from convert.model import Article, Edition, Image, Issue, ItemRef, Picture, each, words_of
from convert.newsml.dump import element_of, serialised
from convert.newsml.load import item_refs, parse
from convert.newsml.names import from_iri, g2
from convert.newsml.rules import is_web, lies_in, unsafe
from convert.newsml.validate import validate
from convert.newsml.xhtml_out import Element
from convert.notes import Finding
from convert.pictures import Shelf

#: The file of the package, and where its items are, below the folder of an edition.
PACKAGE: Final = "edition.xml"
ITEMS: Final = "items"
#: More items than this are not read for one package.
MOST_ITEMS: Final = 4_000
#: The largest item that is read (reliability P2), and how deep packages may stand in each other.
LARGEST_ITEM: Final = 20 * 1024 * 1024
_DEEPEST: Final = 4


class Package(Mapping[str, bytes]):
    """The files of an edition by name; each is made, or read, when it is asked for."""

    def __init__(self, edition: Edition, issue: Issue) -> None:
        self._assets = edition.assets
        self._items = dict(_places(edition))
        self._issue, self._others = _placed(issue, self._items)
        self._files = {name: src for name, src in _files(edition, issue) if src in edition.assets}

    def __getitem__(self, name: str) -> bytes:
        if name == PACKAGE:
            return serialised(element_of(self._issue, others=self._others))
        if name in self._items:
            return serialised(element_of(self._items[name]))
        return self._assets[self._files[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((PACKAGE, *self._items, *self._files)))

    def __len__(self) -> int:
        return len({PACKAGE, *self._items, *self._files})


def dump_package(edition: Edition) -> Package:
    """Return the files of *edition*: ``edition.xml``, ``items/article-001.xml`` and so on, what they show.

    Raises SourceError when it is no issue.
    """
    if edition.issue is None:
        raise SourceError("a package is made of an issue, and this edition is none", code="edition/no-issue")
    return Package(edition, edition.issue)


def _places(edition: Edition) -> Iterator[tuple[str, Article | Picture]]:
    for number, article in enumerate(edition.in_order, start=1):
        yield f"{ITEMS}/article-{number:03}.xml", article
    for number, picture in enumerate(edition.pictures, start=1):
        yield f"{ITEMS}/picture-{number:03}.xml", picture


def _placed(issue: Issue, items: Mapping[str, Article | Picture]) -> tuple[Issue, tuple[ItemRef, ...]]:
    """Return *issue*, its references with the files they lead to, and references to what is in no section."""
    first = {item.guid: place for place, item in reversed(tuple(items.items()))}
    sections = tuple(
        replace(
            section,
            items=tuple(replace(ref, href=first.get(ref.guid, ref.href)) for ref in section.items),
        )
        for section in issue.sections
    )
    named = {ref.href for section in sections for ref in section.items}
    others = tuple(_ref(item, place) for place, item in items.items() if place not in named)
    return replace(issue, sections=sections), others


def _ref(item: Article | Picture, place: str) -> ItemRef:
    kind = "ninat:picture" if isinstance(item, Picture) else "ninat:text"
    title = words_of(item.headline)
    return ItemRef(guid=item.guid, version=item.version, href=place, item_class=kind, title=title)


def _files(edition: Edition, issue: Issue) -> Iterator[tuple[str, str]]:
    """Yield where each picture stands, and its name: beside the documents that show it."""
    shown = [image.src for article in edition.articles for image in each(Image, article.body)]
    shown += [file.href for picture in edition.pictures for file in picture.renditions]
    yield from ((f"{ITEMS}/{src}", src) for src in shown if not unsafe(src))
    heads = (issue.masthead, issue.cover, *(advert.src for advert in issue.adverts))
    yield from ((src, src) for src in heads if src and not unsafe(src))


# --- and back -------------------------------------------------------------------------------------


def with_items(edition: Edition, data: bytes, read_item: Callable[[str], Edition]) -> Edition:
    """Return *edition*, the package in *data*, with the items that it names by file; *read_item* opens one.

    Raises SourceError for one that is not there, or is another than the package says.
    """
    held = {item.guid for item in (*edition.articles, *edition.pictures)}
    wanted = {ref.href: ref for ref in item_refs(parse(data)) if ref.guid not in held and is_near(ref)}
    if len(wanted) > MOST_ITEMS:
        raise LimitError(f"the package names {len(wanted)} items, more than {MOST_ITEMS}")
    read = [_item(ref, read_item) for ref in wanted.values()]
    if not read or edition.issue is None:
        return edition
    whole = [edition, *read]
    return Edition(
        articles=tuple(article for part in whole for article in part.articles),
        pictures=tuple(picture for part in whole for picture in part.pictures),
        issue=_resolved(edition.issue, wanted),
        assets=_together(part.assets for part in whole),
    )


def is_near(ref: ItemRef) -> bool:
    """Say whether *ref* names a file of its package's folder."""
    return bool(ref.href) and not is_web(ref.href)


def _item(ref: ItemRef, read_item: Callable[[str], Edition]) -> Edition:
    if why := unsafe(ref.href):
        raise SourceError(f"the package's item {ref.href!r} {why}", code="source/item-missing")
    part = read_item(ref.href)
    guids = [item.guid for item in (*part.articles, *part.pictures)]
    if part.issue is not None or len(guids) != 1 or (ref.guid and guids != [ref.guid]):
        there = "another package" if part.issue else ", ".join(guids[:3])
        said = f"{ref.href} should hold {ref.guid or 'one item'} and holds {there}"
        raise SourceError(said, code="source/item-missing")
    return part


def _resolved(issue: Issue, read: Mapping[str, ItemRef]) -> Issue:
    """Return *issue* without the names of files whose items it now holds."""
    sections = tuple(
        replace(
            section,
            items=tuple(replace(ref, href="") if ref.href in read else ref for ref in section.items),
        )
        for section in issue.sections
    )
    return replace(issue, sections=sections)


def _together(parts: Iterable[Mapping[str, bytes]]) -> Mapping[str, bytes]:
    """Return the pictures of all parts as one shelf; two of one name must be the same."""
    shelf = Shelf({})
    for part in parts:
        for name, data in part.items() if not isinstance(part, Shelf) else part.pictures.items():
            held = shelf.pictures.setdefault(name, data)
            if held != data and shelf[name] != part[name]:
                cure = "give one another name"
                raise SourceError(f"two pictures are called {name!r}", code="picture/clash", cure=cure)
    return shelf if shelf.pictures else {}


# --- and whether all is well ------------------------------------------------------------------------


def item_findings(data: bytes, base: Path) -> Iterator[Finding]:
    """Yield what is wrong with the items that a package names by file, each with the file's name.

    What cannot be found is left to the rules for the package itself.
    """
    yield from _Round(base).findings(data, base, ())


class _Round:
    """One round through the items of a package, and of packages in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.left = MOST_ITEMS

    def findings(self, data: bytes, base: Path, outer: tuple[Path, ...]) -> Iterator[Finding]:
        try:
            refs = list(parse(data).iter(g2("itemRef")))
        except SourceError:
            return
        for ref in refs:
            name = from_iri(ref.get("href", ""))
            if name and not is_web(name) and not unsafe(name) and lies_in(base, name) and _is_item(ref):
                yield from self._item(ref, (base / name).resolve(), outer)

    def _item(self, ref: Element, path: Path, outer: tuple[Path, ...]) -> Iterator[Finding]:
        where = f"line {ref.sourceline}"
        if path in outer or len(outer) > _DEEPEST:
            sentence = f"packages hold each other in a circle, at {path.name}"
            yield Finding("newsml/P14", sentence, where, "take one of the itemRefs out")
        elif self.left and path.stat().st_size <= LARGEST_ITEM:
            self.left -= 1
            data = path.read_bytes()
            name = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
            yield from _misnamed(ref, data, where)
            for finding in validate(data, base=path.parent):
                yield replace(finding, where=f"{name} {finding.where}".rstrip())
            yield from self.findings(data, path.parent, (*outer, path))


def _is_item(ref: Element) -> bool:
    group = ref.getparent()
    return group is not None and group.get("role") != "mbg:adverts"


def _misnamed(ref: Element, data: bytes, where: str) -> Iterator[Finding]:
    """Yield the difference between what a reference says of an item and what its file is."""
    try:
        root = parse(data)
    except SourceError:
        return
    for name, attribute in (("guid", "residref"), ("version", "version")):
        said, there = ref.get(attribute), root.get(name)
        if said and there and said != there:
            sentence = f"the {name} of {ref.get('href')} is {there}, not {said}"
            yield Finding("newsml/P14", sentence, where, f"write {attribute}={there!r}")
