"""Make the borders and the shore of Syria from the countries of Natural Earth.

    (cd ../web && npm ci)
    python make_borders.py

writes beside itself, byte for byte the same each time (tested with Python 3.11):

    borders.geojson   shore and borders of Syria   npm world-atlas 2.0.2, countries-10m.json (Natural Earth 1:10m, public domain)

Each arc that Syria shares with a neighbor is the border with it, the arc that no other country has is the shore. They are simplified
after Douglas and Peucker and rounded; nothing is moved or added by hand. The shapes drawn by hand (shapes.geojson) are not touched.
"""

import json
from math import hypot
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "web" / "node_modules" / "world-atlas"
VERSION = "2.0.2"
COUNTRY = "Syria"

# Degrees that a line may lie off: some 2 km, as in the coarse part of web/basemap/cut.mjs.
TOLERANCE = 0.02
# Decimals of a coordinate: some 100 m.
DECIMALS = 3

# Around the country from its southwest, each line from where the one before it ends; None is the sea.
LINES = {
    "kharita:shore": None,
    "kharita:border-turkey": "Turkey",
    "kharita:border-iraq": "Iraq",
    "kharita:border-jordan": "Jordan",
    "kharita:border-israel": "Israel",
    "kharita:border-lebanon": "Lebanon",
}


def rings(geometry):
    """The rings of a TopoJSON geometry, each a list of arc numbers; ~n is arc n backward."""
    if geometry["type"] == "Polygon":
        return geometry["arcs"]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return []


def points(topology, number):
    """The longitudes and latitudes along an arc, in the direction its number tells."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    line = []
    for dx, dy in topology["arcs"][max(number, ~number)]:
        x, y = x + dx, y + dy
        line.append((x * wide + west, y * high + south))
    return line if number >= 0 else line[::-1]


def off(point, a, b):
    """How far a point lies from the straight line through a and b, in degrees."""
    along, up = b[0] - a[0], b[1] - a[1]
    length = hypot(along, up)
    if length == 0:
        return hypot(point[0] - a[0], point[1] - a[1])
    return abs((point[0] - a[0]) * up - (point[1] - a[1]) * along) / length


def simplified(line):
    """The line without the points that lie within the tolerance (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    at = max(range(1, len(line) - 1), key=lambda i: off(line[i], line[0], line[-1]))
    if off(line[at], line[0], line[-1]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: at + 1])[:-1] + simplified(line[at:])


def main():
    version = json.loads((PACKAGE / "package.json").read_text("utf8"))["version"]
    if version != VERSION:
        raise SystemExit(f"world-atlas is {version}, not {VERSION}; change VERSION here and the rows that name it")
    topology = json.loads((PACKAGE / "countries-10m.json").read_text("utf8"))
    countries = topology["objects"]["countries"]["geometries"]
    owners = {}
    for country in countries:
        for number in (number for ring in rings(country) for number in ring):
            owners.setdefault(max(number, ~number), set()).add(country["properties"]["name"])
    (outline,) = next(rings(country) for country in countries if country["properties"]["name"] == COUNTRY)

    features = []
    for place_id, neighbor in LINES.items():
        sides = {COUNTRY, neighbor} - {None}
        (number,) = [number for number in outline if owners[max(number, ~number)] == sides]
        line = [[round(c, DECIMALS) for c in point] for point in simplified(points(topology, number))]
        assert not features or features[-1]["geometry"]["coordinates"][-1] == line[0], place_id
        shared = f"the border of {COUNTRY} with {neighbor}" if neighbor else f"the shore of {COUNTRY}"
        drawn = f"{shared} in Natural Earth 1:10m (npm world-atlas {VERSION}), to {TOLERANCE} degrees, by make_borders.py"
        geometry = {"type": "LineString", "coordinates": line}
        features.append({"type": "Feature", "id": place_id, "properties": {"drawn": drawn}, "geometry": geometry})

    rows = ",\n".join("    " + json.dumps(feature) for feature in features)
    text = f'{{\n  "type": "FeatureCollection",\n  "features": [\n{rows}\n  ]\n}}\n'
    (HERE / "borders.geojson").write_text(text, "utf8", newline="\n")


if __name__ == "__main__":
    main()
