"""Rebuilds the tables of this folder: python3 datasets/us-manufacturing-employment/rebuild.py <folder>

reads us_ces_manufacturing_monthly.csv and us_ces_series.csv in that folder, taken from the repositories that the page names, at
the commits named there.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "us-manufacturing-employment"
ADDRESS = "https://www.bls.gov/ces/"
LIST = {
    "bls-ces-2019-10": "BLS Current Employment Statistics, October 2019, read through a copy",
    "fred-md-2025-09": "BLS Current Employment Statistics in FRED-MD, September 2025, read through a copy",
}
ADJUSTMENT = {"0": "not seasonally adjusted", "1": "seasonally adjusted"}
copies = pathlib.Path(sys.argv[1])

folder.write(NAME, "monthly", [
    {
        "month": row["month"],
        "industry": row["industry"],
        "adjustment": ADJUSTMENT[row["seasonally_adjusted"]],
        "employees_persons": row["employees"],
        "source": LIST[row["source"]],
        "url": ADDRESS,
        "trust": row["trust"],
    }
    for row in folder.read(copies / "us_ces_manufacturing_monthly.csv")
])
folder.write(NAME, "series", [
    {
        "industry": row["industry"],
        "adjustment": row["adjustment"],
        "title": row["title"],
        "series": row["series"],
        "first": row["first"],
        "last": row["last"],
        "source": LIST[row["source"]],
        "url": ADDRESS,
        "trust": "B",
    }
    for row in folder.read(copies / "us_ces_series.csv")
])
folder.seal(NAME)
