import itertools
import json
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import FaultyFile, Refused, ToolkitError, UnreadableFile
from toolkit.model import Change, Coding, Memo, MemoryDesk, Review, Transcript, coding_of
from toolkit.review import import_answers, read_answers, record_after, record_of, review_bundle
from toolkit.review.answers import is_protected
from toolkit.web.seal import seal

MADE = runpy.run_path(str(Path(__file__).parent / "review_desk.py"))
DESK = MADE["desk"]()
BUNDLE = review_bundle(DESK, n=4)
IDS = [item["id"] for item in BUNDLE["items"]]


def said(decision: str | None, at: str = "2026-11-22T10:00:00.000Z", comment: str = "", suggest: str = "") -> dict:
    return {"decision": decision, "comment": comment, "suggest": suggest, "at": at}


def filed(review: dict, **change: object) -> str:
    facts = {
        "format": "carnet-review-answers/1",
        "bundle_id": BUNDLE["bundle_id"],
        "source_sha256": BUNDLE["source_sha256"],
    }
    return json.dumps(
        {**facts, "reviewer": "roux", "exported_at": "2026-11-22T10:05:00.000Z", "review": review, **change}
    )


def brought(desk: MemoryDesk, content: str):
    change, report = import_answers(desk, read_answers(content, name="reponses.json"), records=[record_of(BUNDLE)])
    if len(change):
        desk.do(change)
    return report


def test_answers_become_reviews_with_their_words():
    desk = MADE["desk"]()

    report = brought(
        desk,
        filed({IDS[0]: said("agree"), IDS[1]: said("discuss", comment="Plutôt « argent » 🥬 ?", suggest="=1+1")}),
    )

    review = next(review for review in desk.all(Review) if review.coding == IDS[1])
    assert (review.verdict, review.comment, review.suggestion) == ("discuss", "Plutôt « argent » 🥬 ?", "=1+1")
    assert (review.reviewer, review.bundle, review.date) == ("roux", BUNDLE["bundle_id"], "2026-11-22T10:00:00.000Z")
    assert (len(report.added), report.verdicts["agree"], report.verdicts["discuss"]) == (2, 1, 1)
    assert report.sentences()


def test_importing_twice_changes_nothing():
    desk = MADE["desk"]()
    content = filed({IDS[0]: said("agree"), IDS[1]: said("disagree")})
    brought(desk, content)
    before = desk.all(Review)

    change, report = import_answers(desk, read_answers(content))

    assert len(change) == 0
    assert len(report.unchanged) == 2
    assert desk.all(Review) == before


def test_the_later_answer_replaces_the_earlier_never_the_reverse():
    desk = MADE["desk"]()
    brought(desk, filed({IDS[0]: said("agree", "2026-11-22T10:00:00.000Z")}))

    later = brought(desk, filed({IDS[0]: said("disagree", "2026-11-22T11:00:00.000Z")}))
    older = brought(desk, filed({IDS[0]: said("agree", "2026-11-22T10:30:00.000Z")}))

    assert later.changed == (IDS[0],)
    assert older.older == (IDS[0],)
    assert [review.verdict for review in desk.all(Review)] == ["disagree"]


