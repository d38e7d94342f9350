"""The oral test set is sound, and its score counts what it says."""

import unicodedata
from collections import Counter

import pytest
from oral_set import FOLDER, GROUPS, TYPES, Extract, Missed, load, parse, score

EXTRACTS = load()
BY_TYPE = Counter(span.type for extract in EXTRACTS for span in extract.spans)


def tiny(marked: str, id: str = "x-01") -> Extract:
    return Extract(id, "x", ("essai",), *parse(marked))


def at(extract: Extract, piece: str, type: str) -> tuple[int, int, str]:
    start = extract.text.index(piece)
    return start, start + len(piece), type


def test_the_set_holds_enough_extracts_of_each_field():
    fields = Counter(extract.field for extract in EXTRACTS)

    assert len(EXTRACTS) >= 220
    assert set(fields) == {"sante", "pairs", "cooperation", "participation", "ia", "vies"}
    assert min(fields.values()) >= 40


def test_the_set_is_balanced_by_type():
    assert set(BY_TYPE) == set(TYPES)
    assert BY_TYPE["PERSON"] >= 150
    assert BY_TYPE["PLACE"] >= 100
    assert BY_TYPE["ORG"] >= 80
    assert BY_TYPE["PHONE"] >= 20
    assert BY_TYPE["PHONE"] + BY_TYPE["EMAIL"] + BY_TYPE["ID"] >= 60
    assert min(BY_TYPE["ADDRESS"], BY_TYPE["DATE"]) >= 12


def test_the_set_holds_extracts_without_a_name_and_extracts_of_near_misses_alone():
    bare = Counter(tag for extract in EXTRACTS if not extract.spans for tag in extract.tags)

    assert bare["sans-nom"] >= 15
    assert bare["leurre"] >= 15
    assert [extract.id for extract in EXTRACTS if "sans-nom" in extract.tags and extract.spans] == []


def test_ids_and_texts_are_all_different():
    ids = Counter(extract.id for extract in EXTRACTS)
    texts = Counter(extract.text for extract in EXTRACTS)

    assert [id for id, count in ids.items() if count > 1] == []
    assert [text[:40] for text, count in texts.items() if count > 1] == []
    assert [extract.id for extract in EXTRACTS if not extract.id.startswith(f"{extract.field}-")] == []


def test_each_extract_has_the_length_of_talk_and_composed_letters():
    lengths = {extract.id: len(extract.text.split()) for extract in EXTRACTS}

    assert {id: count for id, count in lengths.items() if not 25 <= count <= 90} == {}
    assert [extract.id for extract in EXTRACTS if not unicodedata.is_normalized("NFC", extract.text)] == []


def test_no_mark_is_left_in_a_text():
    marks = ("[[", "]]", "{{", "}}", "<<", ">>", "|")

    assert [extract.id for extract in EXTRACTS if any(mark in extract.text for mark in marks)] == []


def test_every_span_begins_and_ends_on_the_border_of_a_word():
    wrong = []

    for extract in EXTRACTS:
        text = extract.text
        for start, end, type in (*extract.spans, *extract.tolerated, *extract.roles):
            said = text[start:end]
            cut = (start > 0 and text[start - 1].isalnum() and text[start].isalnum()) or (
                end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
            )
            if not said or cut or said != said.strip() or not any(char.isalnum() for char in said):
                wrong.append(f"{extract.id} {type} « {said} »")

    assert wrong == []


def test_spans_do_not_overlap():
    wrong = [
        extract.id
        for extract in EXTRACTS
        for before, after in zip(extract.spans, extract.spans[1:], strict=False)
        if after.start < before.end
    ]

    assert wrong == []


def test_every_type_is_known_and_every_tag_is_explained():
    explained = (FOLDER / "README.md").read_text(encoding="utf-8").split("## Étiquettes")[1]
    tags = {tag for extract in EXTRACTS for tag in extract.tags}

    assert set(BY_TYPE) == {type for types in GROUPS.values() for type in types}
    assert [tag for tag in sorted(tags) if f"`{tag}`" not in explained] == []


