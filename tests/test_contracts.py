"""Each import contract holds, and one forbidden import would break it."""

from copy import deepcopy
from pathlib import Path
from typing import Final

import grimp
import pytest
from importlinter.configuration import configure, settings
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

PROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"
KINDS: Final = {
    "forbidden": ForbiddenContract,
    "layers": LayersContract,
    "acyclic_siblings": AcyclicSiblingsContract,
}
BREAKS: Final = {
    "geodata knows nothing of screens": ("geodata.claims.timeline", "folium"),
    "of geodata, the build alone has a command line": ("geodata.files.output", "click"),
    "Streamlit lives on the page": ("dashboard.panels.claims", "streamlit"),
    "one module projects and measures": ("geodata.geometry.grid", "pyproj"),
    "geodata: from the words up to the build, one way by folder": (
        "geodata.core.model",
        "geodata.claims.timeline",
    ),
    "dashboard: from the words up to the page, one way by folder": (
        "dashboard.state.fields",
        "dashboard.view.view",
    ),
    "briefing: from the drawing up to the order, one way by folder": (
        "dashboard.briefing.map.areas",
        "dashboard.briefing.sheet.sheet",
    ),
    "nobody in a circle": ("geodata.core.measure", "geodata.core.model"),
}


@pytest.fixture(scope="module")
def options():
    """The contracts of pyproject.toml as the tool reads them."""
    configure()
    return settings.USER_OPTION_READERS["toml"].read_options(str(PROJECT))


@pytest.fixture(scope="module")
def graph(options):
    """Who imports whom, libraries included."""
    roots = options.session_options["root_packages"]
    return grimp.build_graph(*roots, include_external_packages=True, cache_dir=None)


def judge(options, graph, name):
    """Return whether the contract of that name is kept on a copy of a graph."""
    declared = next(one for one in options.contracts_options if one["name"] == name)
    contract = KINDS[declared["type"]](name, options.session_options, declared)
    return contract.check(deepcopy(graph), verbose=False).kept


def test_a_forbidden_import_is_named_for_every_contract(options):
    assert [one["name"] for one in options.contracts_options] == [*BREAKS]


@pytest.mark.parametrize("name", BREAKS)
def test_a_contract_holds_and_breaks_on_demand(options, graph, name):
    assert judge(options, graph, name)
    importer, imported = BREAKS[name]
    assert {importer, imported} <= graph.modules
    worse = deepcopy(graph)
    worse.add_import(importer=importer, imported=imported)
    assert not judge(options, worse, name)