DECISIONS = st.sampled_from(["agree", "discuss", "disagree"])
MOMENTS = st.sampled_from(["2026-11-22T10:00:00.000Z", "2026-11-22T11:00:00.000+01:00", "2026-11-23T09:00:00.000Z"])
FILES = st.lists(
    st.dictionaries(st.sampled_from(IDS), st.builds(said, DECISIONS, MOMENTS, st.sampled_from(["", "é"]))),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(FILES)
def test_files_give_the_same_reviews_in_any_order(files):
    results = set()

    for order in itertools.permutations(files):
        desk = MemoryDesk(*(noun for kind in (Coding,) for noun in DESK.all(kind)))
        for review in order:
            change, _report = import_answers(desk, read_answers(filed(review)))
            desk.do(change)
        results.add(frozenset((r.coding, r.verdict, r.comment) for r in desk.all(Review)))

    assert len(results) == 1


def test_a_wiped_verdict_takes_the_review_back():
    desk = MADE["desk"]()
    brought(desk, filed({IDS[0]: said("agree")}))

    report = brought(desk, filed({IDS[0]: said(None, "2026-11-22T12:00:00.000Z")}))

    assert report.withdrawn == (IDS[0],)
    assert desk.all(Review) == []


def test_a_comment_without_verdict_is_kept_as_a_memo_and_no_verdict_is_invented():
    desk = MADE["desk"]()
    content = filed({IDS[0]: said(None, comment=" à voir 🥬 ", suggest="argent"), IDS[1]: said(None)})

    report = brought(desk, content)

    (memo,) = desk.all(Memo)
    assert (memo.text, memo.kind, memo.about, memo.coder) == ("à voir 🥬\n→ argent", "note", (IDS[0],), "roux")
    assert memo.date == "2026-11-22T10:00:00.000Z"
    assert report.without_verdict == (IDS[0],)
    assert desk.all(Review) == []
    assert "mémo" in "".join(report.sentences())
    assert "à voir" not in "".join(report.sentences())


def test_a_comment_without_verdict_imported_again_changes_nothing():
    desk = MADE["desk"]()
    content = filed({IDS[0]: said(None, comment="à voir")})
    brought(desk, content)

    change, report = import_answers(desk, read_answers(content))

    assert len(change) == 0
    assert report.unchanged == (IDS[0],)


def test_a_later_verdict_takes_the_place_of_the_memo_with_the_same_words():
    desk = MADE["desk"]()
    brought(desk, filed({IDS[0]: said(None, comment="à voir")}))

    brought(desk, filed({IDS[0]: said("discuss", "2026-11-22T11:00:00.000Z", comment="à voir")}))

    assert desk.all(Memo) == []
    assert [(review.verdict, review.comment) for review in desk.all(Review)] == [("discuss", "à voir")]


def test_a_verdict_taken_back_leaves_its_words_in_a_memo():
    desk = MADE["desk"]()
    brought(desk, filed({IDS[0]: said("agree", comment="à voir")}))

    report = brought(desk, filed({IDS[0]: said(None, "2026-11-22T11:00:00.000Z", comment="à voir")}))

    assert (report.withdrawn, report.without_verdict) == ((IDS[0],), (IDS[0],))
    assert desk.all(Review) == []
    assert [memo.text for memo in desk.all(Memo)] == ["à voir"]


@pytest.mark.parametrize("first", [True, False])
def test_an_older_file_never_brings_back_a_verdict_that_was_wiped(first):
    desk, record = MADE["desk"](), record_of(BUNDLE)
    older = filed({IDS[0]: said("agree", "2026-11-22T10:00:00.000Z")})
    files = [older, filed({IDS[0]: said(None, "2026-11-22T12:00:00.000Z")}), older]

    for content in files[0 if first else 1 :]:
        change, report = import_answers(desk, read_answers(content), records=[record])
        desk.do(change)
        record = json.loads(json.dumps(record_after(record, report)))

    assert desk.all(Review) == []
    assert report.older == (IDS[0],)
    assert record["withdrawn"] == {IDS[0]: "2026-11-22T12:00:00.000Z"}


EVERYTHING = st.dictionaries(
    st.sampled_from(IDS), st.builds(said, st.none() | DECISIONS, MOMENTS, st.sampled_from(["", "é"])), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVERYTHING, min_size=1, max_size=3))
def test_verdicts_words_and_wipes_end_the_same_in_any_order(files):
    results = set()

    for order in itertools.permutations(files):
        desk, record = MemoryDesk(*DESK.all(Coding)), {**record_of(BUNDLE), "items": dict.fromkeys(IDS, "")}
        for review in [*order, *order]:
            change, report = import_answers(_with_texts(desk), read_answers(filed(review)), records=[record])
            desk.do(change)
            record = record_after(record, report)
        kept = [(r.coding, r.verdict, r.comment) for r in desk.all(Review)]
        results.add(frozenset([*kept, *((memo.about, memo.text) for memo in desk.all(Memo))]))

    assert len(results) == 1


