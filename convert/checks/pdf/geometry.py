"""Matrices and rectangles on a page (ISO 32000 §8.3), in points; a person reads millimetres."""

import math
from typing import Final

from convert.checks.pdf.reading import Box

#: Points in a millimetre.
MM: Final = 72 / 25.4

Matrix = tuple[float, float, float, float, float, float]
UNIT: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def matrix_of(told: tuple[float, ...]) -> Matrix | None:
    """Return six numbers as a matrix; None where they are not six."""
    return (told[0], told[1], told[2], told[3], told[4], told[5]) if len(told) == 6 else None


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does *one*, then *other*."""
    a, b, c, d, e, f = one
    m, n, o, p, q, r = other
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(matrix: Matrix, box: Box) -> Box:
    """Return the rectangle around a box that a matrix has turned."""
    left, bottom, right, top = box
    corners = [point(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def scale_of(matrix: Matrix) -> float:
    """Return by how much a matrix enlarges lengths, on the mean of both directions."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def sides_of(matrix: Matrix) -> tuple[float, float]:
    """Return how wide and high a matrix makes the unit square."""
    return math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])


def touches(one: Box, other: Box) -> bool:
    """Say whether two rectangles share more than an edge, or one of no width lies in the other."""
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def within(one: Box, other: Box, slack: float = 0.01) -> bool:
    """Say whether *one* lies in *other*, on its edge at most."""
    low = one[0] >= other[0] - slack and one[1] >= other[1] - slack
    return low and one[2] <= other[2] + slack and one[3] <= other[3] + slack
