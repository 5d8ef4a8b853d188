"""Rebuilds the tables of this folder: python3 datasets/us-industry-utilization/rebuild.py <folder>

reads us_g17_monthly.csv, us_g17_industries.csv, us_g17_production_detail.csv and us_g17_production_series.csv in that folder,
taken from the repositories that the page names, at the commits named there.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "us-industry-utilization"
ADDRESS = "https://www.federalreserve.gov/releases/g17/"
RELEASE = {
    "frb-g17-2025-07": "Federal Reserve G.17, July 2025, read through a copy",
    "frb-g17-2025-08": "Federal Reserve G.17, August 2025, read through a copy",
    "frb-g17-2026-02": "Federal Reserve G.17, February 2026, read through a copy",
}
copies = pathlib.Path(sys.argv[1])


def said(row):
    return {"source": RELEASE[row["source"]], "url": ADDRESS, "trust": row["trust"]}


folder.write(NAME, "monthly", [
    {
        "month": row["month"],
        "industry": row["industry"],
        "production_index": row["production_index"],
        "utilization": folder.number(float(row["utilization_pct"]) / 100, 8) if row["utilization_pct"] else "",
        "capacity_index": row["capacity_index"],
        **said(row),
    }
    for row in folder.read(copies / "us_g17_monthly.csv")
])
folder.write(NAME, "industries", [
    {
        "industry": row["industry"],
        "title": row["title"],
        "production_series": row["production_series"],
        "utilization_series": row["utilization_series"],
        "note": row["note"],
        **said(row),
    }
    for row in folder.read(copies / "us_g17_industries.csv")
])
titles = {row["series"]: row["title"] for row in folder.read(copies / "us_g17_production_series.csv")}
folder.write(NAME, "detail", [
    {
        "month": row["month"],
        "series": row["series"],
        "title": titles[row["series"]],
        "production_index": row["production_index"],
        **said(row),
    }
    for row in folder.read(copies / "us_g17_production_detail.csv")
])
folder.seal(NAME)
