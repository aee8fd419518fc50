"""The About panel: method, limits, neutrality, words and licences, in Markdown."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from dashboard.text.catalogues import ABOUT
from dashboard.text.language import ENGLISH, get_language
from dashboard.text.markdown import plain_label
from geodata.core.model import Dataset, Front

LONG: Final = 2_000  # characters of a paragraph of the data
METHOD_SENTENCES: Final = 10
PICTURES: Final = {"method": "picture", "reading": "reading_picture"}
"""Each picture with what tells of it those who cannot see it."""
_PICTURE: Final = "{name}{language}.svg"
# The picture keeps its own light paper in both themes; on a narrow screen it scrolls sideways.
_PICTURE_STYLE: Final = (
    "<style>.kf-method{overflow-x:auto}"
    ".kf-method img{display:block;width:100%;min-width:820px;border-radius:4px}"
    "[data-testid=stPopoverBody]:has(.kf-method){width:min(60rem,94vw);max-width:94vw!important}</style>"
)


def describe_front(dataset: Dataset) -> tuple[str, str, str]:
    """Return what stands above the method's picture, between it and the reading's, and below that.

    In Markdown; of the reading nothing is said where the front has none.
    """
    read = f"\n\n{_head('reading')}" if dataset.readings else ""
    told = f"{number_sentences(list_reading_sentences())}\n\n" if dataset.readings else ""
    below = told + describe_limits(dataset.front) + "\n\n" + describe_licences(dataset)
    return describe_purpose(dataset.front), number_sentences(list_sentences()) + read, below


def list_reading_sentences() -> tuple[str, ...]:
    """Return what the reading of the places is, and its faults, a sentence each, in Markdown."""
    return tuple(ABOUT[f"reading_{number}"] for number in range(1, METHOD_SENTENCES + 1))


def list_sentences() -> tuple[str, ...]:
    """Return the method and its known faults, a sentence each, in Markdown."""
    return tuple(ABOUT[f"sentence_{number}"] for number in range(1, METHOD_SENTENCES + 1))


def describe_purpose(front: Front) -> str:
    """Return what the dashboard is, up to the heading of its method, in Markdown."""
    return f"{_head('what')}{plain_label(front.about, LONG)}\n\n{_head('how')}"


def number_sentences(sentences: Sequence[str]) -> str:
    """Return sentences as a numbered Markdown list."""
    return "\n".join(f"{number}. {words}" for number, words in enumerate(sentences, 1))


def describe_limits(front: Front) -> str:
    """Return what the dashboard does not do, its neutral words and its keys, in Markdown."""
    caveats = (plain_label(caveat, LONG) for caveat in front.caveats)
    told = (ABOUT["limit_between"], ABOUT["limit_implied"], *caveats)
    limits = "\n".join(f"* {sentence}" for sentence in told)
    parts = (("limits", limits), ("neutral", ABOUT["neutral"]), ("keys", ABOUT["keys"]))
    return "\n\n".join(_head(name) + words for name, words in parts)


def render_picture(addresses: Mapping[str, str], picture: str = "method") -> str:
    """Return a picture of the front, of PICTURES, as HTML that fetches it where it is shown.

    `addresses` are those of the front's pictures by the names of their files; it is empty where the
    front has none.
    """
    spoken = get_language()
    name = _PICTURE.format(name=picture, language="" if spoken == ENGLISH else f"-{spoken}")
    if name not in addresses:
        return ""
    image = f'<img src="{escape(addresses[name])}" alt="{escape(ABOUT[PICTURES[picture]])}">'
    return f'{_PICTURE_STYLE}<div class="kf-method">{image}</div>'


def describe_licences(dataset: Dataset) -> str:
    """Return the credits of every layer and part of the dataset as a Markdown list."""
    rows = [(one["part"], one["credit"], one["licence"]) for one in dataset.front.licences]
    rows += [
        (str(one["label"]), str(one["credit"]), str(one["licence"]))
        for one in (layer.sidecar for layer in dataset.layers.values())
    ]
    lines = [
        ABOUT["licence"].format(
            part=plain_label(part),
            credit=plain_label(credit, LONG),
            licence=plain_label(licence),
        )
        for part, credit, licence in rows
    ]
    return _head("licences") + "\n".join(f"* {line}" for line in (*lines, ABOUT["program"]))


def _head(name: str) -> str:
    return f"#### {ABOUT[f'{name}_title']}\n"
