"""The tags of a PDF: one element for each part of the story, over page breaks too (PDF 1.7, 14.7, 14.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from convert.pdf.engine import DrawnPage, kids_of, shape_of
from convert.pdf.grid import Grid
from convert.pdf.groups import groups_of, marks_in

if TYPE_CHECKING:
    import pydyf

ROLES: Mapping[str, str] = {
    "article": "Art",
    "section": "Sect",
    "aside": "Div",
    "figure": "Div",
    "figcaption": "Caption",
    "caption": "Caption",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "code": "Code",
    "img": "Figure",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}
#: What holds parts and no text of its own: text that stands in one gets a paragraph.
GROUPS = frozenset(("Document", "Art", "Sect", "Div", "BlockQuote"))
#: What stands in a paragraph among its words.
INLINE = frozenset(("Link", "Span", "Code"))
#: Elements that do not end a paragraph (HTML Standard §4.5).
AMONG_WORDS = frozenset(
    "a b bdi cite code del em i img ins mark q s small span strong sub sup time u".split()
)
MARKER = "li::marker"
#: The attribute that names a part of a story wherever it stands: its element in the structure tree has it as
#: its ID (PDF 1.7, table 323), so that what goes on in another file can be put together with it.
KEY = "data-key"
#: How the items of lists are marked; those of terms are marked by the terms (PDF 1.7, table 347).
NUMBERING = {"ol": "/Decimal", "ul": "/Disc", "dl": "/None"}
#: PostScript points in a CSS pixel.
POINTS = 0.75
#: Nearer than this, in points, two edges are one.
NEAR = 0.5
#: What was read before (a table's head on its next page) is of the page; what tells nothing is of its looks.
PAGINATION, LAYOUT = "Pagination", "Layout"


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure tree; a kid is a node, a marked piece of a page, or a link's rectangle."""

    role: str
    lang: str = ""
    alt: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    kids: "list[Node | Piece | Rectangle]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked content: the page it stands on, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Rectangle:
    """The annotation of a link on a page."""

    page: int
    annotation: Any

    def holds(self, other: "Rectangle") -> bool:
        """Say whether *other* is on the same page and nowhere outside this one."""
        pairs = zip(self._reach(), other._reach(), strict=True)
        return self.page == other.page and all(mine <= its + NEAR for mine, its in pairs)

    def _reach(self) -> tuple[float, ...]:
        """Return its edges, in points, each counted so that less is further out."""
        left, top, right, bottom = self.annotation["Rect"]
        return left, min(top, bottom), -right, -max(top, bottom)


