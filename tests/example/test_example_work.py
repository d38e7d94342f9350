"""What the invented coders, their supervisor and the people themselves did: whole, coherent, realistic."""

import re
from collections import Counter, defaultdict
from itertools import combinations

from toolkit.coding import read_codebook
from toolkit.guides import check, read_guide
from toolkit.shipped import folder


def test_the_codebook_has_24_codes_in_6_themes_each_card_full(place, study):
    codes = read_codebook(place / "codebook.csv").codes
    themes = [code for code in codes if code.parent is None]
    under = [code for code in codes if code.parent]

    assert (len(themes), len(under)) == (6, 24)
    assert {code.parent for code in under} == {theme.id for theme in themes}
    for code in under:
        card = (
            code.label,
            code.short_definition,
            code.definition,
            code.when_to_use,
            code.when_not_to_use,
            code.example,
        )
        assert all(card), code.id
        assert code.color
    assert {code.origin for code in under} == {"guide", "literature", "induction", "in vivo"}
    assert all(code.reference for code in under if code.origin == "literature")
    assert any("Offre" in code.reference for code in under)


def test_an_in_vivo_code_is_said_in_a_text(study, texts):
    said = " ".join(text.casefold().replace("’", "'") for text in texts.values())

    for code in study.codes:
        if code.origin == "in vivo":
            assert code.label.casefold().replace("’", "'") in said, code.id


def test_each_coded_extract_is_once_in_its_text(texts, tables):
    wrong = [
        (row["document"], row["coder"], row["code"])
        for row in tables["codings"]
        if texts[row["document"]].count(row["quote"]) != 1
    ]

    assert wrong == []
    assert len({tuple(row.values()) for row in tables["codings"]}) == len(tables["codings"])


def test_every_code_is_used_in_three_texts(tables):
    where = defaultdict(set)
    for row in tables["codings"]:
        if row["coder"] == "C1":
            where[row["code"]].add(row["document"])

    assert len(where) == 24
    assert {code for code, documents in where.items() if len(documents) < 3} == set()


def test_codings_are_those_of_real_people(study):
    mine = [coding for coding in study.codings if coding.coder == "C1"]
    spots = Counter((coding.transcript, coding.start, coding.end) for coding in mine)
    by_text = defaultdict(list)
    for coding in mine:
        by_text[coding.transcript].append(coding)
    partly = sum(
        one.start < other.start < one.end < other.end or other.start < one.start < other.end < one.end
        for codings in by_text.values()
        for one, other in combinations(codings, 2)
    )
    crossing = sum(
        study.transcripts[coding.transcript].turn_at(coding.start)
        != study.transcripts[coding.transcript].turn_at(coding.end - 1)
        for coding in mine
    )

    assert sum(n > 1 for n in spots.values()) >= 20, "several codes on the same words"
    assert partly >= 10, "extracts that overlap without being the same"
    assert crossing >= 5, "extracts that cross turns"


def test_the_second_coder_differs_by_boundaries_by_readings_and_misuses_one_code(study, expected):
    mine = defaultdict(list)
    for coding in study.codings:
        mine[coding.coder, coding.transcript].append(coding)
    same_code = same_words = elsewhere = 0
    for id in expected["agreement"]["texts"]:
        for other in mine["C2", id]:
            near = [one for one in mine["C1", id] if one.start < other.end and other.start < one.end]
            codes = {one.code for one in near}
            same_words += any((one.code, one.start, one.end) == (other.code, other.start, other.end) for one in near)
            same_code += other.code in codes
            elsewhere += bool(near) and other.code not in codes
    of = expected["agreement"]["by_code"]["la_bonne_distance"]

    assert same_code - same_words >= 20, "the same code, other boundaries"
    assert elsewhere >= 15, "the same words, another code"
    assert of["turns_C2"] > 1.3 * of["turns_C1"]
    alphas = [told["alpha"] for told in expected["agreement"]["by_code"].values() if told["alpha"] is not None]
    assert min(alphas) < 0.5 < 0.8 < max(alphas)


