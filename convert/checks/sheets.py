"""What the style sheets say of each element: the cascade of the few properties a check looks at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

import cssselect2
import tinycss2

from convert.errors import LimitError

#: What children take from their parents (CSS Text 4, CSS Writing Modes 4, CSS Fonts 4).
INHERITED: Final = ("text-align", "letter-spacing", "direction", "font-family")
#: Sides that are written with one name each, and the shorthands that hold them.
_SIDES: Final = ("margin-left", "margin-right", "padding-left", "padding-right")
_ALSO: Final = ("unicode-bidi", "border-left", "border-right")
WATCHED: Final = frozenset((*INHERITED, *_SIDES, *_ALSO))
_SHORTHANDS: Final = ("margin", "padding")
_CONDITIONS: Final = ("media", "supports", "layer")
#: Media in which nobody reads a book or a page on a screen.
_OTHER_MEDIA: Final = re.compile(r"\s*(?:only\s+)?(?:print|speech)\b", re.IGNORECASE)
#: More style than this is no book's; it is not read to its end.
LARGEST_SHEET: Final = 2 * 1024 * 1024
#: Thousands of rules for thousands of elements each: nobody wrote that.
_MOST_MATCHES: Final = 2_000_000


class Declared(NamedTuple):
    """A declaration: what it says, in which sheet and rule, so that it can be mended there."""

    name: str
    value: str
    sheet: "Sheet"
    rule: Any
    line: int

    @property
    def where(self) -> str:
        """The sheet and the line."""
        return f"{self.sheet.name} line {self.line}"


@dataclass(slots=True, eq=False)
class Sheet:
    """A style sheet, or what stands in a `style` element or attribute: *put* writes it back."""

    name: str
    nodes: list[Any]
    put: Callable[[str], None]
    first_line: int = 1
    changed: bool = False
    rules: list[tuple[Any, list[Declared]]] = field(default_factory=list)
    prefixes: dict[str | None, str] = field(default_factory=dict)
    #: The families of its own that it loads, in lower case, each with the addresses of its files.
    faces: list[tuple[str, list[str]]] = field(default_factory=list)

    def save(self) -> None:
        """Put the changed sheet back where it came from."""
        if self.changed:
            self.put(tinycss2.serialize(self.nodes))


def sheet_of(css: str, name: str, put: Callable[[str], None], first_line: int = 1) -> Sheet:
    """Return a sheet with those of its declarations that are watched."""
    nodes = tinycss2.parse_stylesheet(css[:LARGEST_SHEET])
    sheet = Sheet(name, nodes, put, first_line)
    sheet.faces = list(_faces(nodes))
    for rule in _rules(nodes, sheet.prefixes):
        rule.content = tinycss2.parse_blocks_contents(rule.content)
        sheet.rules.append((rule, list(_watched(rule.content, sheet, rule))))
    return sheet


def inline_sheet(css: str, name: str, put: Callable[[str], None], line: int) -> Sheet:
    """Return what a `style` attribute says, as a sheet of one rule without a selector."""
    nodes = tinycss2.parse_blocks_contents(css)
    sheet = Sheet(name, nodes, put, line)
    rule = _Attribute(nodes)
    sheet.rules.append((rule, list(_watched(nodes, sheet, rule))))
    return sheet


@dataclass(slots=True, eq=False)
class _Attribute:
    content: list[Any]


def imports(css: str) -> Iterator[str]:
    """Yield the addresses of the sheets that *css* imports."""
    for node in tinycss2.parse_stylesheet(css[:LARGEST_SHEET], skip_comments=True, skip_whitespace=True):
        if node.type == "at-rule" and node.lower_at_keyword == "import":
            address = next((token.value for token in node.prelude if token.type in ("string", "url")), "")
            if address:
                yield address


def _rules(nodes: list[Any], prefixes: dict[str | None, str]) -> Iterator[Any]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword == "namespace":
            prefixes |= _prefix(node.prelude)
        elif node.type == "at-rule" and node.lower_at_keyword in _CONDITIONS and node.content is not None:
            if node.lower_at_keyword == "media" and _OTHER_MEDIA.match(tinycss2.serialize(node.prelude)):
                continue
            node.content = tinycss2.parse_rule_list(node.content)
            yield from _rules(node.content, prefixes)


def _faces(nodes: list[Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield what `@font-face` loads (CSS Fonts 4 §4)."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "font-face" and node.content is not None:
            said = {
                one.lower_name: one.value
                for one in tinycss2.parse_blocks_contents(node.content, skip_comments=True)
                if one.type == "declaration"
            }
            names = families(tinycss2.serialize(said.get("font-family", [])))
            addresses = [address for token in said.get("src", []) for address in _address(token)]
            yield from ((name, addresses) for name in names[:1])


def _address(token: Any) -> list[str]:
    if token.type == "url":
        return [token.value]
    is_function = token.type == "function" and token.lower_name == "url"
    return [inner.value for inner in token.arguments if inner.type == "string"] if is_function else []


def families(value: str) -> list[str]:
    """Return the names in a list of families, in lower case: ``"Amiri", serif`` -> amiri, serif."""
    return [name.strip().strip("\"'").strip().lower() for name in value.split(",") if name.strip()]


def _prefix(prelude: list[Any]) -> dict[str | None, str]:
    words = [token for token in prelude if token.type not in ("whitespace", "comment")]
    names = [token.value for token in words if token.type == "ident"]
    addresses = [token.value for token in words if token.type in ("string", "url")]
    return {next(iter(names), None): addresses[0]} if addresses else {}


def _watched(content: list[Any], sheet: Sheet, rule: Any) -> Iterator[Declared]:
    for node in content:
        if node.type == "declaration":
            value = " ".join(tinycss2.serialize(node.value).lower().split())
            line = sheet.first_line - 1 + node.source_line
            for name, said in _longhands(node.lower_name, value):
                yield Declared(name, said, sheet, rule, line)


def _longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name in WATCHED:
        yield name, value
    elif name in _SHORTHANDS:
        sides = value.split(" ")
        if len(sides) in (2, 3, 4) and "(" not in value:
            yield f"{name}-right", sides[1]
            yield f"{name}-left", sides[3] if len(sides) == 4 else sides[1]


# --- the cascade --------------------------------------------------------------------------------


class Cascade:
    """Which declarations hold for the elements of one document."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self._matcher = cssselect2.Matcher()
        self._left = _MOST_MATCHES
        for sheet in sheets:
            for rule, declared in sheet.rules:
                self._add(rule, declared, sheet.prefixes)

    def _add(self, rule: Any, declared: list[Declared], prefixes: dict[str | None, str]) -> None:
        if not declared or isinstance(rule, _Attribute):
            return
        for selector in _selectors(tinycss2.serialize(rule.prelude), tuple(prefixes.items())):
            if selector.pseudo_element is None:
                self._matcher.add_selector(selector, (rule, declared))

    def of(self, element: cssselect2.ElementWrapper, own: Sheet | None) -> dict[str, Declared]:
        """Return what holds for *element*, its `style` attribute *own* included (CSS Cascade 5 §6)."""
        found: dict[str, Declared] = {}
        firm: dict[str, Declared] = {}
        matches = [payload for *_, payload in self._matcher.match(element)]
        self._left -= len(matches)
        if self._left < 0:
            raise LimitError("its style sheets say more of its elements than is looked at")
        for rule, declared in [*matches, *(own.rules if own else ())]:
            important = {node.lower_name for node in rule.content if _is_important(node)}
            for one in declared:
                (firm if _is_among(one.name, important) else found)[one.name] = one
        return found | firm


