"""Export of drafts: that nothing is left out, added up wrong or taken for a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from flask import Flask
from openpyxl.reader.excel import load_workbook

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.reports import export
from consultations.reports.compilation import summary_of, table_of
from consultations.reports.csv import unguarded
from consultations.reports.printing import draft_printing
from consultations.reports.reading import count_rows, reading
from consultations.statements.statement import Publicity, Statement
from tests.consultations.reports.cases import answer, closed_hearing, received, statements_of

FORMULAS = ("=1+1", "+47", "-2", "@SUM(A1)", "\t=cmd()", "＝1")


def table_lines(hearing: Hearing, folder: Path) -> list[dict[str, str]]:
    out = folder / "table.csv"
    export.write(hearing, "table", "csv", out)
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def test_every_statement_has_a_row_also_one_without_remarks(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Første", "Andre", sections=("boliger",))
        silent = received(hearing, "x", points=False, no_remarks=True)
        for comment in silent.comments:
            db.session.delete(comment)
        received(hearing, "Sen", late=True)
        db.session.commit()
        lines = table_lines(hearing, tmp_path)
        assert [line["Nr."].strip() for line in lines] == ["1-2", "3-1", "1-1", "2"]
        assert lines[3]["Merknad"] == "Ingen merknader."
        assert (
            len(lines)
            == export.length(hearing)
            == count_rows(hearing)
            == len(list(reading(hearing, clock.now()).rows()))
        )
        numbers = {line["Nr."].split("-")[0] for line in lines}
        assert len(numbers) == db.session.scalar(db.select(db.func.count()).select_from(Statement))


def test_progress_is_told_of_each_row(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Første", "Andre")
        db.session.commit()
        told: list[int] = []
        export.write(hearing, "summary", "docx", tmp_path / "a.docx", progress=told.append)
        assert sum(told) == export.length(hearing) == 2


def test_nothing_that_people_write_becomes_a_formula(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        for text in FORMULAS:
            received(hearing, text, sender_type="association", organisation=text)
        db.session.commit()
        lines = table_lines(hearing, tmp_path)
        assert [unguarded(line["Merknad"]) for line in lines] == [text.strip() for text in FORMULAS]
        assert all(line["Merknad"].startswith("'") and line["Avsender"].startswith("'") for line in lines)
        export.write(hearing, "table", "xlsx", tmp_path / "a.xlsx")
        cells = [cell for row in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}


def test_the_figures_add_up_and_leave_the_withdrawn_out(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        answer(received(hearing, "Ja", "Nei", sections=("boliger", "boliger")), theme="Boliger")
        received(hearing, "Kanskje")
        gone = received(hearing, "Trukket")
        gone.publicity, gone.withdrawn_at = Publicity.WITHDRAWN, hearing.opens_at
        db.session.flush()
        summary = summary_of(hearing, draft_printing(hearing))
        verdicts, senders, chapters, themes, times = summary.figures
        assert (senders.total, times.total) == (2, 2)
        assert verdicts.total == chapters.total == themes.total == 3
        assert [(row.label, row.count) for row in chapters.rows] == [("Hele planen", 1), ("2 Boliger", 2)]
        assert [(row.label, row.count) for row in verdicts.rows] == [("Tas til følge", 2), ("Ikke besvart", 1)]


def test_many_points_share_an_answer_and_the_list_of_them_is_kept_short(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        for index in range(25):
            received(hearing, f"Behold skolen, nummer {index}.")
        answer(*statements_of(hearing), theme="Skolen")
        summary = summary_of(hearing, draft_printing(hearing))
        assert summary.themes[0].numbers[-2:] == ("20-1", "og 5 til")
        assert summary.changes[0].because_of == summary.themes[0].numbers
        third = list(table_of(hearing, draft_printing(hearing)).rows)[2]
        assert third.shared_with == ("1-1", "2-1", "4-1", "5-1", "6-1", "7-1", "8-1", "9-1", "og 16 til")


def test_councils_speak_in_their_own_words_and_late_ones_are_marked(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Vi er delt.\n\nFem mot fire.", sender_type="council", organisation="Ungdomsrådet", late=True)
        (told,) = summary_of(hearing, draft_printing(hearing)).councils
        assert (told.council, told.text, told.late) == ("Ungdomsrådet", "Vi er delt.\n\nFem mot fire.", True)


def test_what_is_declined_says_what_was_asked_for_and_why_not(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        asked = received(hearing, "Bygg badeland.", sections=("boliger",))
        answer(asked, verdict="rejected", text="Fint ønske.", reason="Det er ikke råd til det.")
        (declined,) = summary_of(hearing, draft_printing(hearing)).declined
        assert declined.wish == "2 Boliger\n\n«Bygg badeland.»"
        assert (declined.reason, declined.numbers) == ("Det er ikke råd til det.", ("1-1",))
