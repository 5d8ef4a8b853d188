"""Rebuilds the tables of this folder.

python3 datasets/us-steel-market/rebuild.py            market.csv from the other tables
python3 datasets/us-steel-market/rebuild.py <folder>   first vintages.csv and capability.csv, from usgs_us_salient_vintages.csv and
                                                       usgs_us_steel_capability.csv in that folder: "Salient Statistics, United
                                                       States" and the first paragraph of editions 1996 to 2022

A row of market.csv is what the latest edition prints of the year. Two exceptions: capacity comes from the first paragraph and so has an
edition of its own; and employment is the narrower count of mills throughout, from the latest edition that prints it, since editions 2010
and 2014 to 2016 print a wider one for the same years. The years 2019 to 2023 are of edition 2024, which was read through a
repost only (reposted.csv, trust B).
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "us-steel-market"
ADDRESS = "https://www.usgs.gov/centers/national-minerals-information-center/mineral-commodity-summaries"
SHORT_TON = 0.90718474  # tonnes, NIST Handbook 44, Appendix C
ITEMS = {
    "raw_steel_production": "production_mt",
    "imports_steel_mill_products": "imports_mt",
    "exports_steel_mill_products": "exports_mt",
    "apparent_consumption": "consumption_mt",
    "ppi_steel_mill_products": "price_index_1982",
    "employment_mills": "employment_persons",
}
WIDER_COUNT = (2010, 2014, 2015, 2016)


def cited(edition):
    return {"source": f"USGS, Mineral Commodity Summaries {edition}, Iron and Steel", "url": ADDRESS}


def vintages(copies):
    rows = {}
    for cell in folder.read(pathlib.Path(copies) / "usgs_us_salient_vintages.csv"):
        if cell["commodity"] == "iron and steel" and cell["item"] in ITEMS:
            row = rows.setdefault((int(cell["year"]), int(cell["edition"])), {"trust": "A", "status": "published"})
            row[ITEMS[cell["item"]]] = cell["value"]
            if cell["item"] == "raw_steel_production" and cell["estimated"] == "1":
                row["status"] = "estimate"
    folder.write(NAME, "vintages", [
        {"year": year, "edition": edition, **cited(edition), **row} for (year, edition), row in sorted(rows.items())
    ])


def capability(copies):
    rows = []
    for row in folder.read(pathlib.Path(copies) / "usgs_us_steel_capability.csv"):
        short = row["unit_judged"] == "short tons"
        printed = float(row["capability_printed"])
        rows.append({
            "year": row["year"],
            "edition": row["edition"],
            "printed_million_tons": row["capability_printed"],
            "unit_judged": row["unit_judged"],
            "capacity_mt": folder.number(printed * SHORT_TON, 1) if short else row["capability_printed"],
            "note": row["note"],
            **cited(row["edition"]),
            "trust": row["trust"],
        })
    folder.write(NAME, "capability", rows)


def market():
    printed = folder.read(folder.HERE / NAME / "vintages.csv")
    able = {row["year"]: row for row in folder.read(folder.HERE / NAME / "capability.csv")}
    latest, narrow = {}, {}
    for row in sorted(printed, key=lambda r: int(r["edition"])):
        latest[row["year"]] = row
        if int(row["edition"]) not in WIDER_COUNT or row["year"] not in narrow:
            narrow[row["year"]] = row
    rows = {year: line(row, narrow[year], able.get(year)) for year, row in latest.items()}
    for row in folder.read(folder.HERE / NAME / "reposted.csv"):
        rows[row["year"]] = line(row, row, able.get(row["year"], row if row["capacity_mt"] else None))
    rows = list(rows.values())
    folder.write(NAME, "market", sorted(rows, key=lambda r: int(r["year"])))


def line(row, employed, able):
    year, edition = int(row["year"]), int(row["edition"])
    notes = []
    if row["status"] == "estimate":
        notes.append("USGS estimate")
    if able and able.get("unit_judged") == "short tons":
        notes.append(f"capacity printed as {able['printed_million_tons']}, judged short tons")
    if year == 2003:
        notes.append("exports 2.5 as printed in four editions, 8.2 in the first estimate: suspect")
    if edition >= 2020:
        notes.append("consumption counts finished imports only, as editions since 2020 define it")
    if row["trust"] == "B":
        notes.append("edition read through a repost")
    derived = {"utilization": None, "import_share": float(row["imports_mt"]) / float(row["consumption_mt"])}
    if able:
        derived["utilization"] = float(row["production_mt"]) / float(able["capacity_mt"])
    figures = ("production_mt", "imports_mt", "exports_mt", "consumption_mt", "price_index_1982", "source", "url")
    return {
        "year": year,
        "edition": edition,
        **{name: row[name] for name in figures},
        "capacity_mt": able["capacity_mt"] if able else "",
        "capacity_edition": able["edition"] if able else "",
        "capacity_unit_printed": able.get("unit_judged") or "metric tons" if able else "",
        **{k: "" if v is None else folder.number(v, 4) for k, v in derived.items()},
        "employment_persons": employed["employment_persons"],
        "employment_edition": employed["edition"],
        "note": "; ".join(notes),
        "trust": "B" if row["trust"] == "B" or (able and able["trust"] == "B") else "A",
    }


if len(sys.argv) > 1:
    vintages(sys.argv[1])
    capability(sys.argv[1])
market()
folder.seal(NAME)
