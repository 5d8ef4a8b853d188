"""Rebuilds the tables of this folder: python3 datasets/commodity-prices/rebuild.py <folder>

reads commodity_prices_monthly.csv and commodity_price_series.csv in that folder, taken from the editions of the sheet that the page
names, at the commits named there.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "commodity-prices"
ADDRESS = "https://www.worldbank.org/en/research/commodity-markets"
EDITION = {
    "wb-pink-2026-06": "World Bank Pink Sheet, 2 June 2026, read through a copy",
    "wb-pink-2020-12": "World Bank Pink Sheet, 2 December 2020, read through a copy",
}
UNIT = {
    "USD/t": "usd_t",
    "USD/dmt": "usd_dmt",
    "USD/bbl": "usd_bbl",
    "USD/MMBtu": "usd_mmbtu",
    "USD/kg": "usd_kg",
    "USD/troy oz": "usd_troy_oz",
}
copies = pathlib.Path(sys.argv[1])
series = {row["series"]: row for row in folder.read(copies / "commodity_price_series.csv")}


def column(name):
    return name.lower().replace(", ", "_").replace(" ", "_") + "_" + UNIT[series[name]["unit"]]


def wide(steel):
    """One row a month, one column a commodity, in the order of the months."""
    months = {}
    for row in folder.read(copies / "commodity_prices_monthly.csv"):
        if (series[row["series"]]["group"] == "steel") == steel:
            one = months.setdefault(row["month"], {"source": EDITION[row["source"]], "url": ADDRESS, "trust": row["trust"]})
            one[column(row["series"])] = row["price"]
    return [{"month": month, **months[month]} for month in sorted(months)]


folder.write(NAME, "monthly", wide(steel=False))
folder.write(NAME, "steel", wide(steel=True))
folder.seal(NAME)
