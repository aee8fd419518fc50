"""Claims, places and geometry of a contested front; knows nothing of screens.

What other programs may use is re-exported here and imported when it is first asked for, so that
`import geodata` stays quick. Every geometry is in WGS 84 longitude and latitude.

    >>> import geodata
    >>> dataset = geodata.load_dataset()
    >>> first = min(dataset.held, key=lambda area: area.date)
    >>> first.date >= dataset.front.first
    True
    >>> abs(geodata.area_km2(first.geometry) / first.claimed_km2 - 1) < 0.005
    True
"""

from typing import TYPE_CHECKING, Final

from geodata.core.lazy_names import offer

if TYPE_CHECKING:
    from geodata.core.codes import Role as Role
    from geodata.core.codes import Side as Side
    from geodata.core.errors import DatasetError as DatasetError
    from geodata.core.measure import Plane as Plane
    from geodata.core.measure import area_km2 as area_km2
    from geodata.core.model import Claim as Claim
    from geodata.core.model import Dataset as Dataset
    from geodata.core.model import HeldArea as HeldArea
    from geodata.core.model import Place as Place
    from geodata.core.model import Source as Source
    from geodata.dataset.load import bundled_folder as bundled_folder
    from geodata.dataset.load import load_dataset as load_dataset
    from geodata.dataset.subset import keep_claims as keep_claims
    from geodata.dataset.translation import translate_dataset as translate_dataset
    from geodata.export.datapack import build_pack as build_pack
    from geodata.export.gis import tabulate_held as tabulate_held
    from geodata.geometry.agreement import divide_ground as divide_ground
    from geodata.geometry.agreement import share_ground as share_ground
    from geodata.geometry.comparison import compare_areas as compare_areas
    from geodata.geometry.comparison import measure_change as measure_change
    from geodata.geometry.days_held import Spell as Spell
    from geodata.geometry.days_held import class_days as class_days
    from geodata.places.gazetteer import Gazetteer as Gazetteer
    from geodata.places.gazetteer import search_places as search_places

# Where each name lives; the imports above say the same to whoever checks types.
_HOMES: Final = {
    "core.codes": ("Role", "Side"),
    "core.errors": ("DatasetError",),
    "core.measure": ("Plane", "area_km2"),
    "core.model": ("Claim", "Dataset", "HeldArea", "Place", "Source"),
    "dataset.load": ("bundled_folder", "load_dataset"),
    "dataset.subset": ("keep_claims",),
    "dataset.translation": ("translate_dataset",),
    "export.datapack": ("build_pack",),
    "export.gis": ("tabulate_held",),
    "geometry.agreement": ("divide_ground", "share_ground"),
    "geometry.comparison": ("compare_areas", "measure_change"),
    "geometry.days_held": ("Spell", "class_days"),
    "places.gazetteer": ("Gazetteer", "search_places"),
}

if not TYPE_CHECKING:  # a name that is not typed above is refused by whoever checks types
    __dir__, __getattr__ = offer(__name__, _HOMES)
