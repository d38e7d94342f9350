"""Undo and redo: per coder, last first, after a restart, refused with a reason."""

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.errors import Conflict, Refused, UnknownCode, UnknownTranscript
from toolkit.model import Change, Code, Coder, Coding, Participant, coding_of
from toolkit.study import Study


def mark(study: Study, start: int, end: int, code: str = "entraide", coder: str = "C1") -> Coding:
    coding = coding_of(study.transcripts["E01"], start, end, study.codes[code], coder=coder)
    study.add(coding, coder=coder)
    return coding


def test_undo_then_redo_gives_the_coding_back(study: Study) -> None:
    coding = mark(study, 24, 29)

    study.undo()
    assert coding.id not in study.codings
    study.redo()

    assert study.codings[coding.id] == coding


def test_each_coder_undoes_their_own_last_action(study: Study) -> None:
    mine, theirs = mark(study, 24, 29), mark(study, 24, 31, coder="C2")

    study.undo(coder="C1")

    assert study.codings.ids() == [theirs.id]
    assert mine.id not in study.codings


def test_undo_survives_a_restart_and_goes_on_backwards(study: Study, folder: Path) -> None:
    first, second = mark(study, 24, 29), mark(study, 24, 31)
    study.undo()
    study.close()

    with open_study(folder, coder="C1") as again:
        again.undo()
        assert len(again.codings) == 0
        again.redo()
        again.redo()
        assert set(again.codings.ids()) == {first.id, second.id}


def test_a_new_action_ends_what_could_be_redone(study: Study) -> None:
    mark(study, 24, 29)
    study.undo()
    mark(study, 24, 31)

    with pytest.raises(Refused, match="refaire"):
        study.redo()


def test_undo_is_refused_when_somebody_built_on_it(study: Study) -> None:
    study.add(Code("silence", "Silence"))
    mark(study, 24, 29, "silence", coder="C2")
    head = study.head

    with pytest.raises(Refused, match="ajouter des codes"):
        study.undo(coder="C1")

    assert study.head == head
    assert "silence" in study.codes


def test_undo_is_refused_when_somebody_changed_it_since(study: Study) -> None:
    coding = mark(study, 24, 29)
    study.do(Change.replacing([(coding, replace(coding, state="rejected"))]), coder="C2")

    with pytest.raises(Refused):
        study.undo(coder="C1")


def test_one_change_of_many_nouns_is_one_undo(study: Study) -> None:
    transcript, code = study.transcripts["E01"], study.codes["entraide"]
    study.add(*(coding_of(transcript, i, i + 4, code, coder="C1") for i in range(50)))
    assert len(study.codings) == 50

    study.undo()

    assert len(study.codings) == 0


def test_saying_the_same_coding_again_changes_nothing(study: Study) -> None:
    coding = mark(study, 24, 29)
    head = study.head

    study.add(coding)
    study.add(replace(coding, id="g-autre", state="proposed", origin="dictionary"))

    assert study.head == head
    assert study.codings.ids() == [coding.id]


def test_a_change_made_from_an_old_state_is_refused_whole(study: Study) -> None:
    coding = mark(study, 24, 29)
    study.do(Change.replacing([(coding, replace(coding, state="rejected"))]))
    head = study.head

    with pytest.raises(Conflict):
        study.do(
            Change("change", [(coding.id, coding, replace(coding, state="proposed")), ("z", None, Code("z", "Z"))])
        )

    assert study.head == head
    assert "z" not in study.codes


def test_another_noun_under_a_taken_id_is_a_conflict(study: Study) -> None:
    with pytest.raises(Conflict, match="entraide"):
        study.add(Code("entraide", "Tout autre chose"))


def test_a_coding_of_an_absent_code_is_refused(study: Study) -> None:
    coding = coding_of(study.transcripts["E01"], 24, 29, Code("absent", "Absent"), coder="C1")

    with pytest.raises(Refused):
        study.add(coding)

    assert len(study.codings) == 0


def test_removing_a_code_that_is_used_is_refused(study: Study) -> None:
    mark(study, 24, 29)

    with pytest.raises(Refused):
        study.do(Change.removing(study.codes["entraide"]))

    assert "entraide" in study.codes


def test_unknown_names_propose_the_near_one(study: Study) -> None:
    with pytest.raises(UnknownCode, match="Vouliez-vous dire «\xa0entraide\xa0»"):
        study.codes["entraid"]
    with pytest.raises(UnknownTranscript):
        study.transcripts["E99"]


