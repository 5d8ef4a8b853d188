"""Rebuilds the tables of this folder: python3 datasets/solar-exports-monthly/rebuild.py <folder>

reads ember_solar_exports_monthly.csv, ember_solar_price_monthly.csv and ember_solar_areas.csv in that folder, taken from
mart_solar_exports_full_release_monthly.csv in the repository that the page names, at the commit named there.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "solar-exports-monthly"
FROM = {
    "source": "Ember, China solar exports data to September 2025, read through a copy",
    "url": "https://ember-energy.org/data/china-solar-exports-data/",
    "trust": "B",
}
KIND = {"aggregate": "group", "economy": "economy"}
copies = pathlib.Path(sys.argv[1])

folder.write(NAME, "exports", [
    {
        "month": row["month"],
        "area": row["area"],
        "product": row["product"],
        "hs_code": row["hs_code"],
        "items": row["items"],
        "mass_kg": row["kg"],
        "value_usd": row["usd"],
        "imputed_capacity_mw": row["capacity_mw"],
        **FROM,
    }
    for row in folder.read(copies / "ember_solar_exports_monthly.csv")
])
folder.write(NAME, "prices", [
    {
        "month": row["month"],
        "product": row["product"],
        {"USD/W": "price_usd_w", "USD/pc": "price_usd_item"}[row["unit"]]: row["price"],
        **FROM,
    }
    for row in folder.read(copies / "ember_solar_price_monthly.csv")
])
folder.write(NAME, "areas", [
    {
        "area": row["area"],
        "area_type": "world" if row["area"] == "World" else KIND[row["area_type"]],
        "region": row["region"],
        **FROM,
    }
    for row in folder.read(copies / "ember_solar_areas.csv")
])
folder.seal(NAME)