class StructureTree:
    """Reads the boxes of a document's pages and tells what of them belongs together."""

    def __init__(self, lang: str) -> None:
        self.document = Node("Document", lang)
        #: What is no part of the story: by page and number, the type of artifact it is.
        self.artifacts: dict[int, dict[int, str]] = {}
        #: Annotations of links that stand on others of the same link.
        self.needless: list[Any] = []
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._around: dict[Any, Any] = {}
        self._first_page: dict[Any, int] = {}
        self._entry: dict[Node, Node] = {}
        self._grid = Grid()
        self._level = 0

    def add_page(self, page: int, box: Any, marks: Mapping[Any, int]) -> None:
        """Add the boxes of a page, whose marked content *marks* numbers."""
        self.artifacts[page] = {}
        reading = _Reading(self, page, box, marks)
        reading.visit(box, self.document, self.document.lang)
        self.needless += reading.needless

    def finish(self) -> None:
        """Fill the rows of tables: each is as wide as the next (ISO 14289-1, 7.5)."""
        for row, missing in self._grid.missing.items():
            if (row, "") in self._nodes:
                self._nodes[row, ""].kids += [Node("TD") for _ in range(missing)]

    def learn(self, root: Any) -> None:
        """Learn which element of a document stands in which."""
        if not self._around:
            self._around = {element: parent for parent in root.iter() for element in parent}

    def home(self, element: Any, parent: Node) -> Node:
        """Return the node that *element* stands in.

        The engine takes a block out of the line it stands in, a picture out of its link; then *parent*
        is the node of what is round them all.
        """
        return self._nodes.get((self._around.get(element), ""), parent)

    def repeats(self, element: Any, page: int) -> bool:
        """Say whether *element*, the head of a table, has stood on an earlier page."""
        return self._first_page.setdefault(element, page) < page

    def part(self, element: Any, part: str, role: str, parent: Node, lang: str = "") -> Node:
        """Return the node of a part of an HTML element: the same one on whatever page it goes on."""
        known = self._nodes.get((element, part))
        if known is None:
            role = self._role(element, role)
            if role == "Table":
                self._grid.add(element)
            known = self._nodes[element, part] = Node(
                role, lang, element.get("alt", ""), self._attributes(element, role), _key(element, part)
            )
            parent.kids.append(known)
        return known

    def words(self, element: Any, parent: Node) -> Node:
        """Return the paragraph of words that stand right in the group *parent*, or in a block in it.

        What comes after another part of the group begins a new one.
        """
        while element.tag in AMONG_WORDS and element in self._around:
            element = self._around[element]
        known = self._nodes.get((element, "words"))
        if known is None or known not in parent.kids[-1:]:
            known = self._nodes[element, "words"] = Node("P", key=_key(element, "words"))
            parent.kids.append(known)
        return known

    def inline(self, element: Any, role: str, parent: Node, lang: str) -> Node:
        """Return the node of what stands among words; where there is no paragraph round it, it gets one."""
        if parent.role in GROUPS and (element, "") not in self._nodes:
            parent = self.words(self._around.get(element, element), parent)
        return self.part(element, "", role, parent, lang)

    def link(self, element: Any) -> Node:
        """Return the node of a link whose words are said again, or stand in the margin of a page."""
        return self._nodes.get((element, "")) or self.part(element, "", "Link", self.document)

    def _role(self, element: Any, role: str) -> str:
        """Return the role of a part where it stands.

        No level of headings is left out (ISO 14289-1, 7.4.2); rows that head no others are rows like them.
        """
        if role[0] == "H":
            self._level = min(int(role[1]), self._level + 1)
            return f"H{self._level}"
        alone = role == "THead" and self._around[element].find("tbody") is None
        return "TBody" if alone else role

    def _attributes(self, element: Any, role: str) -> dict[str, Any]:
        """Return the attributes of a part (PDF 1.7, 14.8.5): of lists and of the cells of tables."""
        if role == "L":
            return {"O": "/List", "ListNumbering": NUMBERING[element.tag]}
        if role not in ("TH", "TD"):
            return {}
        columns, rows = self._grid.spans.get(element, (1, 1))
        spans = {"ColSpan": columns, "RowSpan": rows}
        found: dict[str, Any] = {name: span for name, span in spans.items() if span > 1}
        if role == "TH":
            found["Scope"] = "/Row" if element.get("scope", "col").startswith("row") else "/Column"
        return {"O": "/Table"} | found if found else {}

    def item(self, element: Any, parent: Node) -> Node:
        """Return the body of a list item."""
        return self.part(element, "", "LBody", self.part(element, "item", "LI", parent))

    def marker(self, element: Any, parent: Node) -> Node:
        """Return the label of a list item, which stands before its body."""
        item = self.part(element, "item", "LI", parent)
        known = (element, "marker") in self._nodes
        label = self.part(element, "marker", "Lbl", item)
        if not known:
            item.kids.insert(0, item.kids.pop())
        return label

    def entry(self, element: Any, tag: str, listed: Node) -> Node:
        """Return the item that a term opens and its descriptions share."""
        if (element, "") in self._nodes:
            return listed
        if tag == "dt" or listed not in self._entry:
            self._entry[listed] = self.part(element, "entry", "LI", listed)
        return self._entry[listed]


def _key(element: Any, part: str) -> str:
    said = element.get(KEY, "")
    return f"{said} {part}".rstrip() if said else ""


