"""The weekly note: each number counted again beside, one page, no word of an interview."""

import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leaving import GROUP, study_to_leave

from toolkit import new_study
from toolkit.errors import InvalidValue
from toolkit.formats.document_writers import Bullets, Heading
from toolkit.model import Change, Code, Coder, Coding, Event, Link, Memo, Participant, Review, Transcript, coding_of
from toolkit.model.text import words
from toolkit.study import Study, days
from toolkit.study.excerpts import SHOWN, Spoken
from toolkit.study.progress import coverage
from toolkit.study.weekly import MEASURES, Noted, Source, Week
from toolkit.study.weekly_page import LINES

SECRET = "le chat bleu dort sous la table de la cuisine depuis hier"


def mark(study: Study, start: int, end: int, code: str = "entraide", state: Any = "accepted") -> Coding:
    coding = coding_of(study.transcripts["E01"], start, end, study.codes[code], coder="C1", state=state)
    study.add(coding)
    return coding


def aged(study: Study, back: int) -> None:
    """Say that all that was done until now was done some days earlier."""
    with sqlite3.connect(study.folder / "study.db") as file:
        for seq, at in file.execute("SELECT seq, at FROM journal").fetchall():
            moved = datetime.fromisoformat(at) - timedelta(days=back)
            file.execute("UPDATE journal SET at = ? WHERE seq = ?", (moved.isoformat(timespec="microseconds"), seq))
    file.close()


def sections(week: Week) -> dict[str, list[str]]:
    """The lines of the note, by title."""
    found: dict[str, list[str]] = {}
    title = ""
    for block in week.document.blocks:
        if isinstance(block, Heading):
            title = block.words[0].text
        elif isinstance(block, Bullets):
            found[title] = ["".join(span.text for span in item).replace("\xa0", " ") for item in block.items]
    return found


def test_each_number_is_counted_again(study: Study) -> None:
    mark(study, 24, 29)
    study.add(Memo("m0", "Une note."), Code("vide", "Vide"))
    aged(study, 7)
    study.add(replace(study.transcripts["E01"], id="E02", text=study.transcripts["E01"].text + " Oui."))
    for start in (25, 26, 27):
        mark(study, start, start + 4)
    proposed = mark(study, 28, 33, "attente", "proposed")
    mark(study, 28, 34, "attente", "proposed")
    study.do(Change.replacing([(proposed, replace(proposed, state="accepted"))], verb="accept proposals"))
    study.undo()
    study.redo()
    study.add(Code("silence", "Silence"), Memo("m1", "Le silence revient."), Memo("m2", SECRET, "diary"))

    week = study.week()

    accepted = [coding for coding in study.codings if coding.state == "accepted"]
    assert week.codings == (("E01", len(accepted) - 1),)
    assert week.before == dict(zip(MEASURES, (1, 3, 1, 1), strict=True))
    assert week.now == dict(zip(MEASURES, (1, 1, 4, 2), strict=True))
    assert [(one.id, one.kind) for one in week.sources] == [("E02", "interview")]
    assert week.made == ("Silence",)
    assert ([one.id for one in week.memos], week.private) == (["m1"], 1)
    assert week.proposals == (("E01", 1),)
    assert week.uncoded == ("E02",)


def test_a_past_week_says_what_was_true_then(study: Study) -> None:
    mark(study, 24, 29, state="proposed")
    aged(study, 30)
    last = days.now().date() - timedelta(days=30)
    before = study.week(until=last).plain()
    study.do(Change.removing(*study.codings, verb="delete codings"))
    study.add(Participant("P07"), Code("silence", "Silence"))
    mark(study, 24, 31)

    after = study.week(until=last.isoformat()).plain()

    assert after == before
    assert after["proposals"] == (("E01", 1),)
    assert after["uncoded"] == ("E01",)


def test_an_interview_dated_in_the_week_counts_even_if_it_came_before(study: Study) -> None:
    today = days.now().date()
    text = study.transcripts["E01"]
    study.add(replace(text, id="E02", text=text.text + " Oui.", date=(today - timedelta(days=1)).isoformat()))
    aged(study, 20)

    assert [one.id for one in study.week().sources] == ["E02"]


def test_minutes_are_told_when_the_text_has_times(study: Study) -> None:
    text = study.transcripts["E01"]
    turns = tuple(replace(turn, start_ms=n * 600_000, end_ms=(n + 1) * 600_000) for n, turn in enumerate(text.turns))
    study.add(replace(text, id="E02", text=text.text + " ", turns=turns))

    sources = {one.id: (one.words, one.minutes) for one in study.week().sources}

    spoken = sum(len(re.findall(r"[^\W_]+(?:·es)?", line[4:])) for line in text.text.split("\n"))
    assert sources == {"E01": (spoken, None), "E02": (spoken, 40)}


def test_links_and_events_of_the_week_are_counted(study: Study) -> None:
    study.add(Link("l1", "causes", "entraide", "attente"), Event("e1", SECRET, when="1998"), Event("e2", SECRET))

    week = study.week()

    assert week.related == (("links", 1), ("events", 2))
    assert any("1 lien, 2 événements" in line for lines in sections(week).values() for line in lines)
    assert not any("chat bleu" in line for lines in sections(week).values() for line in lines)


