"""What the tests of the dashboard share: the bundled front laid out, its frames, and the page."""

import json
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from dashboard.page import page
from dashboard.payload.payload import encode_frames
from dashboard.state.selection import write_link
from dashboard.view.workspace import Workspace, lay_out_workspace
from geodata.core.model import Dataset
from geodata.dataset import load
from geodata.dataset.load import OnFault, bundled_folder, load_dataset
from tests.bundled import read_bundled

TIMEOUT = 180  # seconds: a busy machine is not a fault of the page


@pytest.fixture(scope="module", autouse=True)  # a folder's would last as long as the session
def _load_once(kursk: Dataset) -> Iterator[None]:
    """Hand commands that run in this process one bundled front, which none of them changes."""

    def hand_out(folder: Path | None = None, on_layer_fault: OnFault | None = None) -> Dataset:
        if folder is None or folder == bundled_folder():
            return kursk
        return load_dataset(folder, on_layer_fault)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load_dataset", hand_out)
        yield


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """Return the bundled front laid out for use."""
    return lay_out_workspace(read_bundled())


@pytest.fixture(scope="session")
def frames(workspace: Workspace) -> dict[str, Any]:
    """Return what the browser reads of the bundled front."""
    found: dict[str, Any] = json.loads(encode_frames(workspace))
    return found


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """Return the page without a browser, not yet run.

    No callback of it may look where a run that another overtakes would end: its act would be lost.
    """
    looks: list[str] = []
    calls: list[object] = []
    call, look = SessionState._call_callbacks, ScriptRunner._maybe_handle_execution_control_request

    def call_noted(state: SessionState, **given: Any) -> None:
        calls.append(state)
        try:
            call(state, **given)
        finally:
            calls.pop()

    def look_noted(runner: ScriptRunner) -> None:
        if calls:
            looks.append("".join(traceback.format_stack(limit=6)))
        look(runner)

    monkeypatch.setattr(page, "HEAD_START_S", 0)  # nobody draws what comes first
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)  # a tenth of a second
    monkeypatch.setattr(SessionState, "_call_callbacks", call_noted)
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", look_noted)
    script = Path(page.__file__).with_name("script.py")
    yield AppTest.from_file(str(script), default_timeout=TIMEOUT)
    assert not looks, looks[0]


@pytest.fixture
def read_address(app: AppTest, workspace: Workspace) -> Callable[[], dict[str, str]]:
    """Return a function that reads the address of what the page shows, by its parts."""

    def read() -> dict[str, str]:
        link = write_link(workspace.dataset.front, app.session_state["record"].selection)
        return dict(parse_qsl(link.removeprefix("?")))

    return read
