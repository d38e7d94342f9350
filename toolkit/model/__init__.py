"""The nouns: frozen values, checked when born, that every room shares."""

from toolkit.model.change import Change, Edit
from toolkit.model.codes import Code, Codebook, Coding, Memo, coding_of
from toolkit.model.desk import Desk, MemoryDesk
from toolkit.model.guide import Guide, Probe, Question, Theme
from toolkit.model.ids import new_id
from toolkit.model.people import Case, Coder, Consent, Participant, StudySheet
from toolkit.model.plain import NOUNS, Noun, from_plain, to_plain
from toolkit.model.positions import Moved, Offsets, remap
from toolkit.model.relations import Act, Event, Link
from toolkit.model.returns import Quote, Review
from toolkit.model.text import clean_text, fold, slug, text_sha256, words
from toolkit.model.texts import Speaker, Transcript, Turn
from toolkit.model.units import CODING_COLUMNS, PIECE_COLUMNS, UNITS, Kind, Role, State, Unit

__all__ = [
    "CODING_COLUMNS",
    "NOUNS",
    "PIECE_COLUMNS",
    "UNITS",
    "Act",
    "Case",
    "Change",
    "Code",
    "Codebook",
    "Coder",
    "Coding",
    "Consent",
    "Desk",
    "Edit",
    "Event",
    "Guide",
    "Kind",
    "Link",
    "Memo",
    "MemoryDesk",
    "Moved",
    "Noun",
    "Offsets",
    "Participant",
    "Probe",
    "Question",
    "Quote",
    "Review",
    "Role",
    "Speaker",
    "State",
    "StudySheet",
    "Theme",
    "Transcript",
    "Turn",
    "Unit",
    "clean_text",
    "coding_of",
    "fold",
    "from_plain",
    "new_id",
    "remap",
    "slug",
    "text_sha256",
    "to_plain",
    "words",
]
