"""Words are found where they stand alone of their kind, as a plain search finds them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.finding import Places

texts = st.text("ab é’.\n_😀", max_size=120)


@given(texts, st.data())
@settings(max_examples=300, deadline=None)
def test_words_are_found_as_a_plain_search_finds_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = data.draw(st.one_of(texts.filter(bool), st.just(text[start : start + 40] or "a")))
    everywhere = [at for at in range(len(text)) if text.startswith(words, at)]

    found = Places(text).once(words)

    assert found == (everywhere[0] if len(everywhere) == 1 else None)


def test_long_words_of_an_interview_are_found_by_their_place() -> None:
    text = "\n".join(f"P : la réponse numéro {n} parle de la mairie, des loyers et du jardin." for n in range(300))
    places = Places(text)

    assert places.once("réponse numéro 217 parle de la mairie") == text.index("réponse numéro 217")
    assert places.once("la mairie, des loyers et du jardin") is None
    assert places.once("réponse numéro 417 parle de la mairie") is None
