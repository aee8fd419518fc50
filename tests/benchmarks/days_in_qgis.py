"""Whether QGIS shows on each day what the data pack says: python3 days_in_qgis.py PACK [PICTURES].

Needs QGIS (Debian: python3-qgis) and the folder that `kursk-front datapack` wrote. Opens its
project, steps through the days of the front as the temporal controller does, and compares in each
timed layer how many features pass with how many rows of the table hold on that day. With PICTURES,
a folder, three days are drawn into it. Exits 1 where a day differs.
"""

import csv
import os
import sys
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime

TABLES = {"held_areas": "held-areas", "readings": "readings", "agreement": "agreement"}
DRAWN = (date(2024, 8, 27), date(2025, 3, 12), date(2025, 6, 22))
SEEN = (34.2, 50.9, 36.0, 51.75)  # degrees: west, south, east, north


def span_day(day: date) -> QgsDateTimeRange:
    """Return a day as one step of the temporal controller."""
    start = QDateTime(QDate(day.year, day.month, day.day), QTime(0, 0), Qt.UTC)
    return QgsDateTimeRange(start, start.addDays(1), True, False)


def list_spans(path: Path) -> list[tuple[str, str]]:
    """Return the first and the last day of each row of a table, "" without a last one."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    return [(row.get("valid_from") or row["date"], row["valid_to"]) for row in rows]


def list_wrong(layer: QgsVectorLayer, spans: list[tuple[str, str]], days: list[date]) -> list[str]:
    """Return the days on which the layer shows more or less than its table has."""
    context, wrong = QgsVectorLayerTemporalContext(), []
    context.setLayer(layer)
    for day in days:
        passes = layer.temporalProperties().createFilterString(context, span_day(day))
        request = QgsFeatureRequest().setFilterExpression(passes)
        shown = sum(1 for _ in layer.getFeatures(request.setFlags(QgsFeatureRequest.NoGeometry)))
        said = str(day)
        held = sum(first <= said and (not last or said <= last) for first, last in spans)
        if shown != held:
            wrong.append(f"{said}: {shown} shown, {held} in the table")
    return wrong


def draw(project: QgsProject, folder: Path) -> None:
    """Draw the map of some days as it opens."""
    root, settings = project.layerTreeRoot(), QgsMapSettings()
    settings.setLayers([one for one in root.layerOrder() if root.findLayer(one).isVisible()])
    settings.setOutputSize(QSize(1100, 700))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(*SEEN))
    settings.setIsTemporal(True)
    for day in DRAWN:
        settings.setTemporalRange(span_day(day))
        job = QgsMapRendererSequentialJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(str(folder / f"{day}.png"))


def main() -> int:
    """Print what is found for each timed layer."""
    pack, *pictures = map(Path, sys.argv[1:])
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    if not project.read(str(pack / "front.qgs")):
        sys.exit(f"{pack / 'front.qgs'} cannot be opened")
    span = project.timeSettings().temporalRange()
    first, count = span.begin().date().toPyDate(), span.begin().daysTo(span.end())
    days = [first + timedelta(number) for number in range(count)]
    faults = 0
    for layer in project.mapLayers().values():
        if not layer.temporalProperties().isActive():
            continue
        table = TABLES[layer.source().partition("layername=")[2].partition("|")[0]]
        wrong = list_wrong(layer, list_spans(pack / "tables" / f"{table}.csv"), days)
        faults += len(wrong)
        print(f"{layer.name()}: {len(wrong)} of {len(days)} days wrong", *wrong[:5], sep="\n  ")
    for folder in pictures:
        draw(project, folder)
    project.clear()
    application.exitQgis()
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
