import re
from pathlib import Path

import toolkit.transcripts as room
from toolkit.transcripts.name_reasons import _SAID, why_said
from toolkit.transcripts.names import _RANK, find_names


def test_each_reason_that_the_finder_gives_is_said_in_words():
    folder = Path(room.__file__).parent
    written = {
        why
        for name in ("judging", "small_letters", "kinds", "org_names", "initials", "place_numbers")
        for why in re.findall(
            r'"(?:PERSON|PLACE|ORG)", "([a-zA-Z ]+)"', (folder / f"{name}.py").read_text(encoding="utf-8")
        )
    }

    assert (written | set(_RANK)) - {"PLACE", "ORG", "PERSON"} <= set(_SAID)
    assert all(map(why_said, _SAID))


def test_a_candidate_says_why_it_was_seen():
    (found,) = find_names("Je m'appelle Inès.", spacy=False)

    assert why_said(found.why)
