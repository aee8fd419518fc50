"""How a package offers names of its modules: each module is imported when it is first wanted."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module


def offer(
    package: str, homes: Mapping[str, Collection[str]]
) -> tuple[Callable[[], list[str]], Callable[[str], object]]:
    """Return the `__dir__` and `__getattr__` of a package that offers names of its modules.

    `homes` has the names by their module, written from the package on.
    """
    found = {name: f"{package}.{home}" for home, names in homes.items() for name in names}

    def list_names() -> list[str]:
        """Return the public names."""
        return sorted(found)

    def find(name: str) -> object:
        """Return what `name` stands for, imported now.

        Raises:
            AttributeError: the package offers no such name.
        """
        if name not in found:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        return getattr(import_module(found[name]), name)

    return list_names, find
