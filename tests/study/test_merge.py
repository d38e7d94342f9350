"""Two copies of one study become one; what only a person can decide waits for a person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from two_copies import content, copied

from toolkit import new_study
from toolkit.errors import Refused, Undecided
from toolkit.model import Change, Code, Coding, Memo, Review, coding_of
from toolkit.study import Study


@pytest.fixture
def other(study: Study, tmp_path: Path) -> Iterator[Study]:
    """A copy of the study, where Sacha works."""
    made = copied(study, tmp_path / "Clé USB (été)" / "étude")
    yield made
    made.close()


def mark(study: Study, start: int, end: int, code: str = "entraide", coder: str = "C1", day: str = "") -> Coding:
    made = coding_of(study.transcripts["E01"], start, end, study.codes[code], coder=coder, date=day)
    study.add(made, coder=coder)
    return made


def test_what_each_copy_added_is_there_after_the_merge(study: Study, other: Study) -> None:
    mine, theirs = mark(study, 24, 29), mark(other, 24, 31, coder="C2")

    done = study.merge(other.folder)

    assert study.codings.ids() == [mine.id, theirs.id]
    assert done.births == {"codings": 1}
    assert study.verify()


def test_merging_twice_changes_nothing(study: Study, other: Study) -> None:
    mark(other, 24, 31, coder="C2")
    study.merge(other.folder)
    head, held = study.head, content(study)

    done = study.merge(other.folder)

    assert not done
    assert (study.head, content(study)) == (head, held)


def test_deletions_stay_deleted(study: Study, other: Study, tmp_path: Path) -> None:
    coding = mark(study, 24, 29)
    again = copied(study, tmp_path / "troisième")
    study.do(Change.removing(coding))

    study.merge(again.folder)
    again.merge(study.folder)

    assert len(study.codings) == len(again.codings) == 0
    again.close()


def test_what_one_copy_takes_away_and_writes_again_goes_to_the_end_in_both(study: Study, tmp_path: Path) -> None:
    first, second = Memo("a", "L’été.", coder="C1"), Memo("b", "L’hiver.", coder="C1")
    study.add(first, second)
    other = copied(study, tmp_path / "Clé USB" / "étude")
    study.do(Change.removing(first))
    study.add(first)
    other.add(Memo("c", "L’automne.", coder="C2"))

    study.merge(other.folder)
    other.merge(study.folder)

    assert study.memos.ids() == other.memos.ids() == ["b", "a", "c"]
    assert not study.merge(other.folder)
    other.close()


def test_an_action_that_was_undone_gives_no_place(study: Study, tmp_path: Path) -> None:
    first, second = Memo("a", "L’été.", coder="C1"), Memo("b", "L’hiver.", coder="C1")
    study.add(first, second)
    study.do(Change.removing(first))
    study.add(first)
    other = copied(study, tmp_path / "Clé USB" / "étude")
    study.undo()
    study.undo()
    other.add(Memo("c", "L’automne.", coder="C2"))

    study.merge(other.folder)
    other.merge(study.folder)

    assert study.memos.ids() == other.memos.ids() == ["a", "b", "c"]
    assert not study.merge(other.folder)
    other.close()


def test_what_is_given_back_among_what_a_merge_moved_takes_its_place_again(study: Study, tmp_path: Path) -> None:
    places = [tmp_path / "Clé USB" / "étude", tmp_path / "disque" / "étude"]
    early, late = (copied(study, place, coder=coder) for place, coder in zip(places, ("C2", "C3"), strict=True))
    early.add(Memo("a", "Un.", coder="C2"), Memo("z", "Trois.", coder="C2"))
    late.add(*(Memo(f"m{n}", "Deux.", coder="C3") for n in range(3)))
    study.merge(early.folder)
    study.do(Change.removing(study.memos["z"]), coder="C2")
    study.merge(late.folder)
    study.undo(coder="C2")

    late.merge(study.folder)
    study.merge(late.folder)

    assert study.memos.ids() == late.memos.ids() == ["a", "z", "m0", "m1", "m2"]
    assert study.verify()
    early.close()
    late.close()


def test_a_merge_is_undone_as_a_whole_and_given_back(study: Study, other: Study) -> None:
    mark(study, 24, 29)
    other.add(*(coding_of(other.transcripts["E01"], i, i + 4, other.codes["attente"], coder="C2") for i in range(9)))
    before = content(study)
    study.merge(other.folder)
    merged = content(study)

    study.undo()
    undone = content(study)
    study.redo()

    assert undone == before
    assert content(study) == merged
    assert study.verify()
    study.replay()
    assert content(study) == merged


def test_after_an_undone_merge_the_other_copy_can_be_merged_again(study: Study, other: Study) -> None:
    theirs = mark(other, 24, 31, coder="C2")
    study.merge(other.folder)
    study.undo()

    assert study.merge(other.folder)

    assert study.codings.ids() == [theirs.id]
    assert study.verify()


def test_the_same_code_changed_on_both_sides_waits_for_a_person(study: Study, other: Study) -> None:
    code = study.codes["entraide"]
    study.do(Change.replacing([(code, replace(code, definition="Ici on s’aide."))]))
    other.do(Change.replacing([(code, replace(code, definition="Là on s’aide."))]))
    head = study.head

    with pytest.raises(Undecided) as caught:
        study.merge(other.folder)

    assert study.head == head
    (conflict,) = caught.value.conflicts
    assert (conflict.key, conflict.kind, conflict.fields) == ("codes:entraide", "changed", ("definition",))
    assert (conflict.mine.coder, conflict.theirs.coder) == ("C1", "C2")
    assert "s’aide" not in repr(conflict) + str(caught.value) + repr(caught.value)
    assert "Ici on s’aide." in conflict.show()
    assert study.merge(other.folder, decisions={"codes:entraide": "theirs"})
    assert study.codes["entraide"].definition == "Là on s’aide."


def test_a_code_taken_away_here_and_used_there_is_asked_about(study: Study, other: Study) -> None:
    mark(other, 24, 29, "attente", coder="C2")
    study.do(Change.removing(study.codes["attente"]))

    with pytest.raises(Undecided) as caught:
        study.merge(other.folder)
    study.merge(other.folder, take="mine")

    assert [(one.key, one.kind) for one in caught.value.conflicts] == [("codes:attente", "used")]
    assert "attente" not in study.codes
    assert len(study.codings) == 0
    assert other.merge(study.folder)
    assert "attente" not in other.codes


def test_two_memos_under_one_id_are_both_kept_the_same_way_in_both_copies(study: Study, other: Study) -> None:
    study.add(Memo("m1", "une idée"))
    other.add(Memo("m1", "une autre"))
    mine = copied(study, other.folder.parent / "la mienne", coder="C1")

    study.merge(other.folder)
    other.merge(mine.folder)

    assert {memo.text for memo in study.memos} == {"une idée", "une autre"}
    assert list(study.memos) == list(other.memos)
    mine.close()


def test_two_interviews_under_one_id_can_both_stay(study: Study, other: Study) -> None:
    text = study.transcripts["E01"]
    study.add(replace(text, id="E05", place="ici"))
    other.add(replace(text, id="E05", place="là"))
    same = coding_of(study.transcripts["E05"], 24, 29, study.codes["entraide"], coder="C1")
    study.add(same)
    other.add(same, coder="C2")
    other.add(Review("r1", same.id, "S1", "agree"), coder="C2")

    study.merge(other.folder, decisions={"transcripts:E05": "both"})

    assert study.transcripts["E05"].place == "ici"
    assert study.transcripts["E05-2"].place == "là"
    assert [coding.transcript for coding in study.codings] == ["E05", "E05-2"]
    assert study.codings[study.reviews["r1"].coding].transcript == "E05-2"
    assert study.verify()


def test_a_passage_marked_on_both_sides_keeps_the_earliest_date(study: Study, other: Study) -> None:
    mark(study, 24, 29, day="2026-03-02")
    mark(other, 24, 29, day="2026-03-01")

    study.merge(other.folder)

    assert [coding.date for coding in study.codings] == ["2026-03-01"]


def test_codings_follow_a_text_that_the_other_copy_revised(study: Study, other: Study) -> None:
    moving, doubtful = mark(study, 80, 90), mark(study, 24, 29)
    text = other.transcripts["E01"]
    new = text.text.replace("Ça va…", "Oui, ça allait…")
    more = len(new) - len(text.text)
    turns = [
        replace(turn, start=turn.start + more * (i > 1), label_start=turn.label_start + more * (i > 1),
                end=turn.end + more * (i > 0))
        for i, turn in enumerate(text.turns)
    ]  # fmt: skip
    other.do(Change.replacing([(text, replace(text, text=new, turns=tuple(turns)))]))

    done = study.merge(other.folder)

    held = {coding.id: coding for coding in study.codings}
    assert held[moving.id].start == moving.start + more
    assert held[moving.id].quote == moving.quote == new[held[moving.id].start : held[moving.id].end]
    assert held[doubtful.id].state == "proposed"
    assert done.to_look_at == (("codings", doubtful.id),)


def test_codes_that_would_turn_in_a_circle_are_asked_about(study: Study, other: Study) -> None:
    one, two = study.codes["entraide"], study.codes["attente"]
    study.do(Change.replacing([(one, replace(one, parent="attente"))]))
    other.do(Change.replacing([(two, replace(two, parent="entraide"))]))

    with pytest.raises(Undecided) as caught:
        study.merge(other.folder)
    study.merge(other.folder, take="theirs")

    assert [one.kind for one in caught.value.conflicts] == ["circle"]
    assert study.codebook.path("attente") == ["entraide", "attente"]


def test_a_copy_that_only_continues_is_taken_as_it_is(study: Study, other: Study) -> None:
    mark(other, 24, 31, coder="C2")
    mark(other, 24, 33, coder="C2")

    study.merge(other.folder, fast_forward=True)

    assert study.head == other.head
    assert content(study) == content(other)
    assert study.verify()
    study.undo(coder="C2")
    assert len(study.codings) == 1


def test_another_study_is_refused(study: Study, tmp_path: Path) -> None:
    with new_study(tmp_path / "autre", title="Autre", coder="C1") as stranger:
        stranger.add(Code("x", "X"))
        head = study.head

        with pytest.raises(Refused, match="autre étude"):
            study.merge(stranger.folder)

    assert study.head == head


def test_a_study_is_not_merged_with_itself(study: Study, folder: Path) -> None:
    for path in (folder, folder / "study.db"):
        with pytest.raises(Refused, match="elle-même"):
            study.merge(path)
