"""Rebuilds the tables of this folder.

python3 datasets/us-cement-market/rebuild.py            market.csv from vintages.csv and the dataset cement-capacity
python3 datasets/us-cement-market/rebuild.py <folder>   first vintages.csv, from usgs_us_salient_vintages.csv in that folder:
                                                        "Salient Statistics, United States" of editions 1996 to 2022

A row is what the latest edition prints of the year; clinker capacity is the United States row of cement-capacity.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "us-cement-market"
ADDRESS = "https://www.usgs.gov/centers/national-minerals-information-center/mineral-commodity-summaries"
ITEMS = {
    "production_clinker": "clinker_kt",
    "production_cement": "cement_kt",
    "imports_cement": "imports_cement_kt",
    "imports_cement_and_clinker": "imports_both_kt",
    "imports_clinker": "imports_clinker_kt",
    "exports": "exports_kt",
    "apparent_consumption": "consumption_kt",
    "price_mill": "price_usd_t",
    "employment": "employment_persons",
    "net_import_reliance": "net_import_reliance",
}


def vintages(copies):
    rows = {}
    for cell in folder.read(pathlib.Path(copies) / "usgs_us_salient_vintages.csv"):
        if cell["commodity"] != "cement" or cell["item"] not in ITEMS:
            continue
        row = rows.setdefault((int(cell["year"]), int(cell["edition"])), {"trust": "A"})
        column = ITEMS[cell["item"]]
        share = column == "net_import_reliance"
        row[column] = folder.number(float(cell["value"]) / 100, 4) if share else cell["value"]
        if cell["estimated"] == "1":
            row["status"] = "partly estimated"
    out = []
    for (year, edition), row in sorted(rows.items()):
        source = f"USGS, Mineral Commodity Summaries {edition}, Cement"
        out.append({"status": "published", "year": year, "edition": edition, "source": source, "url": ADDRESS, **row})
    folder.write(NAME, "vintages", out)


def market():
    latest = {}
    for row in folder.read(folder.HERE / NAME / "vintages.csv"):
        if row["year"] not in latest or int(row["edition"]) > int(latest[row["year"]]["edition"]):
            latest[row["year"]] = row
    kilns = {
        row["year"]: row
        for row in folder.read(folder.HERE / "cement-capacity" / "capacity.csv")
        if row["country"] == "United States"
    }
    rows = []
    for year, row in sorted(latest.items(), key=lambda item: int(item[0])):
        notes = []
        if int(row["edition"]) == int(year) + 1 and int(year) > 1991:
            notes.append("USGS estimate")
        if row["imports_both_kt"]:
            notes.append("imports are cement and clinker together")
        capacity = kilns[year]["clinker_capacity_kt"] if year in kilns else ""
        if capacity:
            notes.append(f"capacity of edition {kilns[year]['edition']}, Puerto Rico included")
        use = float(row["clinker_kt"]) / float(capacity) if row["clinker_kt"] and capacity else None
        rows.append({
            **{k: v for k, v in row.items() if k not in ("imports_both_kt", "status")},
            "imports_cement_kt": row["imports_both_kt"] or row["imports_cement_kt"],
            "clinker_capacity_kt": capacity,
            "clinker_utilization": "" if use is None else folder.number(use, 4),
            "note": "; ".join(notes),
        })
    folder.write(NAME, "market", rows)


if len(sys.argv) > 1:
    vintages(sys.argv[1])
market()
folder.seal(NAME)
