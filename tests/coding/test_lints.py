"""What a used codebook should be looked at again for: each remark, its passages, and what is no fault."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.coding.lints import CHECKS, Lint, lint_codebook
from toolkit.model import Code, Codebook, Coding, Transcript, coding_of

TEXT = "Ici rien que des mots. " * 40
FULL = {
    "definition": "Ce qui se donne sans contrepartie.",
    "when_not_to_use": "Si c’est payé.",
    "example": "« prends »",
}


def marked(start: int, end: int, code: str, *, id: str = "E01", **others) -> Coding:
    return coding_of(Transcript(id, TEXT), start, end, Code(code, code), **{"coder": "C1", **others})


def well_used(*codes: str) -> list[Coding]:
    """Two passages of each code, in two transcripts, which meet no other."""
    return [
        marked(10 * n, 10 * n + 5, code, id=id) for n, code in enumerate(codes) for id in ("E01", "E02")
    ]  # fmt: skip


def checks(lints: list[Lint]) -> list[tuple[str, tuple[str, ...]]]:
    return [(lint.check, lint.codes) for lint in lints]


def code(id: str, **fields) -> Code:
    filled = {**FULL, "definition": f"Ce que veut dire {id}, et rien d’autre que {id * 3}.", **fields}
    return Code(id, fields.pop("label", id), **{k: v for k, v in filled.items() if k != "label"})


def five() -> tuple[Codebook, list[Coding]]:
    ids = ("aide", "don", "temps", "lieu", "argent")
    return Codebook([code(id) for id in ids]), well_used(*ids)


def test_a_codebook_that_is_well_kept_has_no_remark():
    book, codings = five()

    assert lint_codebook(book, codings) == []


@pytest.mark.parametrize(
    ("fields", "check"),
    [
        ({"definition": "", "short_definition": " "}, "no_definition"),
        ({"when_not_to_use": ""}, "no_exclusion"),
        ({"example": ""}, "no_example"),
        ({"label": "Ce que les gens se donnent"}, "long_label"),
        ({"label": "DON"}, "same_label"),
    ],
)
def test_what_a_code_lacks_is_remarked(fields, check):
    book, codings = five()
    changed = Codebook([replace(one, **fields) if one.id == "aide" else one for one in book])

    assert check in [lint.check for lint in lint_codebook(changed, codings) if lint.codes[0] in ("aide", "don")]


def test_a_theme_that_groups_its_codes_needs_no_definition():
    book, codings = five()
    grouped = Codebook([Code("liens", "Liens"), *(replace(one, parent="liens") for one in book)])

    assert lint_codebook(grouped, codings) == []


def test_codes_that_are_rare_are_remarked_with_their_passages():
    book, codings = five()
    kept = [one for one in codings if one.code not in ("aide", "don", "temps")]
    once = marked(0, 5, "don")
    twice = [marked(20, 25, "temps"), marked(40, 45, "temps")]

    found = lint_codebook(book, [*kept, once, *twice], share=1)

    assert checks(found) == [("unused", ("aide",)), ("used_once", ("don",)), ("one_transcript", ("temps",))]
    assert [set(lint.codings) for lint in found] == [set(), {once.id}, {one.id for one in twice}]
    assert "E01" in found[2].message


def test_one_passage_marked_by_two_coders_is_used_once():
    book, codings = five()
    kept = [one for one in codings if one.code != "aide"]

    found = lint_codebook(book, [*kept, marked(0, 5, "aide"), marked(0, 5, "aide", coder="C2")])

    assert checks(found) == [("used_once", ("aide",))]


def test_rejected_passages_are_nowhere():
    book, codings = five()
    rejected = [replace(one, state="rejected") if one.code == "aide" else one for one in codings]

    assert checks(lint_codebook(book, rejected)) == [("unused", ("aide",))]


def test_passages_of_an_older_definition_are_listed():
    book, codings = five()
    newer = Codebook([replace(one, version=2) if one.id == "aide" else one for one in book])

    (found,) = lint_codebook(newer, codings)

    assert found.check == "older_definition"
    assert set(found.codings) == {one.id for one in codings if one.code == "aide"}


def test_two_codes_on_the_same_words_are_remarked_and_two_that_meet_a_little_are_not():
    book, codings = five()
    near = [replace(one, code="don", id=one.id + "x") for one in codings if one.code == "aide"]
    others = [one for one in codings if one.code != "don"]

    assert ("overlapping_siblings", ("aide", "don")) in checks(lint_codebook(book, [*others, *near]))

    far = [marked(300, 310, "don"), marked(300, 310, "don", id="E02"), marked(2, 7, "don", id="E02")]
    assert "overlapping_siblings" not in [lint.check for lint in lint_codebook(book, [*others, *far])]


def test_a_code_that_covers_a_quarter_of_what_is_coded_is_wide():
    book, codings = five()

    (found,) = lint_codebook(book, [*codings, marked(100, 140, "lieu")])

    assert (found.check, found.codes) == ("too_wide", ("lieu",))
    assert "56 %" in found.message.replace("\xa0", " ").replace("\u202f", " ")


def test_a_code_and_its_parent_on_one_passage_are_remarked():
    book, codings = five()
    tree = Codebook([replace(one, parent="aide") if one.id == "don" else one for one in book])

    found = lint_codebook(tree, [*codings, marked(0, 5, "don")])

    assert ("parent_and_child", ("don", "aide")) in checks(found)


def test_definitions_of_nearly_the_same_words_are_remarked():
    book, codings = five()
    same = "Tout ce que les personnes se donnent les unes aux autres, un jour ou l’autre, sans jamais rien attendre."
    texts = {"aide": same, "don": same.replace("Tout", "Bien")}
    twins = Codebook([replace(one, definition=texts.get(one.id, one.definition)) for one in book])

    assert checks(lint_codebook(twins, codings)) == [("near_definitions", ("aide", "don"))]


WORDS = ["donner", "recevoir", "rendre", "aider", "porter", "tenir"]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=2, max_size=6),
    st.sampled_from([0.5, 0.6, 0.75, 0.8, 1.0]),
)
def test_near_definitions_are_those_that_comparing_all_of_them_finds(definitions, alike):
    book = Codebook([Code(f"c{n}", f"Code {n}", definition=" ".join(words)) for n, words in enumerate(definitions)])
    bags = [set(words) for words in definitions]
    expected = {
        (f"c{i}", f"c{j}")
        for i in range(len(bags))
        for j in range(i + 1, len(bags))
        if len(bags[i] & bags[j]) / len(bags[i] | bags[j]) >= alike
    }

    found = {lint.codes for lint in lint_codebook(book, alike=alike) if lint.check == "near_definitions"}

    assert found == expected


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)), min_size=1, max_size=5)


@given(st.dictionaries(st.sampled_from(["aide", "don", "temps"]), spans, min_size=2))
def test_overlaps_are_those_of_sets_of_characters(marks):
    book = Codebook([code(id) for id in ("aide", "don", "temps")])
    held = {id: {(a, a + n) for a, n in places} for id, places in marks.items()}
    codings = [marked(*place, id_) for id_, places in held.items() for place in places if TEXT[slice(*place)].strip()]
    sets = {id: {at for c in codings if c.code == id for at in range(c.start, c.end)} for id in held}
    expected = {
        (one, other)
        for one in ("aide", "don", "temps")
        for other in ("aide", "don", "temps")
        if one < other
        and sets.get(one)
        and sets.get(other)
        and len(sets[one] & sets[other]) > 0.8 * min(len(sets[one]), len(sets[other]))
    }

    found = {lint.codes for lint in lint_codebook(book, codings) if lint.check == "overlapping_siblings"}

    assert found == expected


def test_every_check_has_its_title_in_french(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "fr")

    titles = [Lint(check, ("x",), "").title for check in CHECKS]

    assert len(set(titles)) == len(CHECKS)
    assert "two codes" not in " ".join(titles)
