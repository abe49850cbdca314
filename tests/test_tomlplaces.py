"""Where keys and values stand in a TOML text: what stands there says the same as tomllib read."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from convert.tomlplaces import Way, places

TEXT = '''# السارية = "x"
a = 1 # b = 2
"b c".d = "x # y"
'q' . r = 'lit\\'
arr = [ "1", [2, 3,], # no
  { q = 1, r.s = 'z' }, ]
m = """
a = 5
[x]
""\\" """""
n = \'\'\'
\'\' [y]\'\'\'\'\'
when = 2026-11-27 10:00:00
day = 2026-11-27
e = []
f = {}
[t]
k = true
[ t . "u" ]
v = -1.5e3
[[s]]
n = 1
[[s.a]]
z = "يومية"
[[s.a]]
z = 2
[s.a.u]
v = 0x1F
[[s]]
[[s.a]]
z = inf
'''


def at(values: Any, way: Way) -> Any:
    for step in way:
        values = values[step]
    return values


def leaves(values: Any, way: Way = ()) -> Iterator[Way]:
    if isinstance(values, dict):
        for key, value in values.items():
            yield from leaves(value, (*way, key))
    elif isinstance(values, list) and values:
        for number, value in enumerate(values):
            yield from leaves(value, (*way, number))
    else:
        yield way


def test_every_value_is_found_where_it_stands() -> None:
    values, found = tomllib.loads(TEXT), places(TEXT)
    assert set(leaves(values)) <= set(found) | {("f",)}
    for way, place in found.items():
        said = TEXT[slice(*place.value)]
        if not said.startswith(("[t", "[ t", "[[s", "[s")):
            assert tomllib.loads(f"x = {said}")["x"] == at(values, way)


def test_a_key_is_found_where_it_stands() -> None:
    found = places(TEXT)
    for way, said in {
        ("a",): "a",
        ("b c", "d"): '"b c".d',
        ("q", "r"): "'q' . r",
        ("arr", 2, "r", "s"): "r.s",
        ("t", "u"): '[ t . "u" ]',
        ("s", 0, "a", 1): "[[s.a]]",
        ("s", 1, "a", 0, "z"): "z",
    }.items():
        assert TEXT[slice(*found[way].key)] == said


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
SCALARS = st.one_of(
    st.integers(-99, 99).map(str),
    st.booleans().map(lambda flag: str(flag).lower()),
    WORDS.map(lambda words: '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'),
    WORDS.filter(lambda words: "'" not in words).map("'{}'".format),
    st.sampled_from(['"""\n"x" = 1\n"""', "'''\n[y]\n'''", "2026-11-27", "2026-11-27 06:00:00", "1.5"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[ {', '.join(items)}\n]"),
        st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"k{number} = {item}" for number, item in enumerate(items)) + "}"
        ),
    ),
    max_leaves=6,
)
TABLES = st.lists(
    st.tuples(st.sampled_from(["[[s]]", "[[s]]\n[[s.a]]", "# [x]"]), st.lists(VALUES, max_size=3)), max_size=4
)


@given(TABLES)
def test_whatever_tomllib_reads_is_found(tables: list[tuple[str, list[str]]]) -> None:
    text = "".join(
        f"{header}\n"
        + "".join(f"key{place}-{number} = {value}  # z = 1\n" for number, value in enumerate(values))
        for place, (header, values) in enumerate(tables)
    )
    values, found = tomllib.loads(text), places(text)
    for way in leaves(values):
        if way not in found:
            assert at(values, way) == {}
            continue
        said = text[slice(*found[way].value)]
        assert said.startswith("[[") or tomllib.loads(f"x = {said}")["x"] == at(values, way)
