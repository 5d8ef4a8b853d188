"""Rebuilds the tables of this folder: python3 datasets/antidumping-durations/rebuild.py <folder>

reads gad_durations.csv and gad_products_against_china.csv in that folder, transcribed from Tables/Table_duration.tex and
Tables/Table_GAD.tex of the repository named in the data package. Which cases they hold follows from its Summary_Statistics.do, lines
1 to 3, and Step2_Clean_Data_on_CHN.do.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import folder

NAME = "antidumping-durations"
SOURCE = "Global Antidumping Database 6.0 (Bown, June 2016), tabulated by Ian He, 228960b"
ADDRESS = "https://github.com/IanHo2019/Global_Antidumping_Database"
copies = pathlib.Path(sys.argv[1])
folder.write(NAME, "durations", [
    {
        "user": row["user"],
        "track": row["track"],
        "to_preliminary_months": row["to_preliminary"],
        "to_final_months": row["to_final"],
        "in_force_months": row["duty_in_force"],
        "source": SOURCE + ", Table_duration",
        "url": ADDRESS,
        "trust": row["trust"],
    }
    for row in folder.read(copies / "gad_durations.csv")
])
folder.write(NAME, "products", [
    {
        "user": row["user"],
        "products_investigated": row["products_investigated"],
        "products_with_duty": row["products_with_duty"],
        "share_with_duty": folder.number(int(row["products_with_duty"]) / int(row["products_investigated"]), 4),
        "source": SOURCE + ", Table_GAD",
        "url": ADDRESS,
        "trust": row["trust"],
    }
    for row in folder.read(copies / "gad_products_against_china.csv")
    if row["user"] != "Sum"
])
folder.seal(NAME)
