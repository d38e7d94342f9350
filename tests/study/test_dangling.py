"""A change that would leave something in the air is refused: what stands in the way, how many, what to do."""

from pathlib import Path

import pytest

from toolkit import coding, new_study
from toolkit.errors import Refused
from toolkit.model import Change, Code, Coder, Coding, Review, Speaker, Transcript, Turn


@pytest.fixture
def study(tmp_path: Path):
    said = "On répare, on parle."
    text = Transcript("E01", f"P : {said}\n", (Turn(("P",), 0, 4, 4 + len(said)),), (Speaker("P", "participant"),))
    code = Code("aide", "Entraide")
    passage = coding.mark(text, code, coder="C1", quote="On répare")
    with new_study(tmp_path / "étude") as study:
        study.add(Coder("C1"), Coder("S1"), text, code, passage)
        study.add(Review("v1", passage.id, "S1", "discuss"))
        yield study


def test_a_passage_with_a_verdict_is_not_deleted_and_the_sentence_says_what_to_do(study):
    with pytest.raises(Refused) as refused:
        study.do(coding.delete(study.all(Coding)))
    said = str(refused.value)
    assert "1 avis de relecture porte sur un passage codé" in said
    assert "coding.reject" in refused.value.hint
    assert "→" not in said
    assert "reviews" not in said
    # What the sentence tells to do can be done.
    study.do(coding.reject(study.all(Coding)))
    assert [one.state for one in study.all(Coding)] == ["rejected"]


def test_a_code_that_passages_bear_and_a_text_that_is_coded_stay_too(study):
    with pytest.raises(Refused, match="1 passage codé porte un code"):
        study.do(Change.removing(*study.all(Code)))
    with pytest.raises(Refused, match=r"1 passage codé vient d.un entretien"):
        study.do(Change.removing(*study.all(Transcript)))
    assert study.verify()


def test_other_links_are_named_in_words_too(study):
    with pytest.raises(Refused) as refused:
        study.do(Change.removing(study.get(Coder, "C1")))
    assert "1 × «\xa0codage\xa0», qui nomme «\xa0personne qui code\xa0»" in str(refused.value)
    assert "→" not in str(refused.value)