def test_codes_changed_merged_and_removed_are_told_apart(study: Study) -> None:
    study.add(Code("silence", "Silence"), Code("vide", "Vide"))
    coding = mark(study, 24, 29, "attente")
    aged(study, 10)
    codes = {code.id: code for code in study.codes}
    study.do(Change.replacing([(codes["entraide"], replace(codes["entraide"], label="Aide"))], verb="rename codes"))
    study.do(Change.replacing([(coding, replace(coding, code="silence"))], verb="recode"))
    study.do(Change.removing(codes["attente"], codes["vide"], verb="delete codes"))

    lines = sections(study.week())["Codes nouveaux et modifiés"]

    assert lines == ["Modifiés : Entraide → Aide", "Fusionnés : Attente → Silence", "Retirés : Vide"]


def test_a_discussion_is_open_until_something_answers_it(study: Study) -> None:
    codings = [mark(study, start, start + 5) for start in (24, 25, 26)]
    study.add(*(Review(f"r{n}", one.id, "S1", "discuss", date="2026-03-01") for n, one in enumerate(codings)))
    assert study.week().contested == (("E01", "Entraide"),)

    study.add(Memo("m1", "Vu ensemble.", about=(codings[0].id,)))
    study.do(Change.replacing([(codings[1], replace(codings[1], state="rejected"))]))
    assert len(study.week().contested) == 1
    study.add(Review("r9", codings[2].id, "S1", "agree", date="2026-03-02"))

    assert study.week().contested == ()


def test_questions_are_the_sentences_of_memos_that_end_so(study: Study) -> None:
    study.add(
        Memo(
            "m1", "Elle hésite beaucoup. Faut-il un code pour l’hésitation ? À voir…\n- Et le silence, qu’en faire ?"
        ),
        Memo("m2", "Une question privée ?", "diary"),
        Memo("m3", "Une autre, d’éthique ?", "ethics"),
    )

    assert study.week().questions == ("Faut-il un code pour l’hésitation ?", "Et le silence, qu’en faire ?")


def test_people_met_without_a_transcript_come_next(study: Study) -> None:
    study.add(Participant("P02"))

    lines = sections(study.week())["À faire ensuite"]

    assert lines == ["À coder : E01", "Personnes pas encore transcrites : P02"]


def test_an_empty_study_has_its_note(tmp_path: Path) -> None:
    with new_study(tmp_path / "vide") as study:
        week = study.week()

        assert set(week.now.values()) == {0}
        assert sections(week) == {}
        assert week.to(tmp_path / "note.docx").exists()


def test_a_bad_day_is_refused(study: Study) -> None:
    with pytest.raises(InvalidValue, match="n’est pas une date"):
        study.week(until="lundi")
    with pytest.raises(InvalidValue, match=r"\.docx"):
        study.week().to("note.pdf")


# — no word of anybody —


def words_of(path: Path) -> str:
    if path.suffix in (".docx", ".odt"):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()]
        return re.sub(r"<[^>]+>", "", "\n".join(parts))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".docx", ".odt", ".html", ".md"])
def test_no_word_of_an_interview_nor_of_a_private_memo_is_in_the_note(
    study: Study, tmp_path: Path, ending: str
) -> None:
    said = "Q : Comment ?\nR : Alors le renard gris attend toujours derrière la gare du village voisin."
    study.add(Transcript("E02", said))
    part = said[said.index("le renard") : -1]
    coding = coding_of(study.transcripts["E02"], 18, 60, study.codes["entraide"], coder="C1")
    study.add(coding)
    study.add(
        Memo("m0", f"Titre du mémo\n{SECRET}", "concept"),
        Memo("m1", f"Elle dit « {part} » et c’est frappant."),
        Memo("m2", f"Elle dit que {part}, sans guillemets."),
        Memo("m3", f"Que veut dire “{part}” pour elle ?\nEst-ce que {part} ?"),
        Memo("m4", f'Ouvert et jamais fermé : "{part}'),
        Memo("m5", SECRET, "diary"),
        Memo("m6", SECRET, "ethics"),
    )
    study.add(Review("r1", coding.id, "S1", "discuss", SECRET, SECRET))

    week = study.week()
    note = words_of(week.to(tmp_path / f"note{ending}")).replace("\\", "")

    assert "renard gris attend" not in note
    assert "derrière la gare" not in note
    assert "chat bleu" not in note
    assert "Titre du mémo" in note
    assert "[…]" in note
    assert "renard" not in repr(week) + week._repr_html_() + repr(week.memos)
    every = json.dumps(week.plain(), ensure_ascii=False)
    assert len(week.memos) == 5
    assert "renard gris attend" not in every
    assert "chat bleu" not in every


