"""A guide as Markdown: pleasant by hand, readable in a diff, the same after a round trip.

The head is YAML; each block of a French *guide d'entretien* is a section; a question is ``- **A1** …``,
a probe is one step to the right. French and English headings are understood, accents or not.
"""

from toolkit.guides.reading import read
from toolkit.guides.writing import write
from toolkit.model import Guide


def parse_guide(text: str, *, name: str = "guide.md") -> Guide:
    """Return the guide that a Markdown text describes.

    A text without a head, as one types it (headings, lists of questions), is read too: ``guide_notes`` says what
    was supplied.

    Parameters
    ----------
    text
        The whole file.
    name
        What the faults call it.

    Raises
    ------
    FaultyFile
        With every line that could not be understood: nothing is dropped in silence.
    UnreadableFile
        When the text is empty.

    Examples
    --------
    >>> text = "---\\nguide: g1\\n---\\n\\n# Arriver\\n\\n## Thème A. Le début\\n\\n- **A1** Racontez-moi.\\n"
    >>> parse_guide(text).themes[0].title
    'Le début'
    """
    return read(text, name=name).guide


def write_guide(guide: Guide, *, onto: str | None = None) -> str:
    """Return the Markdown of a guide; ``parse_guide`` gives the guide back.

    Parameters
    ----------
    guide
        The guide; spaces at the ends of its texts and blank lines around them are not kept.
    onto
        An older text of the same guide: comments, order and wording of its lines stay wherever the guide
        still says the same.
    """
    return write(guide, onto)


def question_lines(text: str, *, name: str = "guide.md") -> dict[str, int]:
    """Return the line (from 1) of each question, probe (``A1/1``), theme and section of a text."""
    return read(text, name=name).lines()


def guide_notes(text: str, *, name: str = "guide.md") -> tuple[str, ...]:
    """Return what an ordinary Markdown text left out and was supplied; nothing for a guide written by Carnet."""
    return read(text, name=name).notes
