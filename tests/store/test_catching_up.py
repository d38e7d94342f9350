"""A copy that comes back after somebody left, or after a name was taken out: it forgets too."""

from dataclasses import replace

import pytest
from leaving import CITED, CODES, SAID, across, on, study_to_leave

from toolkit import open_study
from toolkit.model import Change, Memo
from toolkit.model.redaction import Plan
from toolkit.model.withdrawal import Withdrawal
from toolkit.store.catching_up import catch_up
from toolkit.store.redaction import redact, withdrawn
from toolkit.store.tables import SHELVES


@pytest.fixture
def two(folder):
    """The study, and a copy of it on another computer."""
    study = study_to_leave(folder)
    elsewhere = folder.parent / "autre poste"
    elsewhere.mkdir()
    study._store.copy_to(elsewhere / "study.db")
    copy = open_study(elsewhere, coder="C2")
    yield study, copy
    study.close()
    copy.close()


def everything(study):
    return {shelf: study._store.all(shelf) for shelf in SHELVES}


def test_who_left_one_copy_leaves_the_other(two):
    study, copy = two
    text = copy.transcripts["E03"]
    copy.add(on(text, SAID[1][10:40], CODES[2], "C2"), Memo("m7", f"Ajouté : {SAID[1][:45]}", coder="C2"))
    redact(study._store, Withdrawal("P03"), coder="C1", target="withdrawal P03")

    written = catch_up(copy._store, study._store)

    assert written == copy.head
    assert withdrawn(copy._store) == {"P03"}
    assert copy.memos["m7"].text == "Ajouté : [passage retiré]"
    assert [one for one in everything(copy)["memos"] if one.id != "m7"] == everything(study)["memos"]
    assert everything(copy)["codings"] == everything(study)["codings"]
    assert everything(copy)["transcripts"] == everything(study)["transcripts"]
    assert copy.verify()
    copy.replay()
    assert copy.verify()
    raw = b"".join(path.read_bytes() for path in copy.folder.glob("study.db*"))
    assert not [words for words in SAID if words[:30].encode() in raw]


def test_catching_up_twice_writes_one_row(two):
    study, copy = two
    redact(study._store, Withdrawal("P03"), coder="C1", target="withdrawal P03")
    catch_up(copy._store, study._store)
    head = copy.head

    again = catch_up(copy._store, study._store)

    assert again is None
    assert copy.head == head


def test_two_copies_without_redaction_have_nothing_to_learn(two):
    study, copy = two

    assert catch_up(copy._store, study._store) is None
    assert catch_up(study._store, copy._store) is None


def test_a_text_rewritten_elsewhere_carries_the_codings_made_here(two):
    study, copy = two
    text = study.transcripts["E04"]
    made = copy.transcripts["E04"]
    new = on(made, "c’est moi", CODES[0], "C2")
    copy.add(new, across(made, "Les bancs", "c’est", CODES[2], "C2"))
    (coded,) = (one for one in study.codings if one.transcript == "E04")
    longer = text.text.replace("Les bancs", "Les grands bancs")
    turns = (*text.turns[:-1], replace(text.turns[-1], end=text.turns[-1].end + 7))
    after = replace(text, text=longer, turns=turns)
    kept = (after, replace(coded, end=coded.end + 7, quote="Les grands bancs, c’est moi."))
    redact(study._store, lambda _held: Plan(kept=kept), coder="C1")

    catch_up(copy._store, study._store)

    assert copy.transcripts["E04"] == after
    assert copy.codings[coded.id] == kept[1]
    moved = copy.codings[new.id]
    assert (moved.quote, longer[moved.start : moved.end]) == ("c’est moi", "c’est moi")
    assert copy.verify()


def test_a_code_taken_out_elsewhere_but_used_here_stays_without_its_words(two):
    study, copy = two
    copy.add(on(copy.transcripts["E04"], "c’est moi", CODES[2], "C2"))
    used = [one for one in study.codings if one.code == "froid"]
    study.do(Change.removing(*[one for one in study.reviews if one.coding in {c.id for c in used}], *used))
    study.do(Change.removing(study.codes["froid"]))
    redact(study._store, lambda _held: Plan(gone=(("codes", "froid"),)), coder="C1")

    catch_up(copy._store, study._store)

    assert copy.codes["froid"].label == "froid"
    assert [one.quote for one in copy.codings if one.code == "froid" and one.transcript == "E04"] == ["c’est moi"]
    assert copy.verify()


def test_an_old_copy_brought_back_learns_too(two):
    study, copy = two
    redact(study._store, Withdrawal("P03"), coder="C1", target="withdrawal P03")
    study.add(Memo("m8", "Après le départ."))

    catch_up(copy._store, study._store)

    assert "P03" not in copy.participants
    assert not [memo for memo in copy.memos if CITED in memo.text]