def test_eight_words_of_an_interview_are_cut_seven_are_kept() -> None:
    spoken = Spoken(["Un deux trois quatre cinq six sept huit neuf dix."])

    assert spoken.left_out("A un deux trois quatre cinq six sept B") == "A un deux trois quatre cinq six sept B"
    assert spoken.left_out("A un deux TROIS quatre, cinq six sept huit B") == "A […] B"
    assert spoken.left_out("A un deux trois quatre cinq six sept huit neuf dix B") == "A […] B"
    assert spoken.left_out("« un deux trois »") == "« un deux trois »"


@given(
    before=st.lists(st.sampled_from(["voilà", "note", "code"]), max_size=5),
    taken=st.integers(8, 14),
    start=st.integers(0, 6),
)
def test_no_run_of_eight_words_of_an_interview_is_left(before: list[str], taken: int, start: int) -> None:
    said = [f"mot{n}" for n in range(20)]
    spoken = Spoken([" ".join(said)])

    left = spoken.left_out(" ".join([*before, *said[start : start + taken], "fin"]))

    kept = [word for word in re.findall(r"\w+", left) if word in said]
    assert len(kept) < 8


@given(st.text(max_size=400))
def test_a_first_line_is_one_short_line(text: str) -> None:
    line = Spoken(["rien"]).first_line(text)

    assert len(line) <= SHOWN
    assert "\n" not in line


# — one page —


def busy() -> Week:
    labels = [f"Un libellé de code assez long pour tenir toute la ligne, {n}" for n in range(40)]
    long = "Une réflexion méthodologique assez longue sur la façon dont les codes se répondent d’un texte à l’autre…"
    return Week(
        since=date(2026, 11, 19),
        until=date(2026, 11, 25),
        title="La place des travailleurs pairs dans les équipes de psychiatrie de secteur",
        head="a" * 64,
        sources=tuple(Source(f"E{n:03d}", "interview", "2026-11-20", 12345, 75) for n in range(20)),
        made=tuple(labels[:30]),
        changed=tuple(f"{label} → {label}" for label in labels[:12]),
        merged=tuple(f"{label} → {label}" for label in labels[:12]),
        removed=tuple(labels[:9]),
        codings=tuple((f"E{n:03d}", 1234) for n in range(20)),
        memos=tuple(Noted(f"m{n}", "methodological", ("E01",), long) for n in range(30)),
        private=5,
        related=(("links", 1234), ("events", 1234), ("acts", 1234)),
        questions=tuple(f"{long} {n} ?" for n in range(20)),
        contested=tuple((f"E{n:03d}", labels[n]) for n in range(30)),
        proposals=tuple((f"E{n:03d}", 1234) for n in range(20)),
        uncoded=tuple(f"E{n:03d}" for n in range(20)),
        unmet=tuple(f"P{n:03d}" for n in range(20)),
        before=dict.fromkeys(MEASURES, 1234),
        now=dict.fromkeys(MEASURES, 12345),
    )


def test_a_busy_week_is_cut_to_one_page_and_says_how_many_are_left() -> None:
    lines = sections(busy())

    # Measured with LibreOffice in a wide font: 32 lines of 80 characters hold on one page of A4.
    assert sum(-(-len(line) // 80) for section in lines.values() for line in section) <= 32
    assert lines["Mémos"][LINES - 1].endswith("(et 27 autres)")
    assert lines["Doutes et questions ouvertes"][LINES - 1].endswith("(et 17 autres)")
    assert lines["Codes nouveaux et modifiés"][0].endswith("et 27 autres")
    named = len(re.findall(r"E\d{3}", lines["À faire ensuite"][0]))
    assert lines["À faire ensuite"][0].endswith(f"et {20 - named} autres")


def test_two_labels_that_are_cut_alike_are_still_two() -> None:
    week = replace(
        busy(),
        made=("Un libellé très long qui commence ainsi : un", "Un libellé très long qui commence ainsi : deux"),
    )

    assert sections(week)["Codes nouveaux et modifiés"][0].count("Un libellé très long") == 2


def test_the_markdown_keeps_signs_from_being_marks(study: Study, tmp_path: Path) -> None:
    study.add(Code("x", "a|b *c* <d>"), Coder("C9"))

    note = study.week().to(tmp_path / "note.md").read_text(encoding="utf-8")

    assert note.startswith("# Note hebdomadaire\n")
    assert r"a\|b \*c\* \<d\>" in note


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_what_stands_for_withdrawn_words_is_no_word_of_the_week(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spoken: str
) -> None:
    with study_to_leave(folder) as study:
        said = {one.id: one.words for one in study.week().sources}
        gone = sum(words(text) for label, text in GROUP if "Colette" in label)
        monkeypatch.setenv("CARNET_LANG", spoken)
        study.withdraw("P03")
        monkeypatch.setenv("CARNET_LANG", "fr")

        week = {one.id: one.words for one in study.week().sources}
        group = study.transcripts["G01"]
        told = replace(group, speakers=tuple(replace(one, role="participant") for one in group.speakers))

        assert week["G01"] == said["G01"] - gone
        assert coverage(told, [(0, len(told.text))]) == (week["G01"], week["G01"])