def _is_important(node: Any) -> bool:
    return bool(node.type == "declaration" and node.important)


def _is_among(name: str, important: set[str]) -> bool:
    return bool(important) and (name in important or name.rpartition("-")[0] in important)


@lru_cache(maxsize=4096)
def _selectors(prelude: str, prefixes: tuple[tuple[str | None, str], ...]) -> list[Any]:
    try:
        return list(cssselect2.compile_selector_list(prelude, namespaces=dict(prefixes)))
    except cssselect2.SelectorError:
        return []


# --- mending ------------------------------------------------------------------------------------


def declarations(declared: Declared) -> list[Any]:
    """Return where a rule says of a property what it says; nothing where a shorthand says it."""
    nodes = declared.rule.content
    return [node for node in nodes if node.type == "declaration" and node.lower_name == declared.name]


def change(declared: Declared, value: str) -> None:
    """Let a declaration say *value* instead."""
    for node in declarations(declared):
        node.value = tinycss2.parse_component_value_list(f" {value}")
    declared.sheet.changed = True


def rename(declared: Declared, name: str) -> None:
    """Let a declaration say the same of another property."""
    for node in declarations(declared):
        node.name = node.lower_name = name
    declared.sheet.changed = True


def strike(declared: Declared) -> None:
    """Take a declaration out of its rule."""
    for node in declarations(declared):
        declared.rule.content.remove(node)
    declared.sheet.changed = True