def test_a_name_annotated_once_in_an_extract_is_annotated_or_judged_each_time():
    left = []

    for extract in EXTRACTS:
        known = (*extract.spans, *extract.tolerated)
        for name in {extract.text[one.start : one.end] for one in extract.spans if one.type in {"PERSON", "PLACE"}}:
            start = extract.text.find(name)
            while start >= 0:
                end = start + len(name)
                whole = not (extract.text[start - 1 : start].isalnum() or extract.text[end : end + 1].isalnum())
                if whole and len(name) > 3 and not any(one.start < end and start < one.end for one in known):
                    left.append((extract.id, name))
                start = extract.text.find(name, end)

    # « il est très aimé », « la fraise sur la charlotte »: the same word, and no name.
    assert sorted({name for _id, name in left}) == ["aimé", "charlotte"]


@pytest.mark.parametrize("marked", ["[[PERSON|Inès", "Inès]]", "{{Inès]]", "<<la [[PERSON|maire>> Inès]]"])
def test_a_mark_that_does_not_close_is_refused(marked):
    with pytest.raises(ValueError, match=r"clos"):
        parse(marked)


def test_marks_within_marks_are_read_on_the_plain_text():
    text, spans, tolerated, roles = parse("<<le maire de [[PLACE|Feurs]]>>, au [[PHONE|zéro six {{euh}} douze]]")

    assert text == "le maire de Feurs, au zéro six euh douze"
    assert [text[start:end] for start, end, _type in spans] == ["Feurs", "zéro six euh douze"]
    assert [text[start:end] for start, end, _type in tolerated] == ["euh"]
    assert [text[start:end] for start, end, _type in roles] == ["le maire de Feurs"]


def test_a_span_is_covered_by_pieces_of_any_type_and_the_type_is_counted_apart():
    extract = tiny("avec [[PERSON|Anne-Lise Oury]] à [[PLACE|Die]], au [[ORG|Relais]]")
    found = {"x-01": [at(extract, "Anne", "PERSON"), at(extract, "Lise Oury", "PERSON"), at(extract, "à Die", "ORG")]}

    report = score(found, [extract])

    assert (report.groups["persons"].recall, report.groups["persons"].mistyped) == (1.0, 0)
    assert (report.groups["places"].recall, report.groups["places"].mistyped) == (1.0, 1)
    assert report.groups["organisations"].recall == 0.0
    assert report.missed == [Missed("x-01", ("essai",), "ORG", "Relais")]
    assert report.false == []


def test_half_a_name_is_missed_and_a_hesitation_within_a_dictated_number_need_not_be_covered():
    extract = tiny("[[PERSON|Lou Bazin]], c'est [[PHONE|zéro six {{euh}} douze]]")
    found = {
        "x-01": [at(extract, "Bazin", "PERSON"), at(extract, "zéro six", "PHONE"), at(extract, "douze", "PHONE")]
    }

    report = score(found, [extract])

    assert [one.text for one in report.missed] == ["Lou Bazin"]
    assert report.groups["identifiers"].recall == 1.0


def test_a_candidate_is_false_when_it_touches_nothing_that_is_annotated():
    first = tiny("{{Coluche}} disait à [[PERSON|Rose]] que <<l'élue>> voit la vie en rose")
    second = tiny("rien du tout", "x-02")
    pieces = [("Coluche", "PERSON"), ("l'élue", "ROLE"), ("rose", "PERSON")]
    found = {"x-01": [at(first, *piece) for piece in pieces], "x-02": [(0, 4, "PLACE")]}

    report = score(found, [first, second])

    assert report.false == [("x-01", "PERSON", "rose"), ("x-02", "PLACE", "rien")]
    assert report.false_per_extract == 1.0
    assert (report.roles, report.roles_touched) == (1, 1)
    assert "persons       0.000 (0 of 1" in str(report)


def test_what_finds_everything_scores_one_and_what_finds_nothing_scores_zero():
    everything = score({extract.id: extract.spans for extract in EXTRACTS})
    nothing = score({})

    assert {group.recall for group in everything.groups.values()} == {1.0}
    assert everything.missed == everything.false == []
    assert {group.recall for group in nothing.groups.values()} == {0.0}
    assert len(nothing.missed) == sum(BY_TYPE.values())


@pytest.mark.parametrize("found", [{"nobody-01": []}, {"x-01": [(0, 99, "PERSON")]}, {"x-01": [(2, 2, "PERSON")]}])
def test_a_candidate_out_of_the_set_is_refused(found):
    with pytest.raises(ValueError, match=r"no such extract|outside"):
        score(found, [tiny("[[PERSON|Inès]] rit")])
