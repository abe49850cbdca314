"""Binds pages that were written one by one into one PDF: one tree of tags, one outline, one set of facts.

What was begun on one page and goes on on another has one name in both (`structure.KEY`, in the structure tree
the ID of its element): it becomes one element again.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from convert.pdf.archive import Facts, add_archive

if TYPE_CHECKING:
    import pikepdf


class Mark(NamedTuple):
    """A line of the outline: its words, its page from 0, what hangs below it."""

    title: str
    page: int
    below: "tuple[Mark, ...]" = ()


def bind(pages: Sequence[bytes], facts: Facts, outline: Sequence[Mark]) -> bytes:
    """Return one PDF of *pages*, each a PDF of one page, that says *facts* of itself."""
    import pikepdf

    whole = pikepdf.open(BytesIO(_covers(facts)))
    tree = _Tree(whole, facts.lang)
    for data in pages:
        with pikepdf.open(BytesIO(data)) as one:
            whole.pages.append(one.pages[0])
            tree.add(whole.pages[-1].obj, whole.copy_foreign(one.Root.StructTreeRoot))
    tree.write()
    with whole.open_outline() as marks:
        marks.root.extend(_item(mark) for mark in outline)
    out = BytesIO()
    whole.save(
        out,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


def _covers(facts: Facts) -> bytes:
    """Return a PDF without pages that says what it is and carries its source."""
    import pydyf

    pdf, out = pydyf.PDF(), BytesIO()
    add_archive(pdf, facts)
    pdf.write(out, version=b"1.7", identifier=b"covers")
    return out.getvalue()


def _item(mark: Mark) -> "pikepdf.OutlineItem":
    import pikepdf

    item = pikepdf.OutlineItem(mark.title, mark.page, "Fit")
    item.children.extend(_item(below) for below in mark.below)
    return item


class _Tree:
    """The structure tree of the whole, which takes over those of the pages one after the other."""

    def __init__(self, whole: "pikepdf.Pdf", lang: str) -> None:
        import pikepdf

        self._pdf = whole
        self._root = whole.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        self._document = whole.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem,
                S=pikepdf.Name.Document,
                P=self._root,
                Lang=pikepdf.String(lang),
                K=pikepdf.Array(),
            )
        )
        self._known: dict[str, Any] = {}
        self._parents: list[tuple[int, Any]] = []
        self._next = 0

    def add(self, page: Any, tree: Any) -> None:
        """Take over the *tree* of a page that has become one of ours."""
        moved: dict[tuple[int, int], Any] = {}
        for top in list(tree.K):
            moved[top.objgen] = self._document
            self._join(self._document, top, moved)
        numbers = list(tree.ParentTree.Nums)
        for number, entry in zip(numbers[::2], numbers[1::2], strict=True):
            self._parents.append((int(number) + self._next, _led(entry, moved)))
        self._shift(page)
        self._next += int(tree.ParentTreeNextKey)

    def _join(self, target: Any, coming: Any, moved: dict[tuple[int, int], Any]) -> None:
        """Put the kids of an element that goes on into the one it was begun in."""
        import pikepdf

        for kid in list(coming.K):
            if not isinstance(kid, pikepdf.Object) or "/S" not in kid:
                target.K.append(_marked(kid, coming))
                continue
            known = self._known.get(str(kid.get("/ID", "")))
            if known is not None:
                moved[kid.objgen] = known
                self._join(known, kid, moved)
            else:
                kid.P = target
                target.K.append(kid)
                self._learn(kid)

    def _learn(self, element: Any) -> None:
        import pikepdf

        if "/ID" in element:
            self._known[str(element.ID)] = element
            del element.ID
        for kid in element.K:
            if isinstance(kid, pikepdf.Object) and "/S" in kid:
                self._learn(kid)

    def _shift(self, page: Any) -> None:
        """Move the keys by which a page's content, links and groups are found in the tree."""
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + self._next
        for link in page.get("/Annots", []):
            if "/StructParent" in link:
                link.StructParent = int(link.StructParent) + self._next
        for group in _groups(page.get("/Resources", {}), set()):
            group.StructParents = int(group.StructParents) + self._next

    def write(self) -> None:
        """Make the tree the document's."""
        import pikepdf

        entries = [part for number, entry in self._parents for part in (number, entry)]
        tree = pikepdf.Dictionary(Nums=pikepdf.Array(entries))
        self._root.K = pikepdf.Array([self._document])
        self._root.ParentTree = self._pdf.make_indirect(tree)
        self._root.ParentTreeNextKey = self._next
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _marked(kid: Any, coming: Any) -> Any:
    """Return marked content so that it says on which page it is (PDF 1.7, 14.7.4.2)."""
    import pikepdf

    if isinstance(kid, pikepdf.Object):
        return kid
    return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=coming.Pg, MCID=int(kid))


def _led(entry: Any, moved: dict[tuple[int, int], Any]) -> Any:
    """Return an entry of a parent tree that leads to where elements have moved."""
    import pikepdf

    if isinstance(entry, pikepdf.Array):
        return pikepdf.Array([_led(one, moved) for one in entry])
    return moved.get(entry.objgen, entry) if isinstance(entry, pikepdf.Object) else entry


def _groups(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield the groups drawn on a page whose content has tags."""
    for drawn in resources.get("/XObject", {}).values():
        if drawn.objgen in seen:
            continue
        seen.add(drawn.objgen)
        if "/StructParents" in drawn:
            yield drawn
        yield from _groups(drawn.get("/Resources", {}), seen)
