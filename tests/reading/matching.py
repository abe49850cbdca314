"""How near one text is to another: edit distance within a longer text, words kept in order."""

from collections.abc import Iterator, Sequence


def errors(passage: str, text: str) -> int:
    """Return how many characters to insert, drop or change, at the least, to find *passage* in *text*."""
    if passage in text:
        return 0
    return min(_distances(passage, text, first=0), default=len(passage))


def nearest(passage: str, text: str) -> tuple[int, int]:
    """Return where the stretch of *text* that is nearest to *passage* begins and ends."""
    place = text.find(passage)
    if place >= 0 or not text:
        return max(place, 0), max(place, 0) + (len(passage) if place >= 0 else 0)
    ends = list(_distances(passage, text, first=0))
    end = ends.index(min(ends)) + 1
    starts = list(_distances(passage[::-1], text[:end][::-1], first=1))
    return end - 1 - starts.index(min(starts)), end


def _distances(passage: str, text: str, *, first: int) -> Iterator[int]:
    """Yield, for each character of *text*, the distance of *passage* to the best stretch that ends there.

    *first* is what it costs to skip a character before the stretch: 0 and it begins anywhere, 1 and it
    begins where *text* does. One column of the matrix is two integers, a bit a character of *passage*
    (Myers, "A fast bit-vector algorithm for approximate string matching", J. ACM 46, 1999).
    """
    places = _places(passage)
    whole, last = (1 << len(passage)) - 1, 1 << len(passage) >> 1
    rises, falls, distance = whole, 0, len(passage)
    for char in text:
        same = places.get(char, 0)
        across = (((same & rises) + rises) ^ rises) | same
        up, down = falls | (whole & ~(across | rises)), rises & across
        distance += bool(up & last) - bool(down & last)
        up, down, still = up << 1 | first, down << 1, same | falls
        rises, falls = down & whole | (whole & ~(still | up)), up & still & whole
        yield distance


def in_order(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Return how many of the *wanted* stand among the *found* in the same order.

    The longest common subsequence, a bit a wanted word (Hyyrö, "Bit-parallel LCS-length computation
    revisited", AWOCA 2004).
    """
    places = _places(wanted)
    whole = (1 << len(wanted)) - 1
    free = whole
    for word in found:
        hit = free & places.get(word, 0)
        free = ((free + hit) | (free - hit)) & whole
    return len(wanted) - free.bit_count()


def _places(parts: Sequence[str]) -> dict[str, int]:
    """Return for each part the bits of the places where it stands."""
    places: dict[str, int] = {}
    for place, part in enumerate(parts):
        places[part] = places.get(part, 0) | 1 << place
    return places
