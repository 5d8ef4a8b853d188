"""Rebuilds counts.csv: python3 datasets/antidumping-counts/rebuild.py <folder>

reads wto_ad_counts_1995_2017.csv in that folder, transcribed from the booklet that each row names.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "antidumping-counts"
copies = pathlib.Path(sys.argv[1])
folder.write(NAME, "counts", [
    {
        "role": row["role"],
        "economy": row["economy"],
        "initiations": row["initiations"],
        "measures": row["measures"],
        "measures_per_initiation": row["measures_per_initiation"],
        "source": "WTO, 1995-01-01 to 2017-12-31, read through a booklet of India's DGTR",
        "url": row["source_url"].split(" ")[0],
        "trust": row["trust"],
    }
    for row in folder.read(copies / "wto_ad_counts_1995_2017.csv")
])
folder.seal(NAME)
