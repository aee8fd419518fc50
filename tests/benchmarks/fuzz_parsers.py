"""Every parser of what comes from outside, under a fuzzer that follows the code (Atheris).

    python -m pip install atheris
    python tests/benchmarks/fuzz_parsers.py [PARSER …] [-max_total_time=600] [-max_len=40000]

The parsers, and what each may refuse with, are those of `tests/test_fuzz.py`. What makes one fail
is left in the current folder as `crash-…`, which can be given as an argument to try it again.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

import atheris

FUZZ = Path(__file__).parents[1] / "test_fuzz.py"

with atheris.instrument_imports(include=["geodata", "dashboard"]):
    spec = importlib.util.spec_from_file_location("parsers", FUZZ)
    assert spec
    assert spec.loader
    parsers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(parsers)


def main() -> None:
    """Fuzz the named parsers, by default all; an input begins with the number of its parser."""
    asked = [word for word in sys.argv[1:] if word in parsers.PARSERS] or list(parsers.PARSERS)
    options = [word for word in sys.argv[1:] if word not in parsers.PARSERS]

    def feed(data: bytes) -> None:
        if not data:
            return
        name = asked[data[0] % len(asked)]
        try:
            parsers.PARSERS[name][1](data[1:])
        except (*parsers.REFUSES.get(name, ()),):
            return

    with tempfile.TemporaryDirectory() as corpus:
        for number, name in enumerate(asked):
            (Path(corpus) / name).write_bytes(bytes([number]) + parsers.PARSERS[name][0])
        atheris.Setup([sys.argv[0], *options, corpus], feed)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
