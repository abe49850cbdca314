"""Making up the pages of a newspaper: which story stands where, in columns and in lines of one grid.

A story is measured in galleys (long columns of type), its head and its picture at every width it may have.
The plan knows nothing but these heights; it is the same for the same heights.
"""

from convert.makeup.galley import Galley, Unit
from convert.makeup.sheet import Sheet, sheet_named

__all__ = ["Galley", "Sheet", "Unit", "sheet_named"]