def test_history_tells_what_was_done_without_a_word_of_it(study: Study) -> None:
    mark(study, 24, 29)
    study.undo()

    steps = study.history()

    assert [step.verb for step in steps[:2]] == ["undo", "add codings"]
    assert steps[1].undone
    assert steps[1].coder == "C1"


def test_listeners_hear_each_change_until_they_leave(study: Study) -> None:
    heard: list[str] = []
    leave = study.subscribe(lambda change: heard.append(change.verb))

    mark(study, 24, 29)
    study.undo()
    leave()
    mark(study, 24, 31)

    assert heard == ["add codings", "undo"]


def test_the_only_intern_is_the_person_at_work(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARNET_CODER", raising=False)
    with open_study(folder) as again:
        assert again.coder == "C1"
    monkeypatch.setenv("CARNET_CODER", "C2")
    with open_study(folder) as again:
        assert again.coder == "C2"


def test_a_repr_shows_counts_only(study: Study) -> None:
    mark(study, 24, 29)

    shown = repr(study) + repr(study.codings) + repr(study.codings.frame()) + repr(study.transcripts["E01"])

    assert "été" not in shown
    assert "1 codings" in shown


def test_the_frame_has_its_promised_columns_and_the_traits(study: Study) -> None:
    from toolkit.model import CODING_COLUMNS

    mark(study, 24, 29)
    frame = study.codings.frame()

    assert list(frame.columns) == [*CODING_COLUMNS, "statut"]
    row = frame.iloc[0]
    assert (row["participant"], row["turn"], row["role"], row["statut"]) == ("P01", 2, "participant", "bénévole")
    assert row["quote"] == study.transcripts["E01"].text[24:29]


def test_pieces_leave_the_interviewer_and_the_labels_out(study: Study) -> None:
    text = study.transcripts["E01"].text
    mark(study, 0, len(text))

    pieces = study.codings.pieces()

    assert list(pieces["turn"]) == [2, 4]
    assert not any(quote.startswith("R :") for quote in pieces["quote"])


def test_a_noun_of_each_kind_comes_back_from_the_file(study: Study, folder: Path) -> None:
    from toolkit.model import Case, Consent, Guide, Memo, Probe, Question, Quote, Review, StudySheet, Theme

    coding = mark(study, 24, 29)
    nouns = [
        Case("roannais", "Le Roannais", {"habitants": 12, "rural": True, "part": 0.5, "vide": None}),
        Participant("P02", "roannais", {"âge": "30-39"}, (Consent("quoting", "on approval", "2026-03-01"),)),
        Guide(
            "g1",
            "Un guide",
            research_questions={"QR1": "Comment ?"},
            themes=(
                Theme("A", "Arriver", "aim", (Question("A1", "Racontez-moi…", ("QR1",), (Probe("Et ?", "echo"),)),)),
            ),
        ),
        Memo("m1", "une note", "concept", ("entraide",), "C1", "2026-03-02"),
        Review("r1", coding.id, "S1", "discuss", "à voir 😀"),
        Quote("q1", coding.id, "E01", 24, 29, "Ça va", "P01"),
    ]
    study.add(*nouns[:3])
    study.add(*nouns[3:])
    study.close()

    with open_study(folder, coder="C1") as again:
        assert [again.get(type(noun), noun.id) for noun in nouns] == nouns
        assert again.sheet == StudySheet("Les étés")
        assert list(again.coders) == [Coder("C1", "Camille", "intern"), Coder("C2", "Sacha", "coder")]


def test_a_code_put_under_its_own_descendant_is_refused_and_nothing_is_written(study: Study) -> None:
    study.add(Code("a", "A"), Code("b", "B", parent="a"), Code("c", "C", parent="b"))
    before, head = study.get(Code, "a"), study.head

    with pytest.raises(Refused, match=r"tournerait en rond\xa0: a, b, c"):
        study.do(Change.replacing([(before, replace(before, parent="c"))]))

    assert study.get(Code, "a") == before
    assert study.head == head
    assert study.codebook["c"].parent == "b"


def test_an_undo_that_would_close_a_circle_of_codes_is_refused(study: Study) -> None:
    study.add(Code("a", "A"), Code("b", "B", parent="a"))
    below = study.get(Code, "b")
    free = replace(below, parent=None)
    study.do(Change.replacing([(below, free)]))
    above = study.get(Code, "a")
    study.do(Change.replacing([(above, replace(above, parent="b"))]), coder="C2")

    with pytest.raises(Refused):
        study.undo(coder="C1")

    assert study.get(Code, "b") == free
    assert study.verify()
