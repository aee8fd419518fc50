"""Where every held area comes from, in W3C PROV-JSON: from claims, and those from publications."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from geodata.core import read_version
from geodata.core.model import Claim, Dataset, Source
from geodata.dataset.contents import hash_bytes
from geodata.export.held_table import Report

FILE: Final = "provenance.json"
BUILD: Final = "kf:activity/build-held-areas"
PACK: Final = "kf:activity/pack"
SOFTWARE: Final = "kf:agent/kursk-front"

_PREFIXES: Final = {"kf": "urn:kursk-front:", "dct": "http://purl.org/dc/terms/"}

Record = dict[str, object]


class Ledger:
    """Entities, agents, activities and relations of a PROV document, each noted once."""

    def __init__(self) -> None:
        """Start empty."""
        self._found: dict[str, dict[str, Record]] = defaultdict(dict)

    def note(self, kind: str, name: str, **properties: object) -> str:
        """Note an entity, agent or activity and return its name; empty properties are left out."""
        kept = {key.replace("__", ":"): value for key, value in properties.items() if value}
        self._found[kind][name] = kept
        return name

    def relate(self, relation: str, **ends: str) -> None:
        """Note a relation between two things."""
        relations = self._found[relation]
        relations[f"_:{relation}{len(relations) + 1}"] = {
            f"prov:{role}": name for role, name in ends.items()
        }

    def encode(self) -> bytes:
        """Return the document as indented PROV-JSON."""
        document = {"prefix": _PREFIXES, **self._found}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def trace_provenance(
    dataset: Dataset, reports: Sequence[Report], files: Mapping[str, bytes]
) -> bytes:
    """Return how each area was derived, and by which activity each of `files` was written.

    No activity bears a time: the same dataset gives the same document.
    """
    ledger = Ledger()
    ledger.note(
        "agent",
        SOFTWARE,
        prov__type="prov:SoftwareAgent",
        prov__label=f"Kursk Front {read_version()}",
    )
    commands = {BUILD: "python -m geodata.build held", PACK: "kursk-front datapack"}
    for activity, label in commands.items():
        ledger.note("activity", activity, prov__label=label)
        ledger.relate("wasAssociatedWith", activity=activity, agent=SOFTWARE)
    for source in dataset.sources.values():
        _note_source(ledger, source)
    for claim in dataset.claims.values():
        _note_claim(ledger, claim)
    for interval in dataset.control:
        entity = _name("control", interval.interval_id)
        ledger.note("entity", entity, prov__type="kf:ControlInterval")
        _derive(ledger, entity, (_name("claim", one) for one in interval.claim_ids))
    _note_layers(ledger, dataset)
    for report in reports:
        _note_area(ledger, report)
    for path, content in files.items():
        _note_file(ledger, path, content)
    return ledger.encode()


def _note_source(ledger: Ledger, source: Source) -> None:
    entity = ledger.note(
        "entity",
        _name("source", source.source_id),
        prov__type="prov:PrimarySource",
        prov__label=source.title,
        dct__identifier=source.url,
        dct__date=source.published,
    )
    ledger.relate("wasAttributedTo", entity=entity, agent=_note_agent(ledger, source.publisher))


def _note_claim(ledger: Ledger, claim: Claim) -> None:
    entity = ledger.note(
        "entity",
        _name("claim", claim.claim_id),
        prov__type="kf:Claim",
        prov__label=claim.summary,
        kf__as_of=claim.as_of.text,
        kf__reported=claim.reported.text,
    )
    ledger.relate("wasAttributedTo", entity=entity, agent=_note_agent(ledger, claim.claimant))
    _derive(ledger, entity, (_name("source", one) for one in claim.source_ids))


def _note_layers(ledger: Ledger, dataset: Dataset) -> None:
    for layer in dataset.layers.values():
        entity = ledger.note(
            "entity",
            _name("base", layer.layer_id),
            prov__type="kf:BaseLayer",
            prov__label=str(layer.sidecar["title"]),
            dct__license=str(layer.sidecar["licence"]),
            kf__version=str(layer.sidecar["version"]),
            kf__sha256=hash_bytes(layer.geojson),
        )
        producer = str(layer.sidecar["producer"])
        ledger.relate("wasAttributedTo", entity=entity, agent=_note_agent(ledger, producer))
        ledger.relate("used", activity=PACK, entity=entity)
    if dataset.front.oblast in dataset.layers:
        ledger.relate("used", activity=BUILD, entity=_name("base", dataset.front.oblast))


def _note_area(ledger: Ledger, report: Report) -> None:
    area = report.area
    entity = ledger.note(
        "entity",
        _name("area", report.area_id),
        prov__type="kf:HeldArea",
        prov__label=f"{report.label}, {area.date}, {area.edge}: {area.claimed_km2:g} km²",
        kf__method=area.method,
    )
    ledger.relate("wasGeneratedBy", entity=entity, activity=BUILD)
    _derive(ledger, entity, [_name("claim", area.claim_id)])
    _derive(ledger, entity, (_name("control", one) for one in area.control))


def _note_file(ledger: Ledger, path: str, content: bytes) -> None:
    entity = ledger.note(
        "entity",
        _name("file", path),
        prov__type="kf:File",
        prov__label=path,
        kf__sha256=hash_bytes(content),
    )
    ledger.relate("wasGeneratedBy", entity=entity, activity=PACK)


def _note_agent(ledger: Ledger, name: str) -> str:
    return ledger.note("agent", _name("agent", name), prov__label=name)


def _derive(ledger: Ledger, entity: str, origins: Iterable[str]) -> None:
    for origin in origins:
        ledger.relate("wasDerivedFrom", generatedEntity=entity, usedEntity=origin)


def _name(sort: str, text: str) -> str:
    """Return a qualified name for a thing of that sort, percent-coded where it must be."""
    return f"kf:{sort}/{quote(text, safe='/')}"
