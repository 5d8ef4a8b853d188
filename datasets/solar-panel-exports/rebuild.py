"""Rebuilds destinations.csv: python3 datasets/solar-panel-exports/rebuild.py <folder>

reads ember_china_panels_by_destination.csv in that folder, sums of the monthly release; total.csv is transcribed by hand.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "solar-panel-exports"
copies = pathlib.Path(sys.argv[1])
UNIT_VALUE = "unit value, not price: product mix differs by destination"  # said of every row: a note of the table
FROM = {
    "source": "Ember, China solar exports (customs), read through a copy of the full release",
    "url": "https://ember-energy.org/data/china-solar-exports-data/",
    "trust": "B",
}
folder.write(NAME, "destinations", [
    {
        "destination": row["destination"],
        "year": row["year"],
        "hs_code": row["hs_code"],
        "items": row["items"],
        "mass_kt": row["kilotonnes"],
        "value_usd_million": row["usd_million"],
        "unit_value_usd_kg": row["usd_per_kg"],
        "unit_value_usd_item": row["usd_per_item"],
        "months_reported": row["months_reported"],
        "note": row["note"].replace(UNIT_VALUE, "").rstrip("; "),
        **FROM,
    }
    for row in folder.read(copies / "ember_china_panels_by_destination.csv")
])
folder.seal(NAME)
