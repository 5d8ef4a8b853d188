"""Rebuilds us-industry.csv: python3 datasets/rival-capacity/rebuild.py <folder>

reads us_capacity_utilization_employment_quarterly.csv in that folder, taken from FRED-QD as the data package says; the other tables are
transcribed by hand from the pages that their rows name.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "rival-capacity"
copies = pathlib.Path(sys.argv[1])
FROM = {
    "source": "Federal Reserve, G.17, and BLS, CES, via FRED-QD of 2023Q3",
    "url": "https://www.federalreserve.gov/releases/g17/ ; https://fred.stlouisfed.org (read at https://github.com/cran/BVAR, aeb14b4)",
    "trust": "B",
}
COLUMN = {
    "TCU": ("utilization_industry", lambda v: folder.number(v / 100, 6)),
    "CUMFNS": ("utilization_manufacturing", lambda v: folder.number(v / 100, 6)),
    "MANEMP": ("employment_manufacturing_persons", lambda v: folder.number(v * 1000, 0)),
    "DMANEMP": ("employment_durables_persons", lambda v: folder.number(v * 1000, 0)),
}
quarters = {}
for row in folder.read(copies / "us_capacity_utilization_employment_quarterly.csv"):
    quarter = row["quarter"]
    at = quarters.setdefault(quarter, {"period": quarter, "year": quarter[:4], "quarter": quarter[5:], **FROM})
    column, printed = COLUMN[row["series"]]
    at[column] = printed(float(row["value"]))
folder.write(NAME, "us-industry", [quarters[q] for q in sorted(quarters)])
folder.seal(NAME)
