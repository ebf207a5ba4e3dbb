"""Right-to-left text on a grid of cells: UAX #9, Arabic shaping, and lines with index maps.

>>> [line.text for line in layout("abc def", 4)]
['abc ', 'def']
"""

from simulator.text.bidi.algorithm import Resolved, resolve
from simulator.text.bidi.layout import (
    Cell,
    Direction,
    VisualLine,
    has_rtl,
    is_paintable_as_is,
    lay_out_part,
    layout,
    paragraph_direction,
)

__all__ = [
    "Cell",
    "Direction",
    "Resolved",
    "VisualLine",
    "has_rtl",
    "is_paintable_as_is",
    "lay_out_part",
    "layout",
    "paragraph_direction",
    "resolve",
]
