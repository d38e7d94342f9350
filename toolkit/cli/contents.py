"""What ``carnet --help`` lists: each command, the module that holds it, its one sentence.

The list is written here again so that a help page, or one command, need not import all the others. A test holds
it true. A module that is not listed is imported whenever ``carnet`` runs.
"""

from typing import Final

from toolkit.i18n import N_

CONTENTS: Final[dict[str, dict[str, str]]] = {
    "demo": {
        "demo": N_("Build the example study, room by room. Example: carnet demo my-demo"),
    },
    "study": {
        "new": N_("Create a study and its notebooks. Example: carnet new my-study --title 'Peers'"),
        "lab": N_("Open JupyterLab on a study, in French. Example: carnet lab my-study"),
        "doctor": N_("Say what is missing on this computer, and how to get it."),
        "undo": N_("Take back your last action. Example: carnet undo"),
        "redo": N_("Do again what you took back. Example: carnet redo"),
        "verify": N_("Check that nothing was lost or changed. Example: carnet verify"),
    },
    "remembering": {
        "history": N_("List what was done, the last first: by whom, when, about what."),
        "changes": N_("Say what changed between two days, or since your last visit."),
        "week": N_("Write the weekly note for the supervisor, on one page."),
        "progress": N_("Show how far each source is: transcribed, reread, pseudonymised, coded, with a memo."),
    },
    "backups": {
        "backup": N_("Copy the study whole to another folder, and check the copy."),
        "restore": N_("List the copies of a study, or bring one back; the present state is kept first."),
    },
    "merging": {
        "merge": N_(
            "Bring another copy of the study into it; by default, the copies left beside it by OneDrive and others."
        ),
    },
    "moving": {
        "pack": N_("Put the whole study in one file, to take it to another computer and bring it back."),
        "unpack": N_("Take a study out of a pack, or bring what was done on another computer back into the study."),
        "move": N_("Move the study to another folder: copied, checked, and only then taken away from the old one."),
    },
    "withdrawing": {
        "withdraw": N_("Take a person out of the study for ever, here and in every copy at hand; give a receipt."),
        "redact": N_("Replace real names found late, everywhere and in the history; it cannot be undone."),
    },
    "guides": {
        "guide": N_("Interview guides: draft them from an offer, check their wording and their structure."),
    },
    "transcripts": {
        "read": N_("Show how transcripts are understood: turns, speakers, roles, times. Nothing is imported."),
    },
    "pseudonyms": {
        "names": N_("Find names, places, telephones… in transcripts. Nothing is changed: a person decides."),
        "pseudonymise": N_(
            "Write clean texts where the names of the reviewed table are replaced; keep the originals in the coffre."
        ),
    },
    "imports": {
        "import": N_(
            "Bring transcripts into the study. Example: carnet import raw/*.docx --names names.csv --coffre DIR"
        ),
    },
    "coffre": {
        "coffre": N_(
            "The coffre of the real names: what it holds and until when; put files in it, give originals back."
        ),
    },
    "revising": {
        "revise": N_(
            "Correct a text that is coded, or give its new transcription: each passage follows, or is shown."
        ),
    },
    "risk": {
        "risk": N_(
            "Say who remains recognisable, by traits, roles and extracts; write the one-page note for the DPO."
        ),
    },
    "coding": {
        "search": N_("Search words in the transcripts: every form of a verb or of a noun, accents or not."),
        "autocode": N_("Propose codings from a dictionary; nothing counts until it is accepted."),
        "accept": N_("Accept proposals, one by one or by code; the journal keeps it."),
        "reject": N_("Reject proposals; they will not be proposed again."),
    },
    "codebook": {
        "codebook": N_("The codebook: import it, show it, check it, merge and split codes."),
    },
    "codings": {
        "codings": N_("Codings made elsewhere: in the comments of Word, in a table."),
    },
    "code_page": {
        "code-page": N_(
            "Write one HTML file in which interviews are coded without Python; its answers are then imported."
        ),
    },
    "memos": {
        "memo": N_("Memos and field diary: write, find, print."),
    },
    "links": {
        "link": N_("Typed links: conditions and consequences, actors, what supports or contradicts."),
    },
    "events": {
        "event": N_("Events of a life, dates known or not: add, import, timeline."),
    },
    "chronicles": {
        "chronicle": N_("Chronicle of an activity: what was done, what is said of it."),
    },
    "printing": {
        "print": N_(
            "Print interviews with turn numbers and a wide margin, with their codes if asked: docx, odt or html."
        ),
    },
    "review": {
        "review": N_("Have passages reviewed by a supervisor, bring the answers back."),
    },
    "agreement": {
        "agreement": N_("How far coders agree, code by code, on the texts that each one coded."),
    },
    "counting": {
        "count": N_("How many people (or turns, or extracts) each code reaches, out of how many."),
    },
    "matrices": {
        "cooccurrence": N_("Which codes go together: on the same words, in the same turn, near, in the same person."),
        "compare": N_("Cross codes with a trait, a case, people or codes: n of N in each cell."),
    },
    "querying": {
        "query": N_(
            "Find the extracts that carry some codes: and, or, not, overlapping, near, before, same turn or person."
        ),
    },
    "feedback": {
        "feedback": N_("Tell people what was understood: sheets, and documents checked against the study."),
        "quotes": N_("Choose the extracts to show, record what people answered."),
    },
}
