"""Rebuilds annual.csv and quarterly.csv: python3 datasets/china-utilization/rebuild.py <folder>

reads nbs_capacity_utilization.csv in that folder, transcribed from the releases whose address each row names.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "china-utilization"
copies = pathlib.Path(sys.argv[1])
INDUSTRY = {"industry_total": "industry", "computers_electronics": "computers and electronics"}
SOURCE = "NBS China, release on industrial capacity utilization, read through a repost"


def row_of(row, period):
    return {
        "period": period,
        "year": period[:4],
        "industry": INDUSTRY.get(row["industry"], row["industry"].replace("non_", "non-").replace("_", " ")),
        "utilization": folder.number(float(row["utilization"]) / 100, 4),
        "status": row["status"],
        "vintage": row["year_of_source"],
        "source": SOURCE,
        "url": row["source_url"],
        "note": row["note"],
        "trust": "B",
    }


rows = folder.read(copies / "nbs_capacity_utilization.csv")
folder.write(NAME, "annual", [row_of(r, r["period"][:4]) for r in rows if r["period"].endswith("FY")])
folder.write(NAME, "quarterly", [
    {**row_of(r, r["period"]), "quarter": r["period"][5:]} for r in rows if not r["period"].endswith("FY")
])
folder.seal(NAME)
