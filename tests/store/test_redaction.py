"""Erasing for ever: what goes, what the chain still proves, what comes back when everything is done again."""

import sqlite3

import pytest
from leaving import CITED, SAID, study_to_leave
from sqlalchemy import delete

from toolkit.errors import Refused
from toolkit.model import Memo
from toolkit.model.redaction import Plan
from toolkit.model.withdrawal import Withdrawal
from toolkit.store import tables
from toolkit.store.redaction import holdings, note, redact, sweep

WITHDRAWN = "withdrawal P03"


@pytest.fixture
def leaving(folder):
    made = study_to_leave(folder)
    yield made
    made.close()


def shelves(study):
    return {shelf: (study._store.all(shelf), study._store.ranks(shelf)) for shelf in tables.SHELVES}


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.glob("study.db*")))


def _until_refused(act):
    """Do it again and again, as somebody would, until Carnet says that nothing is left; return what it says."""
    for _each in range(100):
        try:
            act()
        except Refused as error:
            return error.message
    return ""


def test_what_is_erased_is_in_no_byte_of_the_file_nor_beside_it(leaving):
    assert CITED.encode() in bytes_of(leaving.folder)

    redact(leaving._store, Withdrawal("P03"), coder="C1", target=WITHDRAWN)
    finished = sweep(leaving._store)

    assert finished
    assert not [words for words in SAID if words[:30].encode() in bytes_of(leaving.folder)]


def test_the_chain_holds_and_replay_gives_the_study_back_row_for_row(leaving):
    redact(leaving._store, Withdrawal("P03"), coder="C1", target=WITHDRAWN)
    before = shelves(leaving)

    checked = leaving.verify()
    leaving.replay()

    assert checked.faults == ()
    assert shelves(leaving) == before
    assert leaving.verify()


def test_a_plan_may_exchange_the_places_of_two_nouns(leaving):
    first, second = leaving.codings.ids()[3], leaving.codings.ids()[4]
    from dataclasses import replace

    one, two = leaving.codings[first], leaving.codings[second]
    place = ("start", "end", "quote", "prefix", "suffix", "code", "coder", "transcript")
    swapped = [
        replace(one, **{name: getattr(two, name) for name in place}),
        replace(two, **{name: getattr(one, name) for name in place}),
    ]

    redact(leaving._store, lambda _held: Plan(kept=tuple(swapped)), coder="C1")

    assert [leaving.codings[first], leaving.codings[second]] == swapped
    assert leaving.codings.ids().index(first) == 3
    leaving.replay()
    assert leaving.verify()


def test_nothing_to_erase_writes_no_row(leaving):
    head = leaving.head

    made = redact(leaving._store, lambda _held: Plan(), coder="C1")

    assert made.hash is None
    assert leaving.head == head


def test_a_refused_plan_changes_nothing(leaving):
    before, head = shelves(leaving), leaving.head
    coded = leaving.codings.ids()[0]

    with pytest.raises((Refused, sqlite3.IntegrityError)):
        redact(leaving._store, lambda held: Plan(gone=(("codes", "jardin"),)), coder="C1")

    assert (shelves(leaving), leaving.head) == (before, head)
    assert coded in leaving.codings


def test_an_erased_state_comes_back_by_no_undo_and_no_redo(leaving):
    leaving.add(Memo("m9", "Un mémo à moi.", coder="C1"))
    redact(leaving._store, Withdrawal("P03"), coder="C1", target=WITHDRAWN)
    held = [noun for shelf in tables.SHELVES for noun in leaving._store.all(shelf)]

    leaving.undo()
    assert "m9" not in leaving.memos
    assert "effacé" in _until_refused(leaving.undo)
    assert "refaire" in _until_refused(leaving.redo)

    now = [noun for shelf in tables.SHELVES for noun in leaving._store.all(shelf)]
    assert [noun for noun in held if noun not in now and noun.id != "m9"] == []
    assert not any(Withdrawal("P03").traces(holdings(leaving._store)).in_text(memo.text) for memo in leaving.memos)
    assert leaving.verify()


def test_verify_sees_a_noun_that_came_back_behind_the_journal(leaving):
    redact(leaving._store, Withdrawal("P03"), coder="C1", target=WITHDRAWN)
    leaving._store.raw(
        lambda driver, _connection: driver.execute(
            "INSERT INTO participants (id, \"case\", traits, consents, rank) VALUES ('P03', NULL, '[]', '[]', 5)"
        )
    )

    faults = leaving.verify().faults

    assert len(faults) == 1
    assert "P03" in faults[0]


def test_verify_sees_a_content_that_went_without_a_redaction(leaving):
    redact(leaving._store, Withdrawal("P03"), coder="C1", target=WITHDRAWN)
    leaving.add(Memo("m8", "Ajouté après."))
    head = leaving._store._last()[0]
    leaving._store.raw(
        lambda _driver, connection: connection.execute(delete(tables.payloads).where(tables.payloads.c.seq == head))
    )

    assert not leaving.verify()


def test_a_reader_who_holds_the_file_leaves_the_sweep_for_later(leaving):
    reader = sqlite3.connect(leaving.folder / "study.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM memos").fetchone()
    redact(leaving._store, Withdrawal("P03"), coder="C1", target=WITHDRAWN)

    held_back = sweep(leaving._store, patience=0.1)
    reader.execute("COMMIT")
    reader.close()

    assert not held_back
    assert note(leaving._store, "redaction to finish")
    assert sweep(leaving._store)
    assert not [words for words in SAID if words[:30].encode() in bytes_of(leaving.folder)]
