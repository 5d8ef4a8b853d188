"""Rebuilds capacity.csv of this folder from its other tables: python3 datasets/steel-capacity/rebuild.py

vintages.csv (capacity) and output.csv (output) are the transcriptions, row by row with source and address. A row of capacity.csv takes
the latest vintage of the capacity and, where it counts the same countries, the output of that year; where it does not (South America for
Latin America), the output is left out.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "steel-capacity"
# A count that stands by itself: the countries outside the OECD overlap with every region.
BY_ITSELF = ("Non-OECD",)

made = {(row["region"], row["year"]): row for row in folder.read(folder.HERE / NAME / "output.csv")}
latest = {}
for row in folder.read(folder.HERE / NAME / "vintages.csv"):
    key = (row["region"], row["year"])
    if row["region"] not in BY_ITSELF and (key not in latest or row["vintage"] > latest[key]["vintage"]):
        latest[key] = row
rows = []
for key, able in latest.items():
    out = made.get(key)
    notes = [able["note"]] if able["note"] else []
    if out and out["note"]:
        notes.append("output: " + out["note"])
    if key[0] == "Latin America":
        notes.append("output is published for South America only, another population: left out")
    rows.append({
        "region": key[0],
        "year": key[1],
        "capacity_mt": able["capacity_mt"],
        "production_mt": out["production_mt"] if out else "",
        "capacity_vintage": able["vintage"],
        "production_vintage": out["vintage"] if out else "",
        "status": able["status"],
        "note": "; ".join(notes),
        "source": able["source"] + (f"; output: {out['source']}" if out else ""),
        "url": able["url"] + (f" ; {out['url']}" if out else ""),
        "trust": "A" if able["trust"] == "A" and (not out or out["trust"] == "A") else "B",
    })
folder.write(NAME, "capacity", rows)
folder.seal(NAME)
