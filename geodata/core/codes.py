"""The codes that tables may hold: who speaks, about what, how hedged and on what basis."""

from enum import StrEnum


class Side(StrEnum):
    """Who speaks; `independent` are mappers and media counts, `third_party` other states."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"
    INDEPENDENT = "independent"
    THIRD_PARTY = "third_party"


class Kind(StrEnum):
    """What a claim is about."""

    AREA_HELD = "area_held"  # ground held by Ukraine in the oblast, a running total
    AREA_PEAK = "area_peak"  # the greatest extent ever, as a source gives it
    AREA_RETAKEN = "area_retaken"  # ground retaken by Russia, a running total
    AREA_GAIN = "area_gain"  # ground gained over days, not a total
    AREA_SUMY = "area_sumy"  # ground held by Russia in Sumy Oblast
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
    IMPLIED = "implied"  # what a side's other totals leave
    IN_WORDS = "in_words"  # a zero that was said in words


class Edge(StrEnum):
    """The inner and the outer polygon where a claim gives a range."""

    FIRM = "firm"
    CONTESTED = "contested"


class Status(StrEnum):
    """Who holds a settlement during a control interval."""

    HELD = "held"  # by Ukraine
    CONTESTED = "contested"
    LOST = "lost"  # by Ukraine: Russian-held
