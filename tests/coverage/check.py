"""Holds maps to what shapely and GEOS say of them: every polygon valid, one coverage, no overlap, no gap.

check.py FILE... : each FILE is a GeoJSON feature collection of one multipolygon a label, with the member `country`, the
area that they should have together where that is known. Prints a line a file; ends with 1 when one is not as it should be.
"""

import itertools
import json
import sys

import shapely
from shapely.geometry import shape


def check(path):
    with open(path, encoding="utf-8") as file:
        collection = json.load(file)
    areas = [shape(feature["geometry"]) for feature in collection["features"]]
    wrong = [shapely.is_valid_reason(area) for area in areas if not area.is_valid]
    if not shapely.coverage_is_valid(areas):
        edges = shapely.coverage_invalid_edges(areas)
        wrong.append(f"no coverage: {[edge.wkt[:200] for edge in edges if not edge.is_empty][:2]}")
    if not wrong:
        overlap = sum(a.intersection(b).area for a, b in itertools.combinations(areas, 2))
        if overlap > 0:
            wrong.append(f"an overlap of {overlap}")
    country = collection.get("country")
    total = sum(area.area for area in areas)
    if country and abs(total - country) > 1e-9 * country:
        wrong.append(f"areas sum to {total}, the country has {country}")
    points = sum(shapely.get_num_coordinates(area) for area in areas)
    polygons = sum(len(area.geoms) for area in areas)
    print(f"{path}: {len(areas)} areas, {polygons} polygons, {points} points, {'; '.join(wrong) or 'valid'}")
    return not wrong


if __name__ == "__main__":
    good = [check(path) for path in sys.argv[1:]]
    sys.exit(0 if good and all(good) else 1)
