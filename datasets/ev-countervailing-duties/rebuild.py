"""Rebuilds rates.csv of this folder: python3 datasets/ev-countervailing-duties/rebuild.py <folder>

reads eu_bev_countervailing_stages.csv in that folder, the four stages of the case as read through the pages named in the rows.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "ev-countervailing-duties"
folder.write(NAME, "rates", [
    {
        "exporter": row["exporter"],
        "stage": row["stage"],
        "date": row["date"],
        "rate": folder.number(float(row["rate"]) / 100, 4),
        "note": row["note"],
        "source": row["source"],
        "url": row["source_url"],
        "trust": row["trust"],
    }
    for row in folder.read(pathlib.Path(sys.argv[1]) / "eu_bev_countervailing_stages.csv")
])
folder.seal(NAME)
