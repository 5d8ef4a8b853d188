"""Rebuilds the tables of this folder: python3 datasets/firm-accounts/rebuild.py <folder>

reads firm_income_panel.csv (accounts as data sites give them) and firm_reported_figures.csv (single figures as the firms reported them)
in that folder. The two are never mixed in a column: a site adds surtaxes and write-downs to cost, a firm does not.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "firm-accounts"
COPIES = pathlib.Path(sys.argv[1])
REPORTED = folder.read(COPIES / "firm_reported_figures.csv")
BOILERPLATE = "aggregator definitions (operating income after R&D, before impairments): replace by filings before publication"
# Later edition of the same page: final figures for preliminary or missing ones.
LATER = {
    ("Trina Solar", "2020", "net income"), ("Trina Solar", "2021", "net income"), ("Trina Solar", "2022", "net income"),
    ("Trina Solar", "2024", "revenue"), ("Trina Solar", "2024", "net income"),
}
NOTES = {
    ("LONGi", "2021"): "revenue as restated in the report of 2022; 80,932 as first reported",
    ("Trina Solar", "2023"): "net income 5,531.302 and revenue 113,392 as first reported; 5,527 and 113,411 restated",
    ("Trina Solar", "2024"): "final; 80,334 and -3,455 (before minorities) in the preliminary announcement",
    ("SAIC Motor", "2024"): "total revenue with the finance arm; operating revenue is 614,074",
}


def reported():
    rows = []
    for row in REPORTED:
        share = row["unit"] == "percent"
        rows.append({
            "firm": row["firm"],
            "ticker": row["ticker"],
            "year": row["year"],
            "measure": row["measure"],
            "basis": row["basis"],
            "amount_cny_million": "" if share else row["value"],
            "margin": folder.number(float(row["value"]) / 100, 4) if share else "",
            "source": row["source"],
            "url": row["source_url"],
            "note": row["note"],
            "trust": row["trust"],
        })
    return rows


def later(firm, year, measure):
    if (firm, year, measure) not in LATER:
        return None
    return next(r["value"] for r in REPORTED if (r["firm"], r["year"], r["measure"]) == (firm, year, measure))


def gross_margin(firm, year):
    """The latest statement of the firm's own gross margin: restated before first reported."""
    own = [r for r in REPORTED if (r["firm"], r["year"], r["measure"]) == (firm, year, "gross margin")]
    own.sort(key=lambda r: "restated" in r["basis"])
    return own[-1] if own else None


def accounts():
    for row in folder.read(COPIES / "firm_income_panel.csv"):
        firm, year = row["firm"], row["year"]
        for column, measure in (("revenue", "revenue"), ("net_income", "net income")):
            row[column] = later(firm, year, measure) or row[column]
        note = row["note"].replace(BOILERPLATE, "").strip("; ")
        row["note"] = NOTES.get((firm, year), note)
        host = re.sub(r"^https?://(www\.)?", "", row["source_url"]).split("/")[0]
        row["source"] = f"annual report, as the data site {host} gives it"
        yield row


def amounts(rows, currency):
    unit = currency.lower() + "_million"
    out = []
    for row in rows:
        if row["currency"] == currency:
            out.append({
                **{k: row[k] for k in ("firm", "ticker", "sector", "year", "source", "note", "trust")},
                "revenue_" + unit: row["revenue"],
                "cost_" + unit: row["cost_of_revenue"],
                "gross_profit_" + unit: row["gross_profit"],
                "operating_income_" + unit: row["operating_income"],
                "net_income_" + unit: row["net_income"],
                "url": row["source_url"],
            })
    return out


def margins(rows):
    out = []
    for row in rows:
        own = gross_margin(row["firm"], row["year"])
        net = folder.number(float(row["net_income"]) / float(row["revenue"]), 4) if row["net_income"] else ""
        share = lambda v: folder.number(float(v) / 100, 4) if v else ""
        out.append({
            **{k: row[k] for k in ("firm", "ticker", "sector", "year", "currency", "source", "note", "trust")},
            "gross_margin_reported": folder.number(float(own["value"]) / 100, 4) if own else "",
            "gross_margin_basis": own["basis"] if own else "",
            "gross_margin_site": share(row["gross_margin"]),
            "operating_margin": share(row["operating_margin"]),
            "net_margin": net,
            "url": row["source_url"] + (f" ; {own['source_url']}" if own else ""),
        })
    return out


panel = list(accounts())
folder.write(NAME, "cny", amounts(panel, "CNY"))
folder.write(NAME, "usd", amounts(panel, "USD"))
folder.write(NAME, "margins", margins(panel))
folder.write(NAME, "reported", reported())
folder.seal(NAME)
