"""No cell of any table runs, wherever its text comes from: articles, names of files, metadata, corrections."""

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline.engine.run import run
from pipeline.output.options import WriteOptions
from tests.conftest import Corpus
from tests.running import OPTIONS

TEXT = """=HYPERLINK("x") a été signé lundi 12 mars 2024 à Lyon.

« =1+1 est faux », a dit Odile Roux, maire de Lyon. « -3 millions d'euros de moins », a-t-elle ajouté.

– Combien ? a demandé M. Paul Vial.

+3 millions d'euros, et -2,5 millions de dollars pour @presse. Il parle d'une « @rumeur » et d'un « =somme »."""
FILES: dict[str, str | bytes] = {
    "=cmd.txt": TEXT,
    "@sport/-1.txt": TEXT.replace("Lyon", "Nevers"),
    "+vide.txt": "",
    "metadata.csv": "id,title,author,source,url,=colonne\n"
    '=cmd,=2+3,@auteur,+source,"=HYPERLINK(""http://x"")",-valeur\n=inconnu,,,,,\n',
    "aliases.csv": "surface,label,name\nOdile Roux,PER,=Odile\n=rien,XX,=1\n",
    "corrections.csv": "table,id,column,value,text,note\narticles,@sport/-1,title,=4+5,,\n=faux,=1,=2,=3,,\n",
}
RUNS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("dialect", ["excel-fr", "standard"])
def test_no_cell_of_any_table_runs(dialect: str, corpus: Corpus, tmp_path: Path) -> None:
    write = WriteOptions(formats=("csv", "xlsx"), csv_dialect=dialect, guards=dialect == "standard")
    run(corpus(FILES), tmp_path / "out", replace(OPTIONS, write=write))
    texts = 0
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            cells = [
                cell for row in csv.reader(handle, delimiter=";" if dialect == "excel-fr" else ",") for cell in row
            ]
        numbers = [cell for cell in cells if cell.lstrip("-").replace(",", "").replace(".", "").isdigit()]
        assert not [cell for cell in cells if cell.startswith(RUNS) and cell not in numbers], path.name
        texts += sum(cell.startswith("'") for cell in cells)
    assert texts > 25
    book = openpyxl.load_workbook(tmp_path / "out" / "glaneur.xlsx")
    found = [cell for page in book for row in page for cell in row]
    assert not [cell.value for cell in found if cell.data_type == "f"]
    assert {"=2+3", "=4+5", "=colonne", "-valeur", "=Odile", "@auteur"} <= {cell.value for cell in found}
    assert not [cell for cell in found if cell.hyperlink and cell.hyperlink.target and "=" in cell.hyperlink.target]
