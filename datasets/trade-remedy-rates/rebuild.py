"""Rebuilds us-solar.csv and us-solar-orders.csv of this folder.

python3 datasets/trade-remedy-rates/rebuild.py <folder>

reads us_solar_adcvd_rates.csv (cases of 2012 and 2014) and us_solar_southeast_asia_stages.csv (the cases on Southeast Asia, stage by
stage) in that folder. The addresses of the pages and notices stand in the rows.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "trade-remedy-rates"
ORDER = {"preliminary": 0, "preliminary, amended": 1, "final": 2}


def share(percent):
    return folder.number(float(percent) / 100, 6) if percent else ""


def old_cases(copies):
    for row in folder.read(copies / "us_solar_adcvd_rates.csv"):
        if row["case"] in ("2012", "2014"):
            yield {
                "case": row["case"],
                "country": row["country"],
                "firm": row["firm"],
                "type": row["type"],
                "stage": row["stage"],
                "rate": share(row["rate"]),
                "year": row["case"],
                "vintage": row["year_of_source"],
                "source": "US Department of Commerce, read through law-firm notes and copies of the notice",
                "url": row["source_url"],
                "note": row["note"],
                "trust": "B",
            }


def new_cases(copies):
    for row in folder.read(copies / "us_solar_southeast_asia_stages.csv"):
        if row["stage"] != "order":
            yield {
                "case": row["date"],
                "country": row["country"],
                "firm": row["firm"],
                "type": row["type"],
                "stage": "final" if row["stage"].startswith("final") else row["stage"],
                "rate": share(row["margin"]),
                "cash_deposit": share(row["deposit"]),
                "year": row["date"][:4],
                "vintage": row["year_of_source"],
                "source": row["source"],
                "url": row["source_url"],
                "note": row["note"],
                "trust": "B",
            }


copies = pathlib.Path(sys.argv[1])
folder.write(NAME, "us-solar", list(old_cases(copies)) + list(new_cases(copies)))
folder.write(NAME, "us-solar-orders", [
    {
        "country": row["country"],
        "type": row["type"],
        "case_number": row["case"],
        "date": row["date"],
        "source": row["source"],
        "url": row["source_url"],
        "note": row["note"],
        "trust": row["trust"],
    }
    for row in folder.read(copies / "us_solar_southeast_asia_stages.csv")
    if row["stage"] == "order"
])
folder.seal(NAME)
