#!/usr/bin/env python3
"""What `kharita extract --json` reads in reports, in the shape that score.py scores.

  predict.py KHARITA GAZETTEER REPORTS_DIR OUT_DIR
"""
import json
import pathlib
import subprocess
import sys

KINDS = {
    "Air/drone strike": "airstrike",
    "Shelling/artillery/missile attack": "shelling",
    "Remote explosive/landmine/IED": "bombing_explosion",
    "Suicide bomb": "bombing_explosion",
    "Grenade": "bombing_explosion",
    "Chemical weapon": "bombing_explosion",
    "Armed clash": "clash",
    "Government regains territory": "territory_captured",
    "Non-state actor overtakes territory": "territory_captured",
    "Non-violent transfer of territory": "territory_captured",
    "Withdrawal": "withdrawal",
    "Headquarters or base established": "troop_movement",
    "Troop movement": "troop_movement",
    "Change to group/activity": "troop_movement",
    "Agreement": "ceasefire_agreement",
    "Arrests": "arrest_abduction",
    "Abduction/forced disappearance": "arrest_abduction",
    "Displacement": "displacement",
    "Attack": "execution_killing",
    "Peaceful protest": "protest",
    "Protest with intervention": "protest",
    "Excessive force against protesters": "protest",
    "Holds": "control_status",
    "Contests": "control_status",
    "Besieges": "control_status",
}
LEVELS = {"ADM1": "governorate", "ADM2": "district", "ADM3": "district", "RGN": "region", "PCLI": "country"}


def place(mention):
    at = mention["place"]
    found = {"text": mention["text"], "start": mention["start"], "end": mention["end"]}
    if at:
        found |= {"name": at["name"], "lat": at["latitude"], "lon": at["longitude"], "type": LEVELS.get(at["feature_code"], "town")}
    return found


def actors(claim, text):
    """Who does it, by the ids of the tables and as the text writes them, as the gold does."""
    written = [text[slice(*claim["spans"][role])] for role in ("actor1", "actor2") if role in claim["spans"]]
    return [actor["actor"].replace("-", " ") for actor in claim["actors"]] + written


def event(read, text, claims, disputed):
    first = claims[0]
    tolls = [claim["deaths"] for claim in claims if claim["deaths"]]
    figures = [figure for toll in tolls for figure in toll.values() if figure is not None]
    lasts = [toll["high"] for toll in tolls if toll["high"] is not None]
    narrow = min(claims, key=lambda claim: (claim["interval"]["end"] > claim["interval"]["start"], claim["interval"]["end"]))
    interval = (narrow if len(claims) > 1 else first)["interval"]
    start, end = first["spans"]["sentence"]
    return {
        "kind": KINDS.get(first["sub_event_type"], "other"),
        "place": first["place"]["name"],
        "lat": first["place"]["latitude"],
        "lon": first["place"]["longitude"],
        "date": f'{interval["start"]}/{interval["end"]}',
        "actors": [name for claim in claims for name in actors(claim, text)],
        "fatalities": {"low": min(figures) if figures else None, "high": max(lasts) if lasts else None},
        "sentence": text[start:end],
        "disputed": disputed,
        "hypothetical": False,
    }


def predict(read, text):
    claims = {claim["id"]: claim for claim in read["claims"]}
    events = [event(read, text, [claims[id] for id in group["claims"]], group["disputed"]) for group in read["events"]]
    events += [
        event(read, text, [claim], False) | {"hypothetical": True}
        for claim in claims.values()
        if claim["modality"] in ("threatened", "planned", "hypothetical")
    ]
    return {"places": [place(mention) for mention in read["mentions"]], "events": events}


def main(kharita, gazetteer, reports, out):
    reports, out = pathlib.Path(reports), pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    manifest = reports / "manifest.csv"
    for file in sorted(reports.glob("*.txt")):
        named = ["--manifest", str(manifest)] if manifest.exists() else []
        command = [kharita, "extract", "--json", "--gazetteer", gazetteer, *named, str(file)]
        read = json.loads(subprocess.run(command, check=False, capture_output=True, text=True).stdout)
        text = file.read_bytes().decode()
        (out / f"{file.stem}.json").write_text(json.dumps(predict(read, text), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
