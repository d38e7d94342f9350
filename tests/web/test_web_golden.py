"""Python and JavaScript say the same: the files that the node tests read are what Python says today."""

import json
import runpy
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import Refused
from toolkit.web.seal import SEALED_FORMAT, is_sealed, seal, unseal

HERE = Path(__file__).parent
GOLDEN = runpy.run_path(str(HERE / "golden.py"))


def test_the_positions_that_javascript_is_tested_on_are_those_of_python():
    held = json.loads((HERE / "offsets.json").read_text(encoding="ascii"))

    assert held == GOLDEN["offsets"]()


def test_the_twenty_thousand_cases_that_javascript_draws_are_those_of_python():
    held = json.loads((HERE / "drawn.json").read_text(encoding="ascii"))

    assert held == json.loads(json.dumps(GOLDEN["drawn"]()))
    assert held["cases"] >= 20_000


def test_the_sealed_value_that_javascript_opens_opens_in_python():
    sealed = json.loads((HERE / "sealed.json").read_text(encoding="ascii"))

    value = unseal(sealed, GOLDEN["PASSPHRASE"], aad="carnet-test/1")

    assert value == GOLDEN["SEALED"]


def test_the_messages_that_javascript_is_tested_on_are_those_of_python(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "fr")
    held = json.loads((HERE / "wire.json").read_text(encoding="ascii"))

    assert held == GOLDEN["wire"]()


@settings(max_examples=25, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers(-9, 9) | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    ),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=8, max_size=20),
)
def test_what_is_sealed_comes_back_whatever_the_passphrase(value, passphrase):
    sealed = json.loads(json.dumps(seal(value, passphrase, aad="x/1", iterations=10)))

    assert is_sealed(sealed)
    assert unseal(sealed, unicodedata.normalize("NFD", passphrase), aad="x/1") == value


def test_a_sealed_value_hides_its_words_and_says_how_it_was_sealed():
    sealed = seal({"mot": "voisine"}, "phrase de passe", aad="x/1")

    assert sealed["format"] == SEALED_FORMAT
    assert sealed["kdf"]["iterations"] == 600_000
    assert "voisine" not in json.dumps(sealed)


@pytest.mark.parametrize(
    "change",
    [
        {"aad": "y/1"},
        {"cipher": "AES-128-CBC"},
        {"data": "AAAA"},
        {"data": "pas du base64"},
        {"iv": None},
        {"kdf": {"name": "PBKDF2", "hash": "SHA-256", "iterations": 10**12, "salt": "AAAA"}},
        {"kdf": "rien"},
    ],
)
def test_a_changed_seal_is_refused_in_one_sentence(change):
    sealed = seal([1], "phrase de passe", aad="x/1", iterations=10) | change

    with pytest.raises(Refused) as caught:
        unseal(sealed, "phrase de passe", aad="x/1")

    assert caught.value.message
    assert caught.value.hint


def test_another_passphrase_is_refused():
    sealed = seal([1], "phrase de passe", aad="x/1", iterations=10)

    with pytest.raises(Refused):
        unseal(sealed, "Phrase de passe", aad="x/1")


def test_a_short_passphrase_is_refused():
    with pytest.raises(Refused):
        seal([1], "court", aad="x/1")
