"""Lines of a PDF put together again."""

import pytest

from toolkit.formats.pdf import paragraphs


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("Comment s'inscrivent-\nils ici ?", ["Comment s'inscrivent-ils ici ?"]),
        ("des entretiens semi-\ndirectifs", ["des entretiens semi-directifs"]),
        ("les béné-\nvoles du club", ["les bénévoles du club"]),
        ("Missions\n- Observer\n- Lire et\nécrire", ["Missions", "- Observer", "- Lire et écrire"]),
        ("Une phrase.\nUne autre", ["Une phrase.", "Une autre"]),
    ],
)
def test_a_line_goes_on_below_and_keeps_the_hyphens_that_are_its_own(page, lines):
    assert paragraphs(page) == lines
