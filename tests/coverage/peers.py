"""Measures shapely on what `cargo bench --bench mesh -- --peers FOLDER` wrote, and lays Kharita's figures beside.

peers.py FOLDER: the same places, the same sides, CPU time of one core, the least of three runs. With `postgis.csv` in FOLDER
(places, what, ms) its figures are told too. For PostGIS it leaves `N.places.csv` and `N.country.wkt` there when called
with `--prepare`.
"""

import csv
import itertools
import json
import pathlib
import sys
import time

import numpy
import shapely


def least(runs, what):
    times = []
    for _ in range(runs):
        before = time.process_time()
        result = what()
        times.append(time.process_time() - before)
    return result, min(times) * 1e3


def country_of(rings):
    country = shapely.Polygon()
    for ring in rings:
        country = country.symmetric_difference(shapely.Polygon(ring))
    return country


def build(points, country):
    """Cells in the order of the points; only what the border crosses is intersected with the country."""
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=country.envelope, ordered=True))
    shapely.prepare(country)
    crossed = ~shapely.covers(country, cells)
    cells[crossed] = shapely.intersection(cells[crossed], country)
    return cells


def fronts(areas):
    lines = [a.boundary.intersection(b.boundary) for a, b in itertools.combinations(areas, 2)]
    return sum(line.length for line in lines)


def measure(told):
    country = country_of(told["rings"])
    points = shapely.MultiPoint(told["sites"])
    holders = numpy.array(told["holders"])
    figures = {}
    cells, figures["build"] = least(3, lambda: build(points, country))
    of_sides = [cells[holders == side] for side in sorted(set(told["holders"]))]
    areas, figures["a day's areas, coverage_union_all"] = least(3, lambda: [shapely.coverage_union_all(side) for side in of_sides])
    _, figures["a day's areas, unary_union"] = least(3, lambda: [shapely.unary_union(side) for side in of_sides])
    _, figures["a day's fronts, with their lengths"] = least(1, lambda: fronts(areas))
    worst = max(abs(area.area / ours - 1) for area, ours in zip(areas, told["areas"]))
    return figures, worst


def main(folder, prepare):
    print(f"shapely {shapely.__version__}, GEOS {'.'.join(map(str, shapely.geos_version))}")
    for path in sorted(folder.glob("*.json"), key=lambda path: int(path.stem)):
        told = json.loads(path.read_text(encoding="utf-8"))
        if prepare:
            with open(folder / f"{path.stem}.places.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows((*site, side) for site, side in zip(told["sites"], told["holders"]))
            (folder / f"{path.stem}.country.wkt").write_text(country_of(told["rings"]).wkt, encoding="utf-8")
            continue
        figures, worst = measure(told)
        postgis = folder / "postgis.csv"
        if postgis.exists():
            for places, what, milliseconds in csv.reader(postgis.open(encoding="utf-8")):
                if places == path.stem:
                    figures[f"{what}, PostGIS"] = float(milliseconds)
        print(f"{path.stem} places; each side's area as shapely has it, to {worst:.0e}")
        for what, theirs in figures.items():
            ours = told["kharita"][what.removesuffix(", PostGIS").removesuffix(", coverage_union_all").removesuffix(", unary_union")]
            print(f"  {what:<44} {theirs:>10.1f} ms, Kharita {ours:>8.3f} ms: {theirs / ours:>7.1f} times")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), "--prepare" in sys.argv)
