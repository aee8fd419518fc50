"""How the browser writes and reads an address: the declarations of the state as records."""

from collections.abc import Iterable

from dashboard.payload.records import AddressField
from dashboard.state.fields import Scope, list_fields
from dashboard.state.selection import open_selection
from geodata.core.model import Front


def describe_address(front: Front, groups: Iterable[str]) -> list[AddressField]:
    """Return each field of the state in the order of an address; `groups` has the base layers."""
    start, scope = open_selection(front), Scope(front)
    absent = set(start.layers) - set(groups)  # what the map cannot draw, it does not name
    rows: list[AddressField] = []
    for name, codec in list_fields(start).items():
        first = codec.encode(getattr(start, name)) if codec.way != "host" else None
        kept = [one for one in first if one not in absent] if isinstance(first, list) else first
        rows.append(
            {
                "names": [*codec.list_parameters()],
                "part": codec.message,
                "form": codec.way if codec.message else "host",
                "start": kept,
                "allowed": [str(one) for one in codec.list_options(scope)]
                if codec.way == "list"
                else [],
            }
        )
    return rows
