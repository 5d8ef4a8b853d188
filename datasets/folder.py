"""What the rebuild scripts share: read and write a table, seal its hash, print the tables part of the page.

Run by hand after a table changed: python3 datasets/folder.py <name> ...
It rewrites the sha256 of each table in datapackage.json and everything below "## Tables" in README.md.
"""

import csv
import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TRUST = (
    "Trust A is an official or primary series; trust B a named secondary source, a repost of an official release, or a"
    " figure derived from a printed change (the row says which). \"Accessed\" is the year of the newest edition used;"
    " days of access were not recorded."
)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, table, rows):
    """Writes rows (dictionaries) under the columns that the data package declares, in its order."""
    facts = package(name)
    sheet = next(t for t in facts["tables"] if t["name"] == table)
    columns = [c["name"] for c in sheet["columns"]]
    for row in rows:
        unknown = set(row) - set(columns)
        if unknown:
            raise SystemExit(f"{name}/{table}: the data package declares no {sorted(unknown)}")
    with open(HERE / name / sheet["file"], "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def kept(name, table, hand):
    """The rows of a table that were transcribed by hand from pages: the table itself is their transcription."""
    sheet = next(t for t in package(name)["tables"] if t["name"] == table)
    return [row for row in read(HERE / name / sheet["file"]) if hand(row)]


def plain(text):
    """A number as it stands, without a decimal point that says nothing."""
    return text[:-2] if text.endswith(".0") else text


def package(name):
    return json.loads((HERE / name / "datapackage.json").read_text(encoding="utf-8"))


def keep(name, facts):
    (HERE / name / "datapackage.json").write_text(
        json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def seal(name):
    """Hashes into the data package, and its tables into the page."""
    facts = package(name)
    for sheet in facts["tables"]:
        sheet["sha256"] = hashlib.sha256((HERE / name / sheet["file"]).read_bytes()).hexdigest()
    keep(name, facts)
    page = HERE / name / "README.md"
    text = page.read_text(encoding="utf-8")
    above = text[: text.index("## Tables")]
    page.write_text(above + tables(name, facts), encoding="utf-8")


def tables(name, facts):
    out = ["## Tables", ""]
    for sheet in facts["tables"]:
        rows = read(HERE / name / sheet["file"])
        key = ", ".join(f"`{k}`" for k in sheet["key"])
        out += [f"### `{sheet['name']}`: {sheet['title']}", ""]
        out += [f"- File `{sheet['file']}`, {len(rows)} rows; one row per {key}."]
        out += [f"- Source: {sheet['source']}"]
        out += [f"- Publisher: {sheet['publisher']}. Terms: {sheet['licence']}."]
        out += [f"- Where: {sheet['url']}"]
        out += [f"- Coverage: {sheet['coverage']}. Vintage: {sheet['vintage']}."]
        if "trust" in (rows[0] if rows else {}):
            first = sum(r["trust"] == "A" for r in rows)
            out += [f"- Trust: {first} rows A, {len(rows) - first} rows B."]
        for level in sheet.get("hierarchy", []):
            out += [f"- Levels of `{level['column']}`: {levels(level)}"]
        out += ["", "| column | unit | what |", "|---|---|---|"]
        out += [f"| `{c['name']}` | {c['unit'] or '–'} | {c['description']} |" for c in sheet["columns"]]
        out += [""]
        out += [line for note in sheet["notes"] for line in (f"> {note}", "")]
    return "\n".join(out + [TRUST]) + "\n"


def levels(level):
    if not level["levels"]:
        return "each by itself, other counts of the same; a sum takes one."
    named = (f"{name} ({', '.join(words) or 'all others'})" for name, words in level["levels"].items())
    return "; ".join(named) + "; a sum takes one level."


def number(value, digits):
    """A ratio as the tables print it: rounded, without trailing zeros."""
    text = f"{round(value, digits):.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits > 0 else text  # the zeros of a whole number are digits


if __name__ == "__main__":
    for each in sys.argv[1:]:
        seal(each)
