"""Rebuilds the tables of this folder: python3 datasets/us-tariffs/rebuild.py <folder>

reads us_tariff_by_country_event.csv and us_tariff_events.csv in that folder, taken from country-by-time.csv and README.md of the
repository named in the data package, at the commit named there.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "us-tariffs"
ADDRESS = "https://github.com/tradewartracker/trade-war-redux-2025 (726c595)"
ANNOUNCED = "2026-07-24"  # the file was made on 23 July 2026; what stands later was announced then
copies = pathlib.Path(sys.argv[1])


def status(date):
    return "announced" if date > ANNOUNCED else "in force"


def share(percent):
    return round(float(percent) / 100, 8)


rows = []
for row in folder.read(copies / "us_tariff_by_country_event.csv"):
    added, before = share(row["added_tariff_pct"]), share(row["tariff_2024_pct"])
    rows.append({
        "date": row["date"],
        "partner": row["partner"],
        "tariff_2024": folder.number(before, 8) or "0",
        "tariff_added": folder.number(added, 8) or "0",
        "tariff": folder.number(before + added, 8) or "0",
        "imports_2024_usd": row["imports_2024_usd"],
        "status": status(row["date"]),
        "note": row["note"],
        "source": "tradewartracker, country-by-time, 23 July 2026",
        "url": ADDRESS,
        "trust": row["trust"],
    })
folder.write(NAME, "partners", rows)
folder.write(NAME, "events", [
    {
        "date": row["date"],
        "authority": row["authority"],
        "reference": row["reference"],
        "action": row["action"],
        "status": status(row["date"]),
        "note": row["note"],
        "source": "tradewartracker, from the orders named, 23 July 2026",
        "url": ADDRESS,
        "trust": row["trust"],
    }
    for row in folder.read(copies / "us_tariff_events.csv")
])
folder.seal(NAME)
