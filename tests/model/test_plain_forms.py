"""Nouns as plain values: what is written comes back, what is strange is refused."""

import json
from dataclasses import MISSING, fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noun_strategies import EVERY, PARTS

from toolkit.errors import InvalidValue
from toolkit.model import NOUNS, Code, Coding, Participant, Transcript, from_plain, to_plain
from toolkit.model.plain import from_json, required, to_json

ALL = {**EVERY, **PARTS}
MINIMAL: dict[str, dict[str, Any]] = {
    "sheets": {},
    "cases": {"id": "c"},
    "participants": {"id": "P"},
    "coders": {"id": "C"},
    "guides": {"id": "g", "title": "G"},
    "transcripts": {"id": "E", "text": "Oui."},
    "codes": {"id": "a", "label": "A"},
    "codings": {"id": "g", "transcript": "E", "start": 0, "end": 3, "quote": "Oui", "code": "a", "coder": "C"},
    "memos": {"id": "m", "text": "…"},
    "reviews": {"id": "r", "coding": "g", "reviewer": "S", "verdict": "agree"},
    "quotes": {"id": "q", "coding": "g", "transcript": "E", "start": 0, "end": 3, "text": "Oui"},
    "links": {"id": "l", "kind": "causes", "source": "a", "target": "b"},
    "events": {"id": "e", "text": "Départ"},
    "acts": {"id": "a", "action": "Elle ouvre."},
}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_noun_comes_back_from_its_text(kind: type, data: st.DataObject) -> None:
    noun = data.draw(ALL[kind])

    back = from_json(kind, to_json(noun))

    assert back == noun
    assert type(back) is kind
    assert to_json(back) == to_json(noun)
    assert from_plain(kind, to_plain(noun)) == noun


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_one_noun_has_one_text_on_one_line(kind: type, data: st.DataObject) -> None:
    noun = data.draw(ALL[kind])
    text = to_json(noun)
    shuffled = dict(reversed(json.loads(text).items()))

    assert to_json(from_plain(kind, shuffled)) == text
    assert "\n" not in text
    assert list(json.loads(text)) == sorted(field.name for field in fields(kind))


@pytest.mark.parametrize("shelf", NOUNS)
def test_what_an_older_file_lacks_takes_its_default(shelf: str) -> None:
    kind = NOUNS[shelf]

    noun = from_plain(kind, MINIMAL[shelf])

    assert set(MINIMAL[shelf]) == set(required(kind))
    for field in fields(kind):
        if field.name not in MINIMAL[shelf] and field.name != "fingerprint":
            assert field.default is not MISSING
            assert getattr(noun, field.name) == field.default


@pytest.mark.parametrize(("shelf", "name"), [(shelf, name) for shelf, plain in MINIMAL.items() for name in plain])
def test_a_missing_field_is_named(shelf: str, name: str) -> None:
    plain = {key: value for key, value in MINIMAL[shelf].items() if key != name}

    with pytest.raises(InvalidValue) as caught:
        from_plain(NOUNS[shelf], plain)

    assert f"«\xa0{name}\xa0»" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("shelf", NOUNS)
def test_a_field_of_a_later_version_is_refused(shelf: str) -> None:
    with pytest.raises(InvalidValue, match="zodiaque"):
        from_plain(NOUNS[shelf], {**MINIMAL[shelf], "zodiaque": 1})


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Coding, {**MINIMAL["codings"], "start": "0"}),
        (Coding, {**MINIMAL["codings"], "start": None}),
        (Coding, {**MINIMAL["codings"], "start": 0.0}),
        (Coding, {**MINIMAL["codings"], "start": False}),
        (Coding, {**MINIMAL["codings"], "code": ["a"]}),
        (Code, {**MINIMAL["codes"], "label": 3}),
        (Code, {**MINIMAL["codes"], "questions": "A1"}),
        (Code, {**MINIMAL["codes"], "questions": [1]}),
        (Code, {**MINIMAL["codes"], "questions": None}),
        (Participant, {"id": "P", "traits": [["âge"]]}),
        (Participant, {"id": "P", "traits": [[1, 2]]}),
        (Participant, {"id": "P", "traits": [["âge", [1]]]}),
        (Participant, {"id": "P", "traits": {"âge": 1}}),
        (Participant, {"id": "P", "consents": ["oui"]}),
        (Participant, {"id": "P", "consents": [{"scope": "quoting"}]}),
        (Transcript, {**MINIMAL["transcripts"], "turns": [{"speakers": [], "label_start": 0, "start": 0}]}),
        (Transcript, []),
        (Transcript, None),
        (Transcript, "E01"),
    ],
)
def test_what_a_hand_spoiled_is_refused_with_a_sentence(kind: type, plain: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        from_plain(kind, plain)

    assert caught.value.message
    assert caught.value.hint
    assert "Oui" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "42", '"E01"'])
def test_what_is_no_record_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidValue, match="fiche"):
        from_json(Code, text)
