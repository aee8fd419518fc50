"""Every parser of what comes from outside, fed with spoilt input: a line of speed for each.

    python tests/benchmarks/fuzz_parsers.py [PARSER …] [--inputs 5000] [--seed 1]

With Atheris (`python -m pip install atheris`, which no lock holds: it has no release for every
system) the inputs follow the code; without it, or with `--random`, they are spoilt by chance. The
parsers, and what each may refuse with, are those of `tests/test_fuzz.py`. What makes one fail is
told, and left in the current folder as `crash-…`, which can be given as `--again FILE`.
"""

import argparse
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from hashlib import sha1
from pathlib import Path
from types import ModuleType

FUZZ = Path(__file__).parents[1] / "test_fuzz.py"
ATHERIS = importlib.util.find_spec("atheris") is not None
LONGEST = 40_000  # bytes of an input
LONGEST_S = 10  # that one may take


def load_parsers(*, follow: bool) -> ModuleType:
    """Return the module of the parsers; to be followed, it is imported under Atheris."""
    with ExitStack() as stack:
        if follow:
            import atheris  # noqa: PLC0415 (it may not be there)

            stack.enter_context(atheris.instrument_imports(include=["geodata", "dashboard"]))
        spec = importlib.util.spec_from_file_location("parsers", FUZZ)
        assert spec
        assert spec.loader
        parsers = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(parsers)
    return parsers


def feed(parsers: ModuleType, name: str, data: bytes) -> bool:
    """Feed a parser; return whether it refused. Whatever else it raises is a failure."""
    try:
        parsers.PARSERS[name][1](data)
    except (*parsers.REFUSES.get(name, ()),):
        return True
    return False


def follow(name: str, inputs: int, seed: int) -> None:
    """Fuzz one parser under Atheris, which ends the process."""
    import atheris  # noqa: PLC0415

    parsers = load_parsers(follow=True)
    with tempfile.TemporaryDirectory() as corpus:
        (Path(corpus) / name.replace(" ", "-")).write_bytes(parsers.PARSERS[name][0])
        options = [f"-runs={inputs}", f"-seed={seed}", f"-max_len={LONGEST}", "-verbosity=0"]
        atheris.Setup(
            [sys.argv[0], *options, f"-timeout={LONGEST_S}", corpus],
            lambda data: feed(parsers, name, data) and None,
        )
        atheris.Fuzz()


def spoil_by_chance(parsers: ModuleType, name: str, inputs: int, seed: int) -> int:
    """Feed one parser with inputs spoilt by chance; return how many it refused."""
    chance, refused = random.Random(f"{seed} {name}"), 0  # noqa: S311 (no secret)
    sound = parsers.PARSERS[name][0]
    for _ in range(inputs):
        places = [
            (
                chance.random(),
                chance.randrange(41),
                chance.choice((chance.choice(parsers.TOKENS), chance.randbytes(6))),
            )
            for _ in range(chance.randint(1, 4))
        ]
        data = parsers.spoil(sound, places)
        try:
            refused += feed(parsers, name, data)
        except Exception:
            kept = Path(f"crash-{sha1(data, usedforsecurity=False).hexdigest()}")
            kept.write_bytes(data)
            print(f"{name}: {kept}", file=sys.stderr)
            raise
    return refused


def main() -> None:
    """Print for each parser how many inputs it took, and how fast."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("parsers", nargs="*", metavar="PARSER")
    told.add_argument("--inputs", type=int, default=5_000)
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--random", action="store_true", help="spoil by chance, without Atheris")
    told.add_argument("--again", type=Path, help="feed one PARSER with this file")
    told.add_argument("--follow", help=argparse.SUPPRESS)  # what a child does
    asked = told.parse_args()
    if asked.follow:
        follow(asked.follow, asked.inputs, asked.seed)
        return
    parsers = load_parsers(follow=False)
    if unknown := set(asked.parsers) - set(parsers.PARSERS):
        told.error(f"no parser {', '.join(unknown)}; there are {', '.join(parsers.PARSERS)}")
    if asked.again:
        refused = [feed(parsers, one, asked.again.read_bytes()) for one in asked.parsers]
        print("refused" if all(refused) else "answered")
        return
    way = "by chance" if asked.random or not ATHERIS else "Atheris"
    print(f"{asked.inputs} inputs each, {way}, start of Python included")
    failed = [
        name for name in asked.parsers or parsers.PARSERS if not measure(parsers, name, asked)
    ]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def measure(parsers: ModuleType, name: str, asked: argparse.Namespace) -> bool:
    """Print the line of one parser; return whether it held."""
    start, refused = time.perf_counter(), ""
    if asked.random or not ATHERIS:
        refused = f"{spoil_by_chance(parsers, name, asked.inputs, asked.seed)} refused"
        held = True
    else:
        command = [sys.executable, __file__, "--follow", name]
        command += ["--inputs", str(asked.inputs), "--seed", str(asked.seed)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        held = done.returncode == 0
        if not held:
            print("\n".join(done.stderr.splitlines()[-30:]), file=sys.stderr)
    seconds = time.perf_counter() - start
    speed = asked.inputs / seconds
    print(f"{name:18} {'held' if held else 'FAILED':7} {seconds:7.1f} s {speed:8.0f}/s  {refused}")
    return held


if __name__ == "__main__":
    main()
