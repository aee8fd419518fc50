"""Random walks: which actions come how often, drawn by a seed, and cut short where they fail.

An action is a list of plain values, its name first, so that a walk can be printed and done again.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from dashboard.state.comparison import MODES
from dashboard.state.selection import LAYERS, MAP_MODES, PANELS
from dashboard.text.language import LANGUAGES

Action = list[object]

LINKS: Final = (
    "date=2025-03-12&compare=overlay&account=independent&with=2025-02-13",
    "date=2025-04-26&accounts=ukraine,russia&clock=known&panel=disagreement",
    "date=2024-12-30&panel=places&place=sudzha&lang=ru",
    "date=2025-06-22&layers=water,evidence&grade=B2&lang=uk",
    "date=2024-09-14&loop=2024-08-20,2024-10-05&window=2024-08-06,2024-11-30&mode=agreement",
    "date=2025-02-20&mode=days&whose=russia&reading=ukraine&layers=reading&panel=disagreement",
)
PLACES: Final = ("Sudzha", "Суджа", "Glushkovo", "Korenevo")
GRADES: Final = ("B2", "C3")
FASTEST: Final = 3  # speeds above the usual one
LONGEST_REST_MS: Final = 400
TOGETHER: Final = 3  # so many actions at most before the page comes to rest


def _steps(random: Random) -> Action:
    key = random.choice(["ArrowRight", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowLeft"])
    return [key, random.randint(1, 4)]


def _shares(random: Random) -> Action:
    return [round(random.uniform(0.02, 0.98), 3) for _ in range(random.randint(1, 3))]


def _day(random: Random) -> Action:
    return [(date(2024, 8, 6) + timedelta(random.randrange(512))).isoformat()]


def _two_days(random: Random) -> Action:
    return [*_day(random), *_day(random)]


def _pick(*values: object) -> Callable[[Random], Action]:
    return lambda random: [random.choice(values)]


def _none(_: Random) -> Action:
    return []


KINDS: Final[dict[str, tuple[int, Callable[[Random], Action]]]] = {
    "step": (12, _steps),
    "jump": (2, _pick("Home", "End")),
    "drag": (5, _shares),
    "type_day": (3, _day),
    "play": (8, lambda random: [random.randint(0, FASTEST)]),
    "account": (4, _pick("ukraine", "independent", "russia", "third_party")),
    "layer": (2, _pick(*LAYERS)),
    "others": (1, _none),
    "mapper": (2, lambda random: [random.randrange(8)]),
    "reading": (2, lambda random: [random.choice(["map", "box"]), random.randrange(8)]),
    "map_mode": (3, _pick("key", *MAP_MODES)),
    "whose": (2, lambda random: [random.randrange(8)]),
    "window": (2, lambda random: [random.randrange(8)]),
    "stretch": (2, _pick("i", "o")),
    "loop": (2, _two_days),
    "clock": (4, _pick("key", "box", "map")),
    "compare": (4, _none),
    "mode": (3, _pick(*MODES)),
    "compared": (3, lambda random: [random.choice(["account", "against"]), random.randrange(24)]),
    "swap": (2, _none),
    "story": (2, _pick("PageDown", "PageUp")),
    "close_story": (1, _none),
    "zoom": (1, _pick("plus", "minus")),
    "panel": (8, _pick(*PANELS)),
    "language": (3, _pick(*LANGUAGES)),
    "grade": (2, _pick(*GRADES)),
    "core": (2, _none),
    "clear": (3, _pick("panel", "map", "box")),
    "place": (3, _pick(*PLACES)),
    "leave_place": (2, _none),
    "export": (3, _none),
    "deck": (2, _none),
    "theme": (3, _none),
    "cut": (2, lambda random: [random.randrange(1500), random.random() < 0.5, random.randrange(3)]),
    "reload": (1, _none),
    "link": (1, _pick(*LINKS)),
    "back": (1, _none),
    "box": (1, _none),
}
"""How often each action comes, and what it is done with."""


def draw_walk(seed: int, length: int, without: Iterable[str] = ()) -> list[Action]:
    """Return a walk of so many actions, now and then with a rest or a comparison between them."""
    random = Random(seed)  # noqa: S311
    left_out = {*without}
    names = [name for name in KINDS if name not in left_out]
    weights = [KINDS[name][0] for name in names]
    walk: list[Action] = []
    for name in random.choices(names, weights, k=length):
        walk.append([name, *KINDS[name][1](random)])
        if random.random() < 1 / TOGETHER:
            walk.append(["check"])
        elif random.random() < 1 / 3:
            walk.append(["rest", random.randrange(LONGEST_REST_MS)])
    return walk


def shorten(actions: Sequence[Action], fails: Callable[[list[Action]], bool]) -> list[Action]:
    """Return fewer actions that still fail, leaving out ever smaller pieces (delta debugging)."""
    kept = list(actions)
    size = max(len(kept) // 2, 1)
    while True:
        places = range(0, len(kept), size)
        for place in places:
            fewer = kept[:place] + kept[place + size :]
            if fewer and fails(fewer):
                kept = fewer
                break
        else:
            if size == 1:
                return kept
            size = max(size // 2, 1)
