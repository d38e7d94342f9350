"""Links, events and acts in a study: replayed, merged, followed when codes are, forgotten with a person."""

from pathlib import Path

import pytest
from decoding import left_over
from leaving import CITED, OTHERS, SAID, study_to_leave
from two_copies import content, copied

from toolkit import new_study
from toolkit.coding import merge_codes
from toolkit.errors import Refused
from toolkit.model import Act, Change, Code, Coder, Event, Link, Memo, Participant, Transcript, coding_of


@pytest.fixture
def study(tmp_path: Path):
    with new_study(tmp_path / "étude", coder="C1") as made:
        text = Transcript("E01", "L’usine a fermé, j’ai déménagé vers le nord.")
        codes = (Code("usine", "Usine"), Code("depart", "Départ"), Code("nord", "Nord"))
        coding = coding_of(text, 0, 15, codes[0], coder="C1")
        made.add(Coder("C1"), Coder("C2"), Participant("P01"), text, *codes, coding)
        made.add(
            Link("l1", "causes", "usine", "depart", evidence=(coding.id,), coder="C1"),
            Link("l2", "causes", "usine", "nord", coder="C1"),
            Event("e1", "Fermeture", "P01", "1998~", evidence=(coding.id,), coder="C1"),
            Act("a1", "Elle ferme.", "P01", "E01", verbalisations=(coding.id,), coder="C1"),
        )
        yield made


def test_a_study_replays_its_links_and_finds_them_in_its_history(study) -> None:
    before = content(study)

    study.replay()

    assert content(study) == before
    assert study.verify()
    assert len(study.frame("links")) == 2
    assert "1 événement" in study.history().sentence(study.history()[0])
    assert study.history(participant="P01")[0].things == 4
    assert study.history(code="nord")[0].things == 4


def test_a_code_deleted_takes_its_links_and_undo_gives_both_back(study) -> None:
    before = content(study)

    study.do(Change.removing(study.codes["nord"], verb="delete codes"))

    assert study.links.ids() == ["l1"]
    study.undo()
    assert content(study) == before
    study.redo()
    assert study.links.ids() == ["l1"]
    assert study.verify()


def test_a_person_with_events_is_not_taken_away_under_them(study) -> None:
    with pytest.raises(Refused):
        study.do(Change.removing(study.participants["P01"]))


def test_two_codes_that_become_one_carry_their_links_once(study) -> None:
    study.do(merge_codes(study, ["nord"], into="depart"))

    assert study.links.ids() == ["l1"]
    study.do(merge_codes(study, ["depart"], into="usine"))
    assert study.links.ids() == []
    study.undo()
    study.undo()
    assert study.links["l2"].target == "nord"


def test_a_merge_brings_links_and_leaves_out_those_whose_end_went(study, tmp_path: Path) -> None:
    with copied(study, tmp_path / "copie") as other:
        other.add(Link("l3", "hinders", "nord", "usine", coder="C2"))
        other.add(Event("e1-bis", "Retour", "P01", "[2001..2004]", coder="C2"), Event("e9", "Mariage", "P01"))
        study.add(Event("e9", "Naissance", "P01", "1961"))
        study.do(Change.removing(study.codes["nord"], verb="delete codes"))

        study.merge(other.folder / "study.db", take="mine")
        other.merge(study.folder / "study.db", take="theirs")

        assert study.links.ids() == ["l1"]
        assert sorted(event.text for event in study.events) == ["Fermeture", "Mariage", "Naissance", "Retour"]
        assert content(study) == content(other)
        assert study.verify()
        assert other.verify()


