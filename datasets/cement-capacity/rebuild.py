"""Rebuilds the tables of this folder.

python3 datasets/cement-capacity/rebuild.py            capacity.csv from vintages.csv: the latest edition that prints a row
python3 datasets/cement-capacity/rebuild.py <folder>   first vintages.csv, from usgs_cement_vintages.csv in that folder: the
                                                       world tables of editions 1996 to 2022, transcribed glyph by glyph

The transcription is not shipped; its PDFs are those of the address in datapackage.json.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "cement-capacity"
ADDRESS = "https://www.usgs.gov/centers/national-minerals-information-center/mineral-commodity-summaries"


def cited(edition):
    return {"source": f"USGS, Mineral Commodity Summaries {edition}, Cement", "url": ADDRESS}


def vintages(copies):
    rows = []
    for row in folder.read(pathlib.Path(copies) / "usgs_cement_vintages.csv"):
        rows.append({
            "country": row["country"],
            "year": row["year"],
            "edition": row["edition"],
            "production_kt": row["production_kt"],
            "production_mark": "e" if row["production_estimated"] == "1" else "",
            "clinker_capacity_kt": row["clinker_capacity_kt"],
            "capacity_mark": "e" if row["capacity_estimated"] == "1" else "",
            **cited(row["edition"]),
            "trust": row["trust"],
        })
    folder.write(NAME, "vintages", rows)


def capacity():
    latest = {}
    for row in folder.read(folder.HERE / NAME / "vintages.csv"):
        key = (row["country"], int(row["year"]))
        if key not in latest or int(row["edition"]) > int(latest[key]["edition"]):
            latest[key] = row
    rows = []
    for (country, year), row in sorted(latest.items()):
        made, can = float(row["production_kt"]), float(row["clinker_capacity_kt"])
        rows.append({
            "country": country,
            "year": year,
            "production_kt": row["production_kt"],
            "clinker_capacity_kt": row["clinker_capacity_kt"],
            "ratio": folder.number(made / can, 4),
            "edition": row["edition"],
            # the first edition that prints a year does so before the year is out
            "status": "estimate" if int(row["edition"]) == year + 1 else "revised",
            "source": row["source"],
            "url": row["url"],
            "trust": row["trust"],
        })
    folder.write(NAME, "capacity", rows)


if len(sys.argv) > 1:
    vintages(sys.argv[1])
capacity()
folder.seal(NAME)
