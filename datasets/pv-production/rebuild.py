"""Rebuilds production.csv: python3 datasets/pv-production/rebuild.py <folder>

reads pv_production_by_region.csv in that folder, taken from the figure file that the data package names.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "pv-production"
copies = pathlib.Path(sys.argv[1])
REGION = {"ROW": "rest of world", "USA": "United States"}
FROM = {
    "source": "Jäger-Waldau, EPJ Photovoltaics 13, 9 (2022), digitised by Helveston et al. (2022)",
    "url": "https://github.com/jhelvy/solar-learning-2021 (cb730d490ea, figs/data/fig1_pv_production.csv)",
    "trust": "B",
}
folder.write(NAME, "production", [
    {
        "region": REGION.get(row["region"], row["region"]),
        "year": row["year"],
        "production_gw": folder.plain(row["production"]),
        **FROM,
    }
    for row in folder.read(copies / "pv_production_by_region.csv")
])
folder.seal(NAME)
