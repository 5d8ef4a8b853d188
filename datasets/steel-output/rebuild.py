"""Rebuilds countries.csv and world.csv: python3 datasets/steel-output/rebuild.py <folder>

reads steel_crude_output_by_country.csv and steel_crude_output_world.csv in that folder, taken from the copies of worldsteel's yearbooks
that the data package names; rows of press releases are transcribed by hand and kept as they stand.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "steel-output"
copies = pathlib.Path(sys.argv[1])
COPY = "https://github.com/RPGroup-PBoC/human_impacts (WorldSteelAssoc_steel_production)"


def release(row):
    return "release of January" in row["source"]


countries = [
    {
        "country": row["country"],
        "year": row["year"],
        "vintage": row["year_of_source"],
        "production_mt": folder.number(float(row["value"]) / 1000, 4),
        "source": "worldsteel, Steel Statistical Yearbook 2019, read through a copy",
        "url": COPY,
        "trust": "B",
    }
    for row in folder.read(copies / "steel_crude_output_by_country.csv")
    if row["year_of_source"] == "2019"
]
countries += folder.kept(NAME, "countries", release)
folder.write(NAME, "countries", sorted(countries, key=lambda r: (r["country"], r["year"], r["vintage"])))
world = [
    {
        "year": row["year"],
        "vintage": row["year_of_source"],
        "production_mt": folder.plain(row["value"]),
        "source": "worldsteel, World Steel in Figures, read through a copy",
        "url": COPY,
        "note": row["note"] if row["year"] < "2000" else "",
        "trust": "B",
    }
    for row in folder.read(copies / "steel_crude_output_world.csv")
]
world += folder.kept(NAME, "world", release)
folder.write(NAME, "world", sorted(world, key=lambda r: (r["year"], r["vintage"])))
folder.seal(NAME)
