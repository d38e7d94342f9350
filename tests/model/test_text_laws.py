"""Clean text, folding, word counts: the ground of every position."""

import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.model import clean_text, fold, slug, text_sha256, words
from toolkit.model.text import is_clean

STRANGE = (
    "\t\r\n\x00\x08\x0b\x0c\x1b\x1c\x1f\x7f\x85\x9f"
    "\xa0\u0300\u0301\u200b\u2028\u2029\u202f\ufeff\ufffe\uffff’'eéœ😀👩‍🌾"
)
anything = st.text(
    alphabet=st.one_of(st.sampled_from(STRANGE), st.characters(exclude_categories=["Cs"])), max_size=60
)


@given(anything)
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    text = clean_text(raw)

    assert clean_text(text) == text
    assert is_clean(text)


@given(anything)
@settings(max_examples=400, deadline=None)
def test_clean_text_is_composed_and_breaks_lines_one_way_only(raw: str) -> None:
    text = clean_text(raw)

    assert unicodedata.is_normalized("NFC", text)
    assert not [char for char in text if unicodedata.category(char) == "Cc" and char != "\n"]
    assert not set(text) & set("\u2028\u2029\ufeff\ufffe\uffff")
    assert text.count("\n") + 1 == len(text.splitlines() or [""]) + text.endswith("\n") * bool(text)


@given(st.lists(st.sampled_from("aéL’'\xa0\u202f«».?! 😀\n"), max_size=40).map("".join))
def test_what_french_typography_needs_is_kept(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\r\nb", "a\n\nb"),
        ("a\x85b\u2028c\u2029d\x0ce\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a\tb\t\tc", "a b  c"),
        ("\ufeffQ\ufeff : \ufeff", "Q : "),
        ("e\u0301te\u0301", "été"),
        ("e\x00\u0301", "é"),
        ("A\x1c\x1d\x1e\x1fB\x7fC\x9f", "ABC"),
        ("", ""),
        ("\r\n", "\n"),
        ("L’aidant·e\xa0: «\u202foui\u202f»", "L’aidant·e\xa0: «\u202foui\u202f»"),
    ],
)
def test_each_kind_of_sign_has_its_place(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@given(anything, anything, st.sampled_from("\ud800\udbff\udc00\udfff"))
@settings(max_examples=50)
def test_half_a_character_is_refused_with_its_place_and_no_word(before: str, after: str, half: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        clean_text(before + half + after)

    assert f"position {len(before)}" in caught.value.message
    assert "UTF-8" in caught.value.hint
    assert half not in str(caught.value)
    assert not is_clean(before + half + after)


@given(anything)
@settings(max_examples=400, deadline=None)
def test_folding_twice_is_folding_once(raw: str) -> None:
    folded = fold(raw)

    assert fold(folded) == folded


@given(st.text(alphabet="aàéèêëîïôùûüçœæÉÈÇŒ’' -\xa0zZ", max_size=30))
def test_a_search_meets_the_text_whatever_its_case_accents_and_spaces(text: str) -> None:
    typed = unicodedata.normalize("NFD", text).replace("’", "'").replace("\xa0", " ")

    assert fold(typed) == fold(text) == fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre", "oeuvre"),
        ("L’ÉTÉ\u202f!", "l'ete !"),
        ("Ǽ", "ae"),
        ("peut\u2011être", "peut-etre"),
        ("l‘aube, lʼaube", "l'aube, l'aube"),
        ("Straße ﬁn", "strasse fin"),
        ("😀", "😀"),
    ],
)
def test_folding_knows_french(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(anything)
@settings(max_examples=300, deadline=None)
def test_a_slug_is_short_ascii_and_stays_itself(raw: str) -> None:
    name = slug(raw)

    assert len(name) <= 48
    assert name == name.strip("-")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(name) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Dire / taire", "dire-taire"),
        ("L’entr’aide", "l-entr-aide"),
        ("Cœur à l'œuvre", "coeur-a-l-oeuvre"),
        ("😀", ""),
    ],
)
def test_a_slug_can_be_read(label: str, name: str) -> None:
    assert slug(label) == name


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" … ?! « »", 0),
        ("Oui.", 1),
        ("L’été, c'est long", 5),
        ("peut-être", 2),
        ("aujourd'hui Aujourd’hui", 2),
        ("citoyen.nes acteurs/trices étudiant·e·s salarié(e)s auteur.rice.s", 5),
        ("celles·ceux et/ou homme/femme", 6),
        ("fini.Elle revient", 3),
        ("12,5 % de 3.000 en 2026", 5),
        ("à 12h30", 2),
        ("a_b", 2),
        ("x\u0302y", 1),
        ("👩‍🌾 bêche 😀", 1),
    ],
)
def test_words_are_counted_as_french_counts_them(text: str, count: int) -> None:
    assert words(text) == count


@given(
    st.lists(st.sampled_from(["oui", "citoyen.nes", "été", "42", "aujourd’hui"]), max_size=12),
    st.sampled_from([" ", "\n", ", ", " ? "]),
)
def test_words_apart_are_counted_one_by_one(said: list[str], between: str) -> None:
    assert words(between.join(said)) == len(said)


@given(anything.map(clean_text))
def test_the_fingerprint_is_the_sha256_of_the_utf8(text: str) -> None:
    assert text_sha256(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()
