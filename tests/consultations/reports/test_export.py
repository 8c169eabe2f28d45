"""Export: draft and final, what a final edition says of itself, and that nothing is left out."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl.reader.excel import load_workbook

from app import clock
from app.extensions import db
from consultations.assessment.release import release
from consultations.hearings.hearing import Hearing
from consultations.outcomes.row import count_rows, rows
from consultations.reports import export
from consultations.reports.compilation import summary_of, table_of
from consultations.reports.csv import unguarded
from consultations.reports.edition import draft_edition
from consultations.statements.statement import Publicity, Statement
from tests.consultations.reports.cases import answer, closed_hearing, received, statements_of

FORMULAS = ("=1+1", "+47", "-2", "@SUM(A1)", "\t=cmd()", "＝1")


def table_lines(hearing: Hearing, folder: Path, *, final: bool = False) -> list[dict[str, str]]:
    out = folder / "table.csv"
    export.write(hearing, "table", "csv", out, final=final)
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
        assert [line["Nr."] for line in lines] == ["1-2", "3-1", "1-1", "2"]
        assert lines[3]["Merknad"] == "Ingen merknader."
        assert len(lines) == export.length(hearing) == count_rows(hearing) == len(list(rows(hearing)))
        numbers = {line["Nr."].split("-")[0] for line in lines}
        assert len(numbers) == db.session.scalar(db.select(db.func.count()).select_from(Statement))


def test_progress_is_told_of_each_row(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Første", "Andre")
        db.session.commit()
        told: list[int] = []
        export.write(hearing, "summary", "docx", tmp_path / "a.docx", final=False, progress=told.append)
        assert sum(told) == export.length(hearing) == 2


def test_final_is_refused_by_name_of_what_is_missing_and_leaves_no_file(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Uten svar")
        received(hearing, "Venter", published=False)
        db.session.commit()
        with pytest.raises(export.CannotExport, match="Uten vurdering: 1-1, 2-1; Venter på moderering: 2"):
            export.write(hearing, "summary", "docx", tmp_path / "a.docx", final=True)
        assert list(tmp_path.glob("*a.docx*")) == []


def test_an_override_is_printed_with_its_name_and_reason(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Uten svar")
        release(hearing, "Formannskapet vil ha saken nå.")
        db.session.commit()
        out = tmp_path / "a.html"
        export.write(hearing, "summary", "html", out, final=True)
        words = out.read_text()
        assert "Formannskapet vil ha saken nå." in words
        assert "Uten vurdering: 1-1" in words
        assert "UTKAST" not in words


def test_what_comes_after_the_release_is_not_in_the_final_edition_until_it_is_answered(
    app: Flask, tmp_path: Path
) -> None:
    with app.app_context():
        hearing = closed_hearing()
        answer(received(hearing, "I tide"))
        release(hearing)
        assert hearing.released_at
        db.session.commit()
        with clock.set_to(hearing.released_at + timedelta(days=1)):
            received(hearing, "Altfor sent", late=True, received_at=clock.now())
            db.session.commit()
            assert [line["Nr."] for line in table_lines(hearing, tmp_path, final=True)] == ["1-1"]
            assert [line["Nr."] for line in table_lines(hearing, tmp_path)] == ["1-1", "2-1"]


def test_nothing_that_people_write_becomes_a_formula(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        hearing = closed_hearing()
        for text in FORMULAS:
            received(hearing, text, sender_type="association", organisation=text)
        db.session.commit()
        lines = table_lines(hearing, tmp_path)
        assert [unguarded(line["Merknad"]) for line in lines] == [text.strip() for text in FORMULAS]
        assert all(line["Merknad"].startswith("'") and line["Avsender"].startswith("'") for line in lines)
        export.write(hearing, "table", "xlsx", tmp_path / "a.xlsx", final=False)
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
        summary = summary_of(hearing, draft_edition(hearing))
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
        summary = summary_of(hearing, draft_edition(hearing))
        assert summary.themes[0].numbers[-2:] == ("20-1", "og 5 til")
        assert summary.changes[0].because_of == summary.themes[0].numbers
        third = list(table_of(hearing, draft_edition(hearing)).rows)[2]
        assert third.shared_with == ("1-1", "2-1", "4-1", "5-1", "6-1", "7-1", "8-1", "9-1", "og 16 til")


def test_councils_speak_in_their_own_words_and_late_ones_are_marked(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Vi er delt.\n\nFem mot fire.", sender_type="council", organisation="Ungdomsrådet", late=True)
        (told,) = summary_of(hearing, draft_edition(hearing)).councils
        assert (told.council, told.text, told.late) == ("Ungdomsrådet", "Vi er delt.\n\nFem mot fire.", True)


def test_what_is_declined_says_what_was_asked_for_and_why_not(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        asked = received(hearing, "Bygg badeland.", sections=("boliger",))
        answer(asked, verdict="rejected", text="Fint ønske.", reason="Det er ikke råd til det.")
        (declined,) = summary_of(hearing, draft_edition(hearing)).declined
        assert declined.wish == "2 Boliger\n\n«Bygg badeland.»"
        assert (declined.reason, declined.numbers) == ("Det er ikke råd til det.", ("1-1",))
