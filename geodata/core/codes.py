"""The codes that tables may hold: roles and sides, kinds and units, edges and statuses."""

from enum import StrEnum
from typing import Final

LAYER_GROUPS: Final = ("districts", "water", "roads", "settlements")
"""Groups of base layers that are switched on and off, each as one."""
GROUND_GROUP: Final = "base"
"""The group of base layers without which there is no map: those are always shown."""
INSET_GROUP: Final = "locator"
"""The group of base layers that only the small map of a sheet shows."""


class Role(StrEnum):
    """What a side is to the ground; each has one drawing and one weight, whatever its name."""

    HOLDER = "holder"  # who is said to hold the ground: "held" and "lost" are by this side
    OWNER = "owner"  # whose ground it was before, and who is said to retake it
    MAPPERS = "mappers"  # who maps or counts without being a party; each maker can be shown alone
    OBSERVERS = "observers"  # others who are no party, such as other states


class Side(str):
    """Who speaks: a code of `front.toml`, equal to its text, and the role that it has there.

    >>> side = Side("northland", Role.HOLDER)
    >>> side == "northland", side.role.value
    (True, 'holder')
    """

    __slots__ = ("role",)
    role: Role

    def __new__(cls, code: str, role: Role) -> "Side":
        """Return the side of that code; only `front.toml` says what its role is."""
        side = super().__new__(cls, code)
        side.role = role
        return side

    def __getnewargs__(self) -> tuple[str, Role]:  # type: ignore[override]  # str's own has no role
        """Return what a copy is made from."""
        return str(self), self.role

    @property
    def value(self) -> str:
        """The bare code, as tables and files have it."""
        return str(self)


class Kind(StrEnum):
    """What a claim is about."""

    AREA_HELD = "area_held"  # ground held by the holder in the oblast, a running total
    AREA_PEAK = "area_peak"  # the greatest extent ever, as a source gives it
    AREA_RETAKEN = "area_retaken"  # ground retaken by its owner, a running total
    AREA_GAIN = "area_gain"  # ground gained over days, not a total
    AREA_ACROSS = "area_across"  # ground that the owner holds across the border
    AREA_OTHER = "area_other"  # a part, a forecast or a wider zone: never charted as held
    SHARE_RETAKEN = "share_retaken"
    SETTLEMENTS_HELD = "settlements_held"
    SETTLEMENTS_RETAKEN = "settlements_retaken"
    SETTLEMENTS_GAIN = "settlements_gain"  # settlements gained over days, not a total
    STANDING = "standing"  # the ground held as a whole, in words and without a figure
    CONTROL = "control"  # who holds which place
    FORCES = "forces"
    CASUALTIES = "casualties"
    EVENT = "event"


class Unit(StrEnum):
    """The unit of a claim's figure."""

    KM2 = "km2"
    SETTLEMENTS = "settlements"
    PERCENT = "percent"
    PEOPLE = "people"


class Qualifier(StrEnum):
    """How the claimant hedged the figure."""

    NONE = ""
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at least"
    UP_TO = "up to"
    NEARLY = "nearly"
    UNDER = "under"


class Basis(StrEnum):
    """Where a figure comes from: said so, or worked out (then the row says how)."""

    STATED = "stated"
    CONVERTED = "converted"  # from another unit
    COMPUTED = "computed"  # arithmetic on stated numbers, by the outlet or here
    SUMMED = "summed"  # one maker's figures for the parts of one day, added up
    IMPLIED = "implied"  # what a side's other totals leave
    IN_WORDS = "in_words"  # a zero that was said in words


class Edge(StrEnum):
    """The inner and the outer polygon where a claim gives a range."""

    FIRM = "firm"
    CONTESTED = "contested"


class Status(StrEnum):
    """Whether the holder has a settlement during a control interval."""

    HELD = "held"
    CONTESTED = "contested"
    LOST = "lost"  # in its owner's hands


CERTAINTIES: Final = ("high", "medium", "low")
"""How sure the days of a control interval are."""
