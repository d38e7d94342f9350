"""A text is corrected after it was coded: what was left alone keeps its words, the rest is shown to somebody."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from revised import a_move, an_edit, an_interview, coded, decomposed, transcribed, without_labels

from toolkit.errors import Conflict, InvalidValue, Refused, UnknownName
from toolkit.model import (
    Change,
    Code,
    Coding,
    Memo,
    MemoryDesk,
    Quote,
    Review,
    Transcript,
    clean_text,
    coding_of,
)
from toolkit.transcripts import Revision, read, revise, revision_of, save_revision


def check(before: Transcript, codings: list[Coding], revision: Revision) -> None:
    """What holds of every revision, whatever was edited."""
    after = revision.after
    followed, listed = {one.id: one for one in revision.followed}, {one.id: one for one in revision.to_review}
    assert followed.keys().isdisjoint(listed)
    assert followed.keys() | listed.keys() == {coding.id for coding in codings}
    assert len(revision.followed) + len(revision.to_review) == len(codings)
    desk = MemoryDesk(before, *codings)
    desk.do(revision.change)
    held = {coding.id: coding for coding in desk.all(Coding)}
    assert desk.get(Transcript, before.id) == after
    assert held.keys() == {coding.id for coding in codings}
    places = set()
    for coding in codings:
        now = held[coding.id]
        assert after.text[now.start : now.end] == now.quote
        assert (now.prefix, now.suffix) == (
            after.text[max(0, now.start - 32) : now.start],
            after.text[now.end : now.end + 32],
        )
        places.add((now.start, now.end, now.code, now.coder))
        if coding.id in followed:
            assert now.quote == coding.quote
            assert now.state == coding.state
        else:
            assert now.quote.strip()
            assert listed[coding.id].old.words == coding.quote
            assert listed[coding.id].why
            assert now.state == ("accepted" if listed[coding.id].decision == "keep" else "proposed")
    assert len(places) == len(codings), "two codings came to one place"
    desk.undo()
    assert desk.get(Transcript, before.id) == before
    assert {one.id: one for one in desk.all(Coding)} == {one.id: one for one in codings}


def revised_at_random(dice: random.Random, before: Transcript, edits: int) -> None:
    codings = coded(dice, before)
    done = 0
    while done < edits:
        text, done = before.text, done + 1
        text = a_move(dice, text) if dice.random() < 0.2 else an_edit(dice, text).on(text)
        for _more in range(dice.choice([0, 0, 0, 1, 5])):
            text, done = an_edit(dice, text).on(text), done + 1
        if len(clean_text(text).split()) > 3:
            check(before, codings, revise(before, text, codings, mode=dice.choice(["typo", "retranscription"])))


@pytest.mark.parametrize("seed", range(20))
def test_ten_thousand_edits_lose_nothing_and_move_nothing_in_silence(seed: int) -> None:
    dice = random.Random(seed)
    for text in range(25):
        spoken = transcribed(an_interview(dice))
        # Most of them as subtitles are: turns that their text does not tell.
        before = replace(spoken, turns=without_labels(spoken)) if text % 8 else spoken

        revised_at_random(dice, before, 20)


@pytest.mark.parametrize("seed", range(6))
def test_one_edit_lists_only_what_it_touches(seed: int) -> None:
    dice = random.Random(seed)
    for _text in range(8):
        before = replace(transcribed(an_interview(dice)), turns=(), speakers=())
        codings = coded(dice, before)
        for _edit in range(12):
            edit = an_edit(dice, before.text)
            new = edit.on(before.text)
            if clean_text(new) != new or len(new.split()) < 4:
                continue

            for coding in codings:
                # One by one: what becomes of a passage must not hang on luck in its neighbours.
                revision = revise(before, new, [coding])

                apart = coding.end <= edit.start or coding.start >= edit.end
                assert not apart or not revision.to_review


def interview() -> Transcript:
    return transcribed(
        "E : Comment êtes-vous arrivée ?\nP : Par une voisine. On s’entraid beaucoup, voilà.\n"
        "E : Et la mairie ?\nP : La mairie ne répond jamais. 😀 C’est épuisant."
    )


def marked(transcript: Transcript, words: str, code: str = "aide", coder: str = "camille") -> Coding:
    start = transcript.text.index(words)
    return coding_of(transcript, start, start + len(words), Code(code, code.title()), coder=coder)


def words_after(revision: Revision, coding: Coding) -> Coding:
    """The coding as the change leaves it."""
    after = {id: new for id, _old, new in revision.change}.get(coding.id, coding)
    assert isinstance(after, Coding)
    return after


def test_a_typo_mended_inside_stays_counted_and_is_listed() -> None:
    before = interview()
    helped, answer = marked(before, "On s’entraid beaucoup"), marked(before, "C’est épuisant")

    revision = revise(before, before.text.replace("entraid ", "entraide "), [helped, answer])

    [listed] = revision.to_review
    assert (listed.id, listed.why, listed.decision) == (helped.id, "corrected", "keep")
    assert (listed.old.words, listed.new.words) == ("On s’entraid beaucoup", "On s’entraide beaucoup")
    assert (listed.old.turn, listed.new.turn) == (2, 2)
    assert listed.old.before.endswith("Par une voisine. ")
    assert listed.new.after.startswith(", voilà.")
    assert (words_after(revision, helped).quote, words_after(revision, helped).state) == (
        "On s’entraide beaucoup",
        "accepted",
    )
    assert words_after(revision, answer).quote == answer.quote
    assert words_after(revision, answer).start == answer.start + 1


def test_in_a_new_transcription_every_changed_passage_waits_and_counts_for_nothing() -> None:
    before = replace(interview(), reread="2026-03-02")
    helped = marked(before, "On s’entraid beaucoup")

    revision = revise(before, before.text.replace("entraid ", "entraide "), [helped], mode="retranscription")

    assert [item.decision for item in revision.waiting] == ["later"]
    assert words_after(revision, helped).state == "proposed"
    assert revision.after.reread == ""
    assert len(revision.warnings) == 1


def test_words_taken_out_leave_their_coding_stored_beside() -> None:
    before = interview()
    coding, rejected = marked(before, "Par une voisine"), replace(marked(before, "voisine", "lieu"), state="rejected")

    revision = revise(before, before.text.replace("Par une voisine. ", ""), [coding, rejected])

    assert [item.why for item in revision.to_review] == ["gone", "gone"]
    assert words_after(revision, coding).quote == "On"
    assert [words_after(revision, one).state for one in (coding, rejected)] == ["proposed", "rejected"]


def test_a_full_stop_left_of_a_sentence_is_no_passage() -> None:
    before = interview()
    coding = marked(before, "La mairie ne répond jamais")

    revision = revise(before, before.text.replace("La mairie ne répond jamais", ""), [coding])

    assert [item.why for item in revision.to_review] == ["gone"]
    assert words_after(revision, coding).quote == "C’est"


def test_other_words_in_the_place_of_a_passage_are_shown_whole() -> None:
    before = interview()
    coding = marked(before, "épuisant")

    revision = revise(before, before.text.replace("épuisant", "usant, à la fin"), [coding])

    [listed] = revision.to_review
    assert listed.new.words in ("usant, à la fin", "usant")
    assert listed.why in ("rewritten", "edited", "corrected")


def test_a_paragraph_carried_elsewhere_is_followed_and_noticed() -> None:
    before = transcribed("P : Par une voisine, un soir.\nE : Et la mairie ?\nP : La mairie ne répond jamais.")
    coding, word = marked(before, "Par une voisine, un soir."), marked(before, "voisine", "lieu")
    lines = before.text.split("\n")

    revision = revise(before, "\n".join([lines[1], lines[2], lines[0]]), [coding, word])

    assert not revision.to_review
    assert words_after(revision, word).quote == "voisine"
    assert {passage.notice for passage in revision.noticed} <= {"elsewhere"}
    assert revision.after.text[words_after(revision, coding).start :] == coding.quote


def test_the_same_words_twice_are_shown_rather_than_chosen() -> None:
    before = transcribed("R : oui\nE : bon\nR : oui\nE : bon\nR : fin")
    first, second = (coding_of(before, start, start + 3, Code("oui", "Oui"), coder="camille") for start in (4, 20))

    revision = revise(before, "R : oui\nE : bon\nR : fin", [first, second])

    assert [item.why for item in revision.to_review] == ["ambiguous", "ambiguous"]
    kept = [words_after(revision, one) for one in (first, second)]
    assert (kept[0].start, kept[0].end) != (kept[1].start, kept[1].end)


def test_the_same_text_changes_nothing_even_typed_otherwise() -> None:
    before = interview()
    coding = marked(before, "C’est épuisant")

    revision = revise(before, "\ufeff" + decomposed(before.text).replace("\n", "\r\n"), [coding])

    assert len(revision.change) == 0
    assert revision.after == before
    assert [passage.id for passage in revision.followed] == [coding.id]


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="est vide"):
        revise(interview(), text, [])


def test_another_interview_is_refused_unless_told() -> None:
    dice = random.Random(4)
    before = transcribed(an_interview(dice, 30))
    other = "\n".join(f"Q : {n} fois {n * 7} ?\nR : cela fait {n * n}, je crois bien" for n in range(40))
    coding = coded(dice, before, 3)

    with pytest.raises(Refused, match="un autre entretien"):
        revise(before, other, coding)
    told = revise(before, other, coding, another_text=True)

    assert len(told.to_review) == 3


def test_a_text_transcribed_again_by_somebody_else_is_no_other_interview() -> None:
    dice = random.Random(5)
    before = transcribed(an_interview(dice, 30))
    heard = re.sub(r"\w+", lambda word: "euh" if dice.random() < 0.25 else word[0], before.text)

    revision = revise(before, heard, coded(dice, before), mode="retranscription")

    assert revision.to_review


def test_lines_in_another_order_are_no_other_interview() -> None:
    dice = random.Random(6)
    before = transcribed(an_interview(dice, 30))
    lines = before.text.split("\n")
    dice.shuffle(lines)

    revise(before, "\n".join(lines), coded(dice, before))


def test_a_speaker_corrected_is_noticed_with_the_words_unchanged() -> None:
    before = interview()
    coding = marked(before, "La mairie ne répond jamais")
    new = before.text.replace("P : La mairie", "E : La mairie")

    revision = revise(before, new, [coding])

    assert [(one.id, one.notice) for one in revision.noticed] == [(coding.id, "voice")]
    assert not revision.to_review
    assert [turn.speakers for turn in revision.after.turns] == [("E",), ("P",), ("E",), ("E",)]


def test_a_label_respelt_everywhere_keeps_its_role_and_its_person() -> None:
    before = interview()

    after = revise(before, before.text.replace("P : ", "Mounia : "), []).after

    assert {(one.label, one.role, one.participant) for one in after.speakers} == {
        ("E", "interviewer", None),
        ("Mounia", "participant", "P01"),
    }
    assert [after.said(n) for n, _turn in after.numbered()] == [before.said(n) for n, _turn in before.numbered()]


def test_a_turn_written_in_the_middle_becomes_a_turn() -> None:
    before = interview()
    new = before.text.replace("On s’entraid", "\nE : Et alors ?\nP : On s’entraid")

    revision = revise(before, new, [])

    assert [turn.speakers for turn in revision.after.turns] == [("E",), ("P",), ("E",), ("P",), ("E",), ("P",)]
    assert len(revision.warnings) == 1


def test_turns_that_the_text_does_not_tell_follow_their_words_with_their_times() -> None:
    spoken = interview()
    before = replace(spoken, turns=without_labels(spoken))

    after = revise(before, before.text.replace("Par une voisine.", "Par une voisine du quartier."), []).after

    assert [(turn.start_ms, turn.end_ms) for turn in after.turns] == [(1000 * n, 1000 * n + 900) for n in range(4)]
    assert after.said(2).startswith("P : Par une voisine du quartier. On")
    assert [after.said(n) for n in (1, 3, 4)] == [before.said(n) for n in (1, 3, 4)]


def test_a_word_that_grows_at_the_edge_of_a_passage_is_noticed() -> None:
    before = interview()
    coding = marked(before, "On s’entraid")

    revision = revise(before, before.text.replace("entraid ", "entraidait "), [coding])

    assert [one.notice for one in revision.noticed] == ["edge"]
    assert words_after(revision, coding).quote == "On s’entraid"


def test_an_accent_put_on_the_last_letter_is_no_longer_the_same_words() -> None:
    before = transcribed("P : Je me suis releve. Voilà.")
    coding = marked(before, "Je me suis releve")

    revision = revise(before, before.text.replace("releve", "releve\u0301"), [coding])

    assert [item.why for item in revision.to_review] == ["corrected"]
    assert words_after(revision, coding).quote == "Je me suis relevé"


def test_a_person_decides_in_one_change() -> None:
    before = interview()
    voisine, mairie, fatigue = (
        marked(before, words, "aide") for words in ("Par une voisine", "La mairie ne répond jamais", "C’est épuisant")
    )
    new = before.text.replace("Par une voisine", "Par le bouche à oreille").replace("ne répond", "ne nous répond")
    new = new.replace("C’est épuisant", "J’en peux plus")
    revision = revise(before, new, [voisine, mairie, fatigue], mode="retranscription")
    assert len(revision.waiting) == 3
    place = (new.index("bouche"), new.index("oreille") + 7)

    decided = revision.decide({voisine.id: place, mairie.id: "keep", fatigue.id: "drop"})

    assert not decided.waiting
    states = {id: after for id, _before, after in decided.change}
    assert states[fatigue.id] is None
    assert (states[voisine.id].quote, states[voisine.id].state) == ("bouche à oreille", "accepted")
    assert (states[mairie.id].quote, states[mairie.id].state) == ("La mairie ne nous répond jamais", "accepted")
    assert len(revision.waiting) == 3


def test_what_cannot_be_decided_is_refused() -> None:
    before = interview()
    one, two = marked(before, "Par une voisine"), marked(before, "une voisine")
    other = marked(before, "C’est épuisant")
    revision = revise(before, before.text.replace("voisine", "amie"), [one, two, other])
    place = (revision.after.text.index("amie"), revision.after.text.index("amie") + 4)

    with pytest.raises(UnknownName):
        revision.decide({other.id: "drop"})
    with pytest.raises(InvalidValue):
        revision.decide({one.id: "renew"})
    with pytest.raises(InvalidValue):
        revision.decide({one.id: (7, 7)})
    with pytest.raises(Refused, match="même code"):
        revision.decide({one.id: place, two.id: place})


def test_what_hangs_on_a_coding_that_is_dropped_goes_with_it_and_comes_back_with_it() -> None:
    before = interview()
    coding = marked(before, "Par une voisine")
    quote = Quote("q1", coding.id, before.id, coding.start, coding.end, coding.quote, "P01", "approved")
    review = Review("r1", coding.id, "encadrant", "agree")
    memo, apart = Memo("m1", "À creuser", about=(coding.id,)), Memo("m2", "Ailleurs", about=("autre",))
    held = (before, coding, quote, review, memo, apart)
    desk = MemoryDesk(*held)
    text = before.text.replace("Par une voisine", "Par hasard")
    revision = revision_of(desk, "E01", text)
    assert {(item.id, item.reviews, item.quotes) for item in revision.to_review} == {
        (coding.id, 1, 1),
        ("q1", 0, 0),
    }

    save_revision(desk, revision.decide({coding.id: "drop"}))

    assert not desk.all(Coding)
    assert not desk.all(Quote)
    assert not desk.all(Review)
    assert [one.about for one in desk.all(Memo)] == [("E01",), ("autre",)]
    desk.undo()
    assert {noun for kind in map(type, held) for noun in desk.all(kind)} == {*held}


def test_an_extract_keeps_the_words_that_the_person_approved_until_somebody_renews_them() -> None:
    before = interview()
    coding, other = marked(before, "La mairie ne répond jamais"), marked(before, "Par une voisine")
    quotes = [
        Quote(f"q{n}", one.id, before.id, one.start, one.end, one.quote, "P01", "approved")
        for n, one in enumerate((coding, other))
    ]
    desk = MemoryDesk(before, coding, other, *quotes)
    revision = revision_of(desk, "E01", before.text.replace("ne répond jamais", "ne répond presque jamais"))

    kept = {id: after for id, _before, after in revision.change}
    renewed = {id: after for id, _before, after in revision.decide({"q0": "renew"}).change}

    assert (kept["q0"].text, kept["q0"].state) == ("La mairie ne répond jamais", "approved")
    assert (renewed["q0"].text, renewed["q0"].state) == ("La mairie ne répond presque jamais", "chosen")
    assert "q1" not in kept, "nothing changed before it"


def test_the_codings_of_another_coder_follow_and_those_of_other_texts_are_left_alone() -> None:
    before, other = interview(), replace(interview(), id="E02")
    mine, theirs = (marked(before, "C’est épuisant", coder=who) for who in ("camille", "noe"))
    elsewhere = marked(other, "C’est épuisant")

    revision = revise(before, "E : Bonjour.\n" + before.text, [mine, theirs, elsewhere])

    assert {passage.id for passage in revision.followed} == {mine.id, theirs.id}


def test_a_coding_that_never_agreed_with_its_text_is_listed() -> None:
    before = interview()
    odd = replace(marked(before, "C’est épuisant"), start=3, end=17)

    [listed] = revise(before, before.text + "\nE : Merci.", [odd]).to_review

    assert (listed.why, listed.new.words) == ("unplaced", "C’est épuisant")


def test_a_revision_is_refused_when_the_study_changed_since() -> None:
    before = interview()
    coding = marked(before, "C’est épuisant")
    for meanwhile in (
        Change.adding(marked(before, "voisine", "lieu")),
        Change.removing(coding),
        Change.replacing([(before, replace(before, place="Lyon"))]),
    ):
        desk = MemoryDesk(before, coding)
        revision = revision_of(desk, "E01", "E : Bonjour.\n" + before.text)
        desk.do(meanwhile)
        held = {noun for kind in (Transcript, Coding) for noun in desk.all(kind)}

        with pytest.raises(Conflict):
            save_revision(desk, revision)

        assert {noun for kind in (Transcript, Coding) for noun in desk.all(kind)} == held


def test_a_text_shrunk_to_nothing_much_says_so() -> None:
    before = interview()
    codings = [marked(before, words) for words in ("Par une", "une voisine", "La mairie", "C’est épuisant")]

    with pytest.raises(Refused, match="trop court"):
        revise(before, "x", codings)


def test_nothing_that_people_say_is_in_a_repr() -> None:
    before = interview()
    revision = revise(before, before.text.replace("voisine", "amie"), [marked(before, "Par une voisine")])

    shown = repr([revision, revision.to_review, revision.passages, revision.to_review[0].old])

    assert "amie" not in shown
    assert "voisine" not in shown


def test_a_hundred_thousand_words_are_revised() -> None:
    dice = random.Random(8)
    before = transcribed("\n".join(an_interview(dice, 10) for _part in range(600)))
    codings = coded(dice, before, 2000)
    new = before.text.replace("le samedi", "chaque samedi")

    revision = revise(before, new, codings)

    assert len(before.text.split()) > 60_000
    assert len(revision.followed) > len(revision.to_review) > 0
    assert len(revision.followed) + len(revision.to_review) == 2000


def test_a_new_transcription_from_subtitles_brings_its_times_and_keeps_the_people(tmp_path: Path) -> None:
    before = interview()
    coding = marked(before, "La mairie ne répond jamais")
    cues = [line.split(" : ", 1) for line in before.text.split("\n")]
    vtt = "WEBVTT\n\n" + "\n\n".join(
        f"00:00:{10 * n:02}.000 --> 00:00:{10 * n + 9:02}.000\n<v {who}>{said}" for n, (who, said) in enumerate(cues)
    )
    path = tmp_path / "Entretien ré-écouté.vtt"
    path.write_text(vtt, encoding="utf-8")

    revision = revise(before, read(path), [coding], mode="retranscription")

    assert [turn.start_ms for turn in revision.after.turns] == [0, 10_000, 20_000, 30_000]
    assert {(one.label, one.participant) for one in revision.after.speakers} == {("E", None), ("P", "P01")}
    assert words_after(revision, coding).quote == coding.quote
    assert not revision.to_review
