"""The command `kursk-front verify`: whether a file is what the program makes of the data."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.briefing.sheet.look import ON, Look
from dashboard.commands.options import (
    data_option,
    give_examples,
    json_option,
    open_dataset,
    read_given,
    read_ordinary,
    template_option,
)
from dashboard.commands.output import echo_json
from dashboard.commands.signing import PEM_MB, refuse_seal, trust_option
from geodata.core.plain import plain_text

if TYPE_CHECKING:
    from dashboard.briefing.credentials import Credentials
    from dashboard.briefing.drawing.origin import Origin
    from dashboard.briefing.verify import Verdict
    from geodata.core.model import Dataset

DIFFERENT: Final = 1
"""The exit code for a file that is not what is made again."""
_WORDS: Final = {
    "same": "same: it was made again of this dataset, and nothing in it differs",
    "altered": "altered: it is not what is made again of what it says it was made of",
    "other data": "made from other data: the dataset that it names is not this one",
    "other version": "made by another version of the program, or of what sets its pages",
    "unknown": "no word of its making is in it: it was not written here, or they were taken out",
}
_ALIKE: Final = (
    "same pictures: it was made again of this dataset; its pictures, decoded, their times and the "
    "words of its container are the same, other bytes of it are not"
)
_SIGNED: Final = {
    "trusted": "whole, signed by {who}, below an authority that --trust names",
    "valid": "whole, signed by {who}, for whom nobody vouches here; --trust names who may",
    "broken": "broken: what signed it, {who}, did not sign it as it is now",
}
_GIVEN: Final = {
    "title": "Its headline was given by whoever made it: '{}'.",
    "marking": "Its marking was given by whoever made it: '{}'.",
    "link": "Where its links lead was given by whoever made it: '{}'.",
}
"""What is said of words that no data stands behind, by their names in a file."""
_SPAN: Final = ("first", "last")
_PROVES: Final = "This shows whether it agrees with the data{signed}; not that the data is true."


@click.command(
    epilog=give_examples(
        "verify map.png", "verify story.pptx --json", "verify signed.pdf --trust authority.pem"
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@template_option("The template on which a deck was made, where it was.")
@trust_option
@json_option
@data_option
@click.pass_context
def verify(
    context: click.Context,
    /,
    *,
    file: Path,
    potx: Path | None,
    trust: Path | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Say whether FILE is what is made of the dataset: a sheet, deck, film or page.

    It is made again of the state that stands in it, and compared byte for byte; a film of which
    other bytes differ by its pictures, their times and the words of its container. That proves that
    it agrees with the data, not who made it; what its maker chose, such as its headline, is told.
    Content credentials are set aside for that, and told: who signed, and whether they are whole.
    Exit code 0 if it is the same and its credentials, if any, are whole; 1 if not.
    """
    from dashboard.briefing.drawing.origin import name_program  # noqa: PLC0415

    dataset = open_dataset(context, data)
    verdict = _judge(dataset, file, potx, trust)
    signed = verdict.credentials
    origin = verdict.origin and _make_plain(verdict.origin)
    if as_json:
        told = {
            "file": str(file),
            "verdict": verdict.outcome,
            "to_the_byte": verdict.to_the_byte,
            "states": list(origin.states) if origin else [],
            "chosen": _list_chosen(origin) if origin else {},
            "dataset": {"file": origin.dataset if origin else None, "here": dataset.digest},
            "program": {"file": origin.program if origin else None, "here": name_program()},
            "credentials": signed and {"state": signed.state, "signer": _name_signer(signed)},
        }
        echo_json(told)
    else:
        click.echo(f"{plain_text(str(file))}: {_tell(verdict)}.")
        if origin:
            click.echo(f"It says: {', '.join(origin.states)}, {origin.form}.")
            for line in _tell_chosen(_list_chosen(origin)):
                click.echo(line)
            click.echo(f"Its dataset: {origin.dataset[:16]}, here {dataset.digest[:16]}.")
            click.echo(f"Its program: {origin.program}, here {name_program()}.")
        if signed:
            worth = _SIGNED[signed.state].format(who=_name_signer(signed))
            click.echo(f"Its content credentials are {worth}.")
        click.echo(_PROVES.format(signed=", and who signed it" if signed else ", not who made it"))
    sys.exit(0 if verdict.is_sound else DIFFERENT)


def _judge(dataset: "Dataset", file: Path, potx: Path | None, trust: Path | None) -> "Verdict":
    from dashboard.briefing.seal import SealError  # noqa: PLC0415
    from dashboard.briefing.verify import verify_file  # noqa: PLC0415 (maps take long to import)

    try:
        return verify_file(
            dataset,
            read_ordinary(file),
            read_given(potx) if potx else None,
            read_given(trust, PEM_MB) if trust else b"",
        )
    except SealError as error:
        raise refuse_seal(error) from error


def _tell(verdict: "Verdict") -> str:
    """Return what was found, and by what it was compared."""
    if verdict.outcome == "same" and not verdict.to_the_byte:
        return _ALIKE
    return _WORDS[verdict.outcome]


def _list_chosen(origin: "Origin") -> dict[str, str]:
    """Return what the maker of a file chose beside its states, without what is as by default."""
    usual = Look().spell()
    return {word: text for word, text in origin.options.items() if usual.get(word) != text}


def _tell_chosen(chosen: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each thing that was chosen freely, and one for all the rest."""
    if all(word in chosen for word in _SPAN):
        yield f"It runs from {chosen['first']} to {chosen['last']}."
    yield from (told.format(chosen[word]) for word, told in _GIVEN.items() if word in chosen)
    rest = [
        word if text == ON else f"{word} {text}"
        for word, text in chosen.items()
        if word not in {*_GIVEN, *_SPAN}
    ]
    if rest:
        yield f"Its maker chose, too: {plain_text(', '.join(rest))}."


def _name_signer(signed: "Credentials") -> str:
    """Return in whose name a certificate was given, as a terminal may show it."""
    told = ", ".join(filter(None, (signed.name, signed.organisation)))
    return plain_text(told) or "nobody that can be read"


def _make_plain(origin: "Origin") -> "Origin":
    """Return what a file says of its making as a terminal may show it: anyone can write it."""
    return replace(
        origin,
        form=plain_text(origin.form),
        states=tuple(map(plain_text, origin.states)),
        dataset=plain_text(origin.dataset),
        program=plain_text(origin.program),
        options={plain_text(word): plain_text(text) for word, text in origin.options.items()},
    )
