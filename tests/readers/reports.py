"""Reports of 3 KB each, made of the sentences of a collection: the same ones each time."""

import csv
import json
import re

SIZE = 3_000
# A prime, so that a report's sentences come from all over the collection and no two of the first thousands are alike.
STEP = 7_919


def sentences(collection):
    csv.field_size_limit(1 << 30)
    with open(collection, encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    return [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one]


def lines(collection, count):
    """That many reports as JSON Lines."""
    known = sentences(collection)
    at = 0
    for number in range(count):
        text = []
        length = 0
        while length < SIZE:
            at = (at + STEP) % len(known)
            text.append(known[at])
            length += len(known[at]) + 1
        report = {"id": str(number), "published": "2017-04-05", "text": " ".join(text)[:SIZE]}
        yield json.dumps(report, ensure_ascii=False) + "\n"
