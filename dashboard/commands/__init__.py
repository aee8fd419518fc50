"""The commands of `kursk-front`: each is the click command of its name in the module of its name.

A command is imported when it is called, so that `--help` is quick; what it needs of geopandas,
maps and pictures it imports in its function.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "claims": "List claims: who said what about which day, on what source.",
        "compare": "Compare two dates or two accounts: ground gained, lost, unchanged.",
        "completion": "Print what makes a shell complete this command line.",
        "datapack": "Write the data as a folder or a zip file for other programs.",
        "deck": "Write slides: map, figures, chart, notes, sources and method.",
        "evaluate": "Compare held areas with reference polygons, or predict places.",
        "frames": "List every held area: its claim, the claimed and measured km².",
        "licences": "List what is installed with it, and under which licence; or an SBOM.",
        "modes": "List the ground of agreement, or of days held, class by class in km².",
        "page": "Write the timeline map as one HTML file that needs no network.",
        "serve": "Serve the dashboard on this machine and open it in a browser.",
        "timelapse": "Write the front as a film: MP4, GIF or animated WebP.",
        "snapshot": "Write one sheet, or several dates on one: PNG, SVG, PDF, PPTX or HTML.",
        "validate": "Check a dataset folder and list every fault.",
        "verify": "Say whether a file is what is made of the data, or was altered.",
    }
)
"""Every command in the order of the help, with what it does in one line."""