def test_memos_are_of_every_kind_and_about_things_that_exist(study, tables):
    known = {*study.codes.ids(), *study.transcripts.ids()}
    memos = tables["memos"]

    assert len(memos) >= 14
    assert {row["kind"] for row in memos} == {"note", "concept", "code", "methodological", "diary", "ethics"}
    assert len({row["id"] for row in memos}) == len(memos)
    assert [row["id"] for row in memos if not set(row["about"].split()) <= known] == []
    assert {row["coder"] for row in memos} == {"C1", "C2", "encadrant"}


def test_the_supervisor_gives_forty_verdicts_on_codings_of_the_intern(tables):
    coded = {(row["document"], row["coder"], row["code"], row["quote"]) for row in tables["codings"]}
    verdicts = tables["avis"]
    given = [(row["document"], row["coder"], row["code"], row["quote"]) for row in verdicts]

    assert len(verdicts) == len(set(given)) == 40
    assert set(given) <= coded
    assert {row["coder"] for row in verdicts} == {"C1"}
    assert {row["decision"] for row in verdicts} == {"agree", "discuss", "disagree"}
    assert all(row["comment"] for row in verdicts if row["decision"] != "agree")


def test_people_answer_about_their_own_extracts(study, tables):
    coded = {(one.transcript, one.code, one.quote): one for one in study.codings if one.coder == "C1"}
    answers = tables["retours"]

    for row in answers:
        if not row["quote"]:
            continue
        one = coded[row["document"], row["code"], row["quote"]]
        transcript = study.transcripts[one.transcript]
        speakers = transcript.turns[transcript.turn_at(one.start) - 1].speakers
        assert [transcript.speaker(label).participant for label in speakers] == [row["participant"]], row["id"]
    states = {row["state"] for row in answers}
    assert states >= {"approved", "changed", "refused", "unanswered"}
    assert [
        row["participant"] for row in answers if row["document"] and not row["state"] and row["date"] == "2024-05-10"
    ] == ["P05"]
    assert {row["participant"] for row in answers if row["state"] == "approved"} >= {"P02"}
    assert not [row for row in answers if row["participant"] in ("P05", "P12") and row["state"] == "approved"]


def test_questions_were_put_by_the_interviewer_in_these_words(place, study, tables):
    ours = {
        **{question.id: "semi-directif" for question in guide_of("semi-directif").questions()},
    }
    tale = {question.id for question in guide_of("recit-de-vie").questions()}
    for row in tables["questions"]:
        text = (place / "texts" / f"{row['document'].lower()}.txt").read_text(encoding="utf-8")
        assert bool(row["mots"]) == (row["façon"] != "laissée de côté")
        assert row["question"] in (tale if row["document"] == "E05" else ours) or row["façon"] == "improvisée"
        if row["mots"]:
            assert text.count(row["mots"]) == 1, row
            transcript = study.transcripts[row["document"]]
            if (at := transcript.text.find(row["mots"])) >= 0:
                labels = transcript.turns[transcript.turn_at(at) - 1].speakers
                assert {transcript.speaker(label).role for label in labels} == {"interviewer"}, row
    manners = Counter(row["façon"] for row in tables["questions"])
    assert set(manners) == {"posée", "laissée de côté", "improvisée", "mal posée"}


def guide_of(kind):
    return read_guide(folder("interview_guides") / f"travailleurs-pairs-{kind}.md")


def test_both_guides_pass_their_check():
    for kind in ("semi-directif", "recit-de-vie"):
        assert [finding for finding in check(guide_of(kind)) if finding.severity != "info"] == []


def test_the_read_me_says_that_all_is_invented_and_proposes_six_exercises(place):
    read_me = (place / "LISEZMOI.md").read_text(encoding="utf-8")

    assert "Tout est inventé" in read_me
    assert len(re.findall(r"^### Exercice \d", read_me, re.MULTILINE)) == 6
    named = set(re.findall(r"`([\w-]+\.(?:csv|json|py|md))`", read_me))
    there = {path.name for path in place.iterdir()} | {path.name for path in folder("interview_guides").iterdir()}
    assert named <= there
    assert {path.name for path in place.iterdir() if path.suffix in (".csv", ".json", ".py")} <= named


def test_brief_asks_what_the_guide_asks(place):
    brief = (place / "brief.md").read_text(encoding="utf-8")

    assert "inventé" in brief
