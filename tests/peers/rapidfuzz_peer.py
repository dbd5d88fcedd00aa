"""rapidfuzz over the names and queries of a folder, one query at a time: prints its answers and its times as JSON.

`rapidfuzz_peer.py FOLDER SAMPLE SET...`: for each set, SAMPLE queries evenly spaced. An answer is a line of names.tsv.
"""

import csv
import json
import re
import sys
import time
from pathlib import Path

from rapidfuzz import fuzz, process


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def memory_mb():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def main():
    folder, sample = Path(sys.argv[1]), int(sys.argv[2])
    sets = [[row[0] for row in rows(folder / f"queries-{number}.tsv")] for number in sys.argv[3:]]
    before = memory_mb()
    started = time.perf_counter()
    names = [row[0] for row in rows(folder / "names.tsv")]
    process.extractOne(sets[0][0], names, scorer=fuzz.ratio)
    open_ms = (time.perf_counter() - started) * 1e3
    asked = []
    for queries in sets:
        numbers = range(0, len(queries), -(-len(queries) // sample))
        answers, micros = [], []
        for number in numbers:
            started = time.process_time_ns()
            _, _, found = process.extractOne(queries[number], names, scorer=fuzz.ratio)
            micros.append((time.process_time_ns() - started) / 1e3)
            answers.append(found)
        asked.append({"queries": list(numbers), "answers": answers, "micros": micros})
    json.dump({"open_ms": open_ms, "memory_mb": memory_mb() - before, "sets": asked}, sys.stdout)


main()