class _Reading:
    """Reads the boxes of one page."""

    def __init__(self, tree: StructureTree, page: int, box: Any, marks: Mapping[Any, int]) -> None:
        self.needless: list[Any] = []
        self._tree = tree
        self._page = page
        self._height = box.margin_height()
        self._marks = marks
        self._link: Node | None = None

    def visit(self, box: Any, parent: Node, lang: str) -> None:
        """Add *box* and all in it to *parent*, whose language is *lang*."""
        artifact = self._artifact(box)
        if artifact:
            self._leave_out(box, artifact)
            return
        node = parent if shape_of(box) == "text" or box.element is None else self._node(box, parent, lang)
        within = self._link
        if box.link_annotation:
            self._link = within or node
            self._add_rectangle(box, self._link)
        if box in self._marks:
            self._add_piece(box, node)
        for kid in kids_of(box):
            self.visit(kid, node, node.lang or lang)
        self._link = within

    def _artifact(self, box: Any) -> str:
        """Return the type of artifact a box is (PDF 1.7, 14.8.2.2); empty for what is of the story."""
        tag, element = box.element_tag, box.element
        if shape_of(box) == "margin" or (tag == "thead" and self._tree.repeats(element, self._page)):
            return PAGINATION
        says_nothing = tag == "hr" or (tag == "img" and not element.get("alt", "").strip())
        return LAYOUT if says_nothing else ""

    def _leave_out(self, box: Any, artifact: str) -> None:
        if box in self._marks:
            self._tree.artifacts[self._page][self._marks[box]] = artifact
        if box.link_annotation:
            self._add_rectangle(box, self._tree.link(box.element))
        for kid in kids_of(box):
            self._leave_out(kid, artifact)

    def _add_rectangle(self, box: Any, link: Node) -> None:
        """Add the annotation of a box in *link*; the engine gives one to each element in a link too."""
        new = Rectangle(self._page, box.link_annotation)
        if any(isinstance(kid, Rectangle) and kid.holds(new) for kid in link.kids):
            self.needless.append(new.annotation)
        else:
            _describe(box)
            link.kids.append(new)

    def _add_piece(self, box: Any, node: Node) -> None:
        if node.role in GROUPS:
            node = self._tree.words(box.element, node)
        if node.role == "Figure":
            node.attributes = {"O": "/Layout", "BBox": self._bounds(box)}
        node.kids.append(Piece(self._page, self._marks[box]))

    def _bounds(self, box: Any) -> Any:
        """Return where a picture stands on its page, in points from the lower left corner."""
        import pydyf

        left, top = box.content_box_x(), box.content_box_y()
        edges = left, self._height - top - box.height, left + box.width, self._height - top
        return pydyf.Array([edge * POINTS for edge in edges])

    def _node(self, box: Any, parent: Node, lang: str) -> Node:
        tag, element = box.element_tag, box.element
        if tag == "html":
            self._tree.learn(element)
        if tag == MARKER:
            return self._tree.marker(element, parent)
        if tag == "li":
            return self._tree.item(element, parent)
        if "::" in tag:
            return parent
        if tag in ("dt", "dd"):
            parent = self._tree.entry(element, tag, parent)
        said = element.get("lang", "")
        said = "" if said == lang or tag in ("html", "body") else said
        role = "Link" if box.link_annotation and not self._link else ROLES.get(tag, "Span" if said else "")
        if role in INLINE:
            return self._tree.inline(element, role, self._tree.home(element, parent), said)
        parent = self._tree.home(element, parent) if tag == "img" else parent
        return self._tree.part(element, "", role, parent, said) if role else parent


def _describe(box: Any) -> None:
    """Let the annotation of a link say its words (ISO 14289-1, 7.18.5), and stand as high as its letters."""
    import pydyf

    annotation = box.link_annotation
    words = [*box.element.itertext(), *(f" {image.get('alt', '')}" for image in box.element.iter("img"))]
    said = " ".join("".join(words).split())
    if said:
        annotation["Contents"] = pydyf.String(said)
    left, top, right, bottom = annotation["Rect"]
    missing = max(0, box.style["font_size"] * POINTS - abs(top - bottom)) / 2
    annotation["Rect"] = pydyf.Array([left, min(top, bottom) - missing, right, max(top, bottom) + missing])


def add_structure(pdf: "pydyf.PDF", lang: str, pages: Sequence[DrawnPage]) -> None:
    """Add the structure tree of *pages* to *pdf*.

    What is no part of the story (running heads, page numbers, a table's head said again) becomes an
    artifact.
    """
    tree = StructureTree(lang)
    apart: dict[Piece, Any] = {}
    for number, page in enumerate(pages):
        tree.add_page(number, page.box, page.marks)
        _mark_artifacts(page.content, tree.artifacts[number])
        for group in groups_of(pdf, page.content):
            _mark_artifacts(group.stream, tree.artifacts[number])
            apart |= {Piece(number, mark): group for mark in marks_in(group.stream)}
    tree.finish()
    _take_off(pdf, {annotation.reference for annotation in tree.needless})
    _Writing(pdf, apart).write(tree.document)


