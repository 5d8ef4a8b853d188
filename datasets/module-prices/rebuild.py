"""Rebuilds china.csv and world.csv: python3 datasets/module-prices/rebuild.py <folder>

reads china_module_price_rmb.csv and pv_module_price_capacity_world.csv in that folder, taken from the repositories that each row names; costs
and quarterly prices are transcribed by hand.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "module-prices"
copies = pathlib.Path(sys.argv[1])
def address(row):
    return row["source_url"].replace("github:", "https://github.com/")


folder.write(NAME, "china", [
    {
        "year": row["year"],
        "price_cny_w": folder.plain(row["module_price"]),
        "source": row["source"],
        "url": address(row),
        "note": row["note"],
        "trust": row["trust"],
    }
    for row in folder.read(copies / "china_module_price_rmb.csv")
])
folder.write(NAME, "world", [
    {
        "year": row["year"],
        "price_usd_w": folder.plain(row["module_price"]),
        "cumulative_capacity_mw": folder.plain(row["cumulative_capacity"]),
        "series": "Lafond" if row["year"] < "2010" else "IRENA",
        "source": row["source"],
        "url": address(row),
        "note": row["note"],
        "trust": row["trust"],
    }
    for row in folder.read(copies / "pv_module_price_capacity_world.csv")
])
folder.seal(NAME)