def test_the_links_and_events_of_who_leaves_go_and_words_quoted_in_the_others_too(folder: Path) -> None:
    with study_to_leave(folder) as study:
        mine = next(one for one in study.codings if one.transcript == "E03")
        kept = next(one for one in study.codings if one.quote == "Les bancs, c’est moi.")
        quoted = f"Comme elle : « {CITED} »"
        study.add(
            Link("l1", "supports", mine.id, "jardin", coder="C1"),
            Link("l2", "supports", kept.id, "jardin", quoted, (mine.id, kept.id), coder="C1"),
            Link("l3", "role", "P03", "jardin", coder="C1"),
            Event("e1", quoted, "P03", "1998", coder="C1"),
            Event("e2", quoted, "P04", "1998", note=quoted, evidence=(mine.id, kept.id), coder="C1"),
            Act("a1", quoted, "P03", coder="C1"),
            Act("a2", "Il taille.", "P04", "E04", 2, said=quoted, components={"sign": quoted}, coder="C1"),
            Act("a3", "Elle range.", None, "E03", coder="C1"),
        )
        dead = Event("e3", quoted, "P04", coder="C1")
        study.add(dead)
        study.do(Change.removing(dead))

        receipt = study.withdraw("P03")

        assert (study.links.ids(), study.events.ids(), study.acts.ids()) == (["l2"], ["e2"], ["a2"])
        assert study.links["l2"].evidence == study.events["e2"].evidence == (kept.id,)
        assert left_over(folder, SAID, OTHERS) == {}
        assert any("5 liens, événements ou actions de chronique" in line for line in receipt.erased)
        assert ("événement", 2, 1) in receipt.counts
        assert study.verify()


def test_a_copy_that_learns_of_a_withdrawal_loses_the_same_links_and_events(folder: Path) -> None:
    with study_to_leave(folder) as study:
        mine = next(one for one in study.codings if one.transcript == "E03")
        study.add(
            Link("l1", "supports", mine.id, "jardin", coder="C1"),
            Event("e1", f"Dit : « {CITED} »", "P03", "1998"),
            Event("e2", "Départ", "P04", "1999", evidence=(mine.id,)),
        )
        with copied(study, folder.parent / "copie") as other:
            other.add(Event("e4", f"Encore : « {CITED} »", "P03", coder="C2"), Link("l4", "role", "P03", "froid"))
            study.withdraw("P03")

            other.merge(study.folder / "study.db", accept_withdrawals=True)
            study.merge(other.folder / "study.db")

            assert other.links.ids() == study.links.ids() == []
            assert other.events.ids() == study.events.ids() == ["e2"]
            assert other.events["e2"].evidence == ()
            assert left_over(other.folder, SAID, OTHERS) == {}
            assert other.verify()


def test_a_snapshot_brings_links_events_and_acts_back(study, tmp_path: Path) -> None:
    kept = study.backup(tmp_path / "clé").path
    before = content(study)
    study.do(Change.removing(study.links["l1"], study.events["e1"]))

    study.restore(kept)

    assert content(study) == before
    assert study.verify()


def test_what_is_about_a_memo_that_a_merge_moved_follows_it(study, tmp_path: Path) -> None:
    with copied(study, tmp_path / "copie") as other:
        for side, words in ((study, "un mémo"), (other, "l’autre")):
            side.add(Memo("m1", words), Memo(f"sur-{side.coder}", f"sur {words}", about=("m1",)))
            side.add(Memo("tous", "sur les deux", about=("m1",)))
            side.add(Link("l7", "supports", "m1", "nord", words))
            side.add(Link(f"l8-{side.coder}", "nuances", "m1", "depart", words))
            side.add(Link("l9", "contradicts", "m1", "usine"))

        study.merge(other.folder / "study.db")
        other.merge(study.folder / "study.db")

        words = {memo.id: memo.text for memo in study.memos}
        for side in ("C1", "C2"):
            memo = study.memos[f"sur-{side}"]
            assert memo.text == f"sur {words[memo.about[0]]}"
            assert study.links[f"l8-{side}"].note == words[study.links[f"l8-{side}"].source]
        assert sorted(words[id] for id in study.memos["tous"].about) == ["l’autre", "un mémo"]
        assert sorted((words[one.source], one.note) for one in study.links if one.kind == "supports") == [
            ("l’autre", "l’autre"),
            ("un mémo", "un mémo"),
        ]
        both = [one for one in study.links if one.kind == "contradicts"]
        assert sorted(words[one.source] for one in both) == ["l’autre", "un mémo"]
        assert content(study) == content(other)
        assert study.verify()
