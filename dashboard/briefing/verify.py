"""Whether a file is what this program makes of this dataset: it is made again and compared.

That proves that the file agrees with the data, byte for byte, or for a film, whose encoder may be
of another release, by its pictures, their times and the words around them. It does not prove who
made it: whoever has the program and the data can make the same file. Who signed it is in its
content credentials, which are set aside for the comparison and told beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import parse_qsl

from dashboard.briefing.credentials import Credentials, is_below, read_credentials
from dashboard.briefing.drawing.origin import (
    BrokenOriginError,
    Origin,
    find_origin,
    name_program,
)
from dashboard.briefing.making import (
    MOST_VIEWS,
    TEMPLATE,
    make_deck,
    make_film,
    make_page,
    sum_template,
)
from dashboard.briefing.order import FORMATS, Look, Request, order_sheet, read_request
from dashboard.briefing.sheet.multiples import MOST
from dashboard.text.catalogues import REFUSALS
from dashboard.text.language import speak
from geodata.core.dates import parse_day
from geodata.core.errors import FrontError, OutputError
from geodata.core.model import Dataset

Outcome = Literal["same", "altered", "other data", "other version", "unknown"]
FILMS: Final = ("mp4", "gif", "webp")
_MOST_STATES: Final[Mapping[str, int]] = {
    "sheet": MOST,
    "deck": MOST_VIEWS,
    "film": 1,
    "page": 1,
}
"""What is shown at most in what the program makes; anyone can write a token of more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a file, and what it says of its making and of who signed it, if it does.

    The outcome is that of the file below its credentials. Of a film that is the same but not
    `to_the_byte`, its pictures, their times and the words around them are.
    """

    outcome: Outcome
    origin: Origin | None = None
    credentials: Credentials | None = None
    to_the_byte: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether the file is the same and, where it is signed, its credentials are whole."""
        return self.outcome == "same" and not (
            self.credentials and self.credentials.state == "broken"
        )


class NeedsTemplateError(OutputError):
    """A deck was made on a template that was not given, or one was given that it has not."""


def verify_file(
    dataset: Dataset, content: bytes, template: bytes | None = None, trusted: bytes = b""
) -> Verdict:
    """Return whether a file is what this program makes of `dataset`.

    It is unknown where it bears no word of its making; altered where those words or anything else
    in it were changed, other data or version where it says that it was made of or by another.
    A deck on a template of its maker's is made again on that `template`. `trusted` are certificates
    of authorities, as PEM, whose content credentials are trusted.

    Raises:
        NeedsTemplateError: the deck was made on another template, or on none.
        SealError: the file has content credentials, and the library that reads them is missing.

    >>> from geodata import load_dataset
    >>> verify_file(load_dataset(), b"a picture of somebody else's").outcome
    'unknown'
    """
    try:
        origin = find_origin(content)
    except BrokenOriginError:
        return Verdict("altered")
    if origin is None:
        return Verdict("unknown")
    credentials = read_credentials(content, origin.form, trusted)
    if origin.dataset != dataset.digest:
        return Verdict("other data", origin, credentials)
    if origin.program != name_program():
        return Verdict("other version", origin, credentials)
    _check_template(origin, template)
    try:
        again = make_again(dataset, origin, template)
    except (FrontError, ValueError, KeyError):
        return Verdict("altered", origin, credentials)
    to_the_byte = _is_to_the_byte(again, content, origin.form, signed=credentials is not None)
    is_same = to_the_byte or _is_alike(again, content, origin.form)
    return Verdict("same" if is_same else "altered", origin, credentials, to_the_byte=to_the_byte)


def _is_to_the_byte(again: bytes, content: bytes, form: str, *, signed: bool) -> bool:
    return again == content or (signed and is_below(content, again, form))


def _is_alike(again: bytes, content: bytes, form: str) -> bool:
    """Whether a file is a film whose pictures, times and words are those made again."""
    if form not in FILMS:
        return False
    from dashboard.briefing.film.likeness import are_alike  # noqa: PLC0415 (takes long to import)

    return are_alike(again, content)


def _check_template(origin: Origin, template: bytes | None) -> None:
    wanted = origin.options.get(TEMPLATE) if origin.make == "deck" else None
    if wanted is None and template is not None:
        raise NeedsTemplateError(REFUSALS["template_idle"])
    if wanted is not None and (template is None or sum_template(template) != wanted):
        raise NeedsTemplateError(REFUSALS["template_missing"].format(digest=wanted[:16]))


def make_again(dataset: Dataset, origin: Origin, template: bytes | None = None) -> bytes:
    """Return the file that is made of what `origin` says.

    Raises:
        FrontError: the states or the options are none that the dataset has.
        ValueError: the words cannot be read, or there are more states than any such file has.
        KeyError: one is missing.
    """
    if len(origin.states) > _MOST_STATES[origin.make]:
        raise ValueError(f"{len(origin.states)} states, expected {_MOST_STATES[origin.make]}")
    queries = [dict(parse_qsl(state.removeprefix("?"))) for state in origin.states]
    asked = [read_request(dataset, query) for query in queries]
    request = Request(asked[0].workspace, tuple(one.selections[0] for one in asked))
    words = origin.options
    look = Look.read(words)
    with speak(request.selections[0].language):
        if origin.make == "sheet":
            return FORMATS[origin.form](order_sheet(request, look))
        if origin.make == "deck":
            story = "story" in words
            return make_deck(request, look, story=story, form=origin.form, template=template)
        if origin.make == "page":
            return make_page(request, look)
        return make_film(
            request,
            look,
            first=_read_day(words["first"]),
            last=_read_day(words["last"]),
            by=words["by"],
            kind=origin.form,
            speed=float(words["speed"]) if "speed" in words else None,
            fps=float(words["fps"]) if "fps" in words else None,
            card=float(words["card"]) if "card" in words else None,
        )


def _read_day(text: str) -> date:
    return parse_day(text)
