"""The room on a map: what names, dots and furniture have taken, and what is still free."""

from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, page units."""


class Space:
    """What of a map is already taken by names, dots and furniture."""

    def __init__(
        self, width: float, height: float, taken: Iterable[Box] = (), marks: Iterable[Box] = ()
    ) -> None:
        """Start with the boxes that no name may touch, and marks that names had better not."""
        self._width, self._height = width, height
        self._taken = list(taken)
        self._marks = list(marks)

    def take(self, box: Box) -> None:
        """Take a box, whatever else lies there."""
        self._taken.append(box)

    def is_free(self, box: Box, *, over_marks: bool = False) -> bool:
        """Return whether a box lies within the map and touches nothing taken, nor any mark."""
        left, top, right, bottom = box
        inside = left >= 0 and top >= 0 and right <= self._width and bottom <= self._height
        others = self._taken if over_marks else [*self._taken, *self._marks]
        return inside and not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
            for other in others
        )