def _take_off(pdf: "pydyf.PDF", needless: set[bytes]) -> None:
    """Take annotations off their pages."""
    import pydyf

    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.reference in needless:
            thing.clear()
        elif isinstance(thing, pydyf.Dictionary) and "Annots" in thing:
            thing["Annots"] = pydyf.Array([kept for kept in thing["Annots"] if kept not in needless])


def _mark_artifacts(content: list[Any], artifacts: Mapping[int, str]) -> None:
    """Turn marked content into artifacts of a type (PDF 1.7, 14.8.2.2)."""
    import pydyf

    for place, piece in enumerate(content):
        if isinstance(piece, pydyf.Dictionary) and piece.get("MCID") in artifacts:
            content[place - 1] = "/Artifact"
            content[place] = pydyf.Dictionary({"Type": f"/{artifacts[piece['MCID']]}"})


class _Writing:
    """Writes a structure tree into a PDF; *apart* are the pieces that are drawn in a group of their page."""

    def __init__(self, pdf: "pydyf.PDF", apart: Mapping[Piece, Any]) -> None:
        self._pdf = pdf
        self._apart = apart
        self._parents: list[dict[int, bytes]] = [{} for _ in pdf.page_references]
        self._groups: dict[bytes, dict[int, bytes]] = {}
        self._links: list[tuple[Any, bytes]] = []

    def write(self, document: Node) -> None:
        """Write *document* and all that leads to it."""
        root = self._added({"Type": "/StructTreeRoot"})
        top = self._element(document, root.reference)
        root["K"] = self._array([top])
        root["ParentTree"] = self._parent_tree().reference
        root["ParentTreeNextKey"] = len(self._parents) + len(self._links) + len(self._groups)
        self._pdf.catalog["StructTreeRoot"] = root.reference
        self._pdf.catalog["MarkInfo"] = self._dictionary({"Marked": "true"})

    def _element(self, node: Node, parent: bytes) -> bytes:
        import pydyf

        made = self._added({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        if node.lang:
            made["Lang"] = pydyf.String(node.lang)
        if node.key:
            made["ID"] = pydyf.String(node.key)
        if node.alt:
            made["Alt"] = pydyf.String(node.alt)
        if node.attributes:
            made["A"] = self._dictionary(node.attributes)
        pages = [kid.page for kid in node.kids if not isinstance(kid, Node)]
        if pages:
            made["Pg"] = self._pdf.page_references[pages[0]]
        made["K"] = self._array([self._kid(kid, made, pages) for kid in node.kids])
        return bytes(made.reference)

    def _kid(self, kid: "Node | Piece | Rectangle", element: Any, pages: list[int]) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element.reference)
        page = self._pdf.page_references[kid.page]
        if isinstance(kid, Rectangle):
            self._links.append((kid.annotation, element.reference))
            return self._dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page})
        if kid in self._apart:
            group = self._apart[kid].reference
            self._groups.setdefault(group, {})[kid.number] = element.reference
            return self._dictionary({"Type": "/MCR", "Pg": page, "Stm": group, "MCID": kid.number})
        self._parents[kid.page][kid.number] = element.reference
        here = kid.page == pages[0]
        return kid.number if here else self._dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number})

    def _parent_tree(self) -> Any:
        """Return the tree that leads from marked content and links to their elements (PDF 1.7, 14.7.4.4)."""
        entries: list[Any] = [self._numbered(found) for found in self._parents]
        for annotation, element in self._links:
            annotation["StructParent"] = len(entries)
            entries.append(element)
        for group in {piece.reference: piece for piece in self._apart.values()}.values():
            if group.reference in self._groups:
                group.extra["StructParents"] = len(entries)
                entries.append(self._numbered(self._groups[group.reference]))
        return self._added({"Nums": self._array([part for entry in enumerate(entries) for part in entry])})

    def _numbered(self, found: Mapping[int, bytes]) -> Any:
        """Return the elements of the marked content of a stream by number."""
        return self._array([found.get(number, "null") for number in range(max(found, default=-1) + 1)])

    def _added(self, values: dict[str, Any]) -> Any:
        made = self._dictionary(values)
        self._pdf.add_object(made)
        return made

    @staticmethod
    def _dictionary(values: dict[str, Any]) -> Any:
        import pydyf

        return pydyf.Dictionary(values)

    @staticmethod
    def _array(values: list[Any]) -> Any:
        import pydyf

        return pydyf.Array(values)
