"""Another reader of place names: how fast it reads, and what it finds.

  peers.py PEER speed < REPORTS.jsonl         prints its times and counts as JSON
  peers.py PEER articles FOLDER OUT           writes what it finds in each text, in the shape that score.py scores

geotext tells names, not where they stand: each is looked for after the one before.
"""

import json
import pathlib
import re
import sys
import time


def flashgeotext():
    from flashgeotext.geotext import GeoText

    reader = GeoText()

    def read(text):
        found = reader.extract(text, span_info=True)
        kinds = [found["cities"], found["countries"]]
        return sorted({span for kind in kinds for name in kind.values() for span in name["span_info"]})

    return read


def geotext():
    from geotext import GeoText

    def read(text):
        found = GeoText(text)
        spans = []
        for names in (found.cities, found.countries):
            after = 0
            for name in names:
                start = text.find(name, after)
                if start >= 0:
                    after = start + len(name)
                    spans.append((start, after))
        return sorted(set(spans))

    return read


def memory_mb():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def speed(make):
    started = time.process_time()
    read = make()
    load = time.process_time() - started
    count = mentions = 0
    cpu = 0.0
    for line in sys.stdin:
        text = json.loads(line)["text"]
        started = time.process_time()
        mentions += len(read(text))
        cpu += time.process_time() - started
        count += 1
    json.dump({"reports": count, "load": load, "cpu": cpu, "mentions": mentions, "memory_mb": memory_mb()}, sys.stdout)


def articles(make, folder, out):
    read, out = make(), pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(pathlib.Path(folder).glob("*.txt")):
        text = file.read_bytes().decode()
        places = [{"text": text[start:end], "start": start, "end": end} for start, end in read(text)]
        (out / f"{file.stem}.json").write_text(json.dumps({"places": places, "events": []}, ensure_ascii=False))


def main(peer, task, *arguments):
    make = {"flashgeotext": flashgeotext, "geotext": geotext}[peer]
    {"speed": speed, "articles": articles}[task](make, *arguments)


main(*sys.argv[1:])
