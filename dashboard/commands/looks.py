"""How a file is to look, as options: made of what a `Look` declares; and what of it is idle."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Final

import click

from dashboard.briefing.sheet.look import PAPER, Look, Setting, list_settings, read_size
from dashboard.commands.options import Command, Refusal, add_options, is_given, pick_type
from dashboard.commands.output import warn
from dashboard.text.catalogues import REFUSALS

if TYPE_CHECKING:
    from dashboard.commands.views import Given

_SETTINGS: Final = {name: one for name, one in list_settings(Look).items() if one.help}
_DEFAULTS: Final[Mapping[str, object]] = {one.name: one.default for one in fields(Look)}
_PIXELS: Final = ("size_px", "dpi")


def look_options(*forms: str) -> Callable[[Command], Command]:
    """Return what adds the options of a look that change something in any of these formats."""
    return add_options(
        *(
            _make_option(name, one)
            for name, one in _SETTINGS.items()
            if not set(forms).isdisjoint(one.forms)
        )
    )


def _make_option(name: str, setting: Setting[object]) -> Callable[[Command], Command]:
    flag, default = f"--{setting.word}", _DEFAULTS[name]
    if setting.is_flag:
        return click.option(flag, name, is_flag=True, help=setting.help)
    if setting.choices:
        return click.option(
            flag,
            name,
            type=pick_type(setting.choices),
            default=default,
            show_default=True,
            help=setting.help,
        )
    return click.option(
        flag,
        name,
        default=default,
        metavar=setting.metavar,
        callback=read_with(setting.read),
        help=setting.help,
    )


def read_with(
    read: Callable[[str], object],
) -> Callable[[click.Context, click.Parameter, str | None], object]:
    """Return the callback of an option whose text `read` reads; what it refuses is no value."""

    def take(context: click.Context, parameter: click.Parameter, text: str | None) -> object:
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            raise click.BadParameter(str(error), context, parameter) from error

    return take


def pick_options(*names: str) -> Callable[[Command], Command]:
    """Return what adds the options of these fields of a look."""
    return add_options(*(_make_option(name, _SETTINGS[name]) for name in names))


film_size_option: Final = click.option(
    "--size",
    callback=read_with(read_size),
    metavar="WxH",
    default="1920x1080",
    show_default=True,
    help="Pixels of a frame.",
)


def check_idle(context: click.Context, form: str | None) -> None:
    """Refuse the options of a look that would change nothing in a file of that format.

    None is no file at all, to which every one of them is idle.

    Raises:
        Refusal: such an option was given, or a size and a resolution that contradict each other.
    """
    idle = [name for name, one in _SETTINGS.items() if form is None or form not in one.forms]
    if given := [f"--{_SETTINGS[name].word}" for name in idle if is_given(context, name)]:
        where = f"a {form} file" if form else "what is printed"
        raise Refusal(f"{', '.join(given)} would change nothing in {where}; leave it out.")
    if all(is_given(context, name) for name in _PIXELS):
        raise Refusal("--size and --dpi were given, expected one of them.")


def read_look(given: "Given", theme: str, form: str) -> Look:
    """Return how a file of that format is to look; `given` are the options by its fields' names.

    Words that will be drawn in other letters than they were given in are told on standard error.
    """
    chosen = {name: given[name] for name in _SETTINGS if name in given}
    if form in PAPER:  # the others have the reader's own faces
        _tell_letters(chosen)
    return Look(dark=theme == "dark").change(chosen)


def _tell_letters(chosen: Mapping[str, object]) -> None:
    from dashboard.briefing.missing_letters import tell_letters  # noqa: PLC0415

    for name, text in chosen.items():
        if isinstance(text, str) and (told := tell_letters(f"--{_SETTINGS[name].word}", text)):
            warn(f"{told}. {REFUSALS['letters_remedy']}")
