"""Before anything else is imported: modules are compiled once, also where nothing may be written.

Where PYTHONDONTWRITEBYTECODE is set, each worker of a run and each program that a test starts would
compile all that it imports, which takes longer than most tests.
"""

import os
import sys
from pathlib import Path

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parent / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
