"""A workbook as people have them, made with openpyxl 3.1.5: PYTHONPATH=openpyxl.whl:et_xmlfile.whl python3 make_workbook.py"""
import datetime
import zipfile
from openpyxl import Workbook

book = Workbook()
notes = book.active
notes.title = "Notes"
notes["A1"] = "Read me first"
sheet = book.create_sheet("Imports 2024")
sheet["A1"] = "Imports by product"
sheet.append([])
sheet.append(["country", "hs", "day", "month", "quantity_t", "value_usd", "checked", 2019])
rows = [
    ["NA", 10121, datetime.date(2024, 1, 5), datetime.date(2024, 1, 1), 1234.5, 10, True, 1],
    ["Türkiye", 720110, datetime.date(2024, 2, 13), datetime.date(2024, 2, 1), None, 0.3, False, 1e20],
    [None, 720120, datetime.datetime(2024, 2, 29, 23, 59), datetime.date(2024, 3, 1), -3, 2, True, None],
    ["Côte d'Ivoire & \"co\" <x>", 720130, None, datetime.date(2024, 4, 1), 4, 3, None, 4],
]
for row in rows:
    sheet.append(row)
for r in range(4, 8):
    sheet.cell(r, 2).number_format = "000000"
    sheet.cell(r, 3).number_format = "dd/mm/yyyy"
    sheet.cell(r, 4).number_format = "mmm\\ yy"
    sheet.cell(r, 5).number_format = "#,##0.00"
bad = book.create_sheet("Bad")
bad.append(["mill", "capacity_kt"])
bad.append(["a", 100])
bad.append(["b", "n.a."])
bad.append(["c", "=B2*2"])
bad.append(["d", 5, "stray"])
book.save("workbook.xlsx")

old = Workbook()
from openpyxl.utils.datetime import CALENDAR_MAC_1904
old.epoch = CALENDAR_MAC_1904
old.active.append(["day"])
old.active.append([datetime.date(2024, 1, 5)])
old.save("workbook-1904.xlsx")