def _with_texts(desk: MemoryDesk) -> MemoryDesk:
    for text in DESK.all(Transcript):
        if text not in desk.all(Transcript):
            desk.do(Change.adding(text))
    return desk


def test_unknown_passages_are_reported_and_the_others_imported():
    desk = MADE["desk"]()
    desk.do(Change.removing(desk.get(Coding, IDS[1])))

    report = brought(desk, filed({IDS[0]: said("agree"), IDS[1]: said("agree"), "gjamaisvu": said("agree")}))

    assert report.added == (IDS[0],)
    assert set(report.unknown) == {IDS[1], "gjamaisvu"}


def test_a_coding_that_changed_since_is_reported():
    desk = MADE["desk"]()
    coding = desk.get(Coding, IDS[0])
    desk.do(Change.replacing([(coding, replace(coding, code_version=2))]))

    report = brought(desk, filed({IDS[0]: said("agree"), IDS[1]: said("agree")}))

    assert report.outdated == (IDS[0],)


def test_answers_of_another_study_are_refused():
    other = MemoryDesk(
        *MADE["CODES"], text := MADE["transcript"]("X9"), coding_of(text, 4, 9, MADE["CODES"][1], coder="C1")
    )

    with pytest.raises(Refused) as caught:
        import_answers(other, read_answers(filed({IDS[0]: said("agree")}), name="reponses (1).json"))

    assert "reponses (1).json" in str(caught.value)


@pytest.mark.parametrize("change", [{"bundle_id": "b000"}, {"source_sha256": "0" * 64}, {"reviewer": "autre"}])
@pytest.mark.parametrize("known", [True, False])
def test_answers_whose_bundle_does_not_match_are_refused(change, known):
    answers = read_answers(filed({IDS[0]: said("agree")}, **change))

    with pytest.raises(Refused):
        import_answers(DESK, answers, records=[record_of(BUNDLE)] if known else [])


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", '"texte"', "{}", '{"format": "x"}', "<html>", json.dumps(BUNDLE), "[" * 100_000],
)
def test_what_is_no_answer_file_is_said_in_one_sentence(content):
    with pytest.raises(UnreadableFile) as caught:
        read_answers(content, name="reponses.json")

    assert str(caught.value).startswith("reponses.json")


def test_a_faulty_file_lists_every_fault():
    broken = filed({IDS[0]: said("peut-être"), IDS[1]: said("agree", "hier")})

    with pytest.raises(FaultyFile) as caught:
        read_answers(broken, name="reponses.json")
    assert len(caught.value.faults) == 2

    with pytest.raises(FaultyFile):
        read_answers(filed({IDS[0]: {"decision": "agree"}}))
    with pytest.raises(FaultyFile):
        read_answers(filed([]))


def test_a_protected_file_opens_with_its_passphrase_only():
    content = json.dumps(
        seal(
            json.loads(filed({IDS[0]: said("agree")})),
            "pierre écureuil",
            aad="carnet-review-answers/1",
            iterations=10,
        )
    )

    assert is_protected(content)
    assert not is_protected("rien")
    assert read_answers(content, passphrase="pierre écureuil").reviewer == "roux"
    for wrong in (None, "pierre ecureuil"):
        with pytest.raises(Refused):
            read_answers(content, name="r.json", passphrase=wrong)


def test_an_error_never_repeats_a_comment():
    with pytest.raises(ToolkitError) as caught:
        read_answers(filed({IDS[0]: {**said("agree", comment="la voisine"), "at": 3}}), name="r.json")

    assert "voisine" not in str(caught.value)
    assert "voisine" not in repr(read_answers(filed({IDS[0]: said("agree", comment="la voisine")})))
