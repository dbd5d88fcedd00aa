"""Make the outline of Syria from the countries of Natural Earth.

    (cd ../web && npm ci)
    python make_outline.py

writes syria/outline.geojson, byte for byte the same each time (tested with Python 3.11): the country's ring in npm world-atlas 2.0.2,
countries-10m.json (Natural Earth 1:10m, public domain), to four decimals of a degree, some ten meters. Nothing is simplified, moved or
added by hand, so that the land of those who hold it adds up to the country's.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "web" / "node_modules" / "world-atlas"
VERSION = "2.0.2"
COUNTRY = "Syria"
DECIMALS = 4


def arc(topology, number):
    """The longitudes and latitudes along an arc; ~n is arc n backward."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    line = []
    for dx, dy in topology["arcs"][max(number, ~number)]:
        x, y = x + dx, y + dy
        line.append([round(x * wide + west, DECIMALS), round(y * high + south, DECIMALS)])
    return line if number >= 0 else line[::-1]


def ring(topology, numbers):
    """A closed ring; arcs share their ends, and points that rounding made equal are one."""
    line = []
    for number in numbers:
        for point in arc(topology, number):
            if not line or line[-1] != point:
                line.append(point)
    return line


def main():
    package = json.loads((PACKAGE / "package.json").read_text())
    if package["version"] != VERSION:
        raise SystemExit(f"world-atlas is {package['version']}, not {VERSION}")
    topology = json.loads((PACKAGE / "countries-10m.json").read_text())
    country = next(g for g in topology["objects"]["countries"]["geometries"] if g["properties"]["name"] == COUNTRY)
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    rings = [[ring(topology, numbers) for numbers in polygon] for polygon in polygons]
    feature = {
        "type": "Feature",
        "properties": {"name": COUNTRY, "from": f"Natural Earth 1:10m, through npm world-atlas {VERSION}, by make_outline.py"},
        "geometry": {"type": "MultiPolygon", "coordinates": rings},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]}, separators=(",", ":"))
    (HERE / "syria" / "outline.geojson").write_text(text.replace("],[", "],\n[") + "\n")


main()
