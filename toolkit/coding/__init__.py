"""The room where passages are marked: codings, codebook, search and dictionaries."""

from toolkit.coding.chronicles import act, chronicle, delete_acts
from toolkit.coding.codebook_desk import CodebookDesk, codebook_desk
from toolkit.coding.dictionary import Dictionary, Survey, propose, survey
from toolkit.coding.events import change_event, delete_events, event, life, timeline_table
from toolkit.coding.files import read_codebook, read_dictionary, save_codebook, write_opened
from toolkit.coding.links import arguments, find_links, link, links_table, paradigm, standings, unlink
from toolkit.coding.lints import Lint, lint_codebook
from toolkit.coding.marks import accept, add, delete, find_quote, mark, move, recode, reject
from toolkit.coding.page_files import import_answers, page, to_html
from toolkit.coding.plots import life_timeline, timeline_text
from toolkit.coding.printed_files import print_coded
from toolkit.coding.printing import coded_document, show
from toolkit.coding.regrouping import confirm, merge_codes, outdated, split_code, to_sort
from toolkit.coding.searching import Hit, in_context, search
from toolkit.coding.widget import Highlighter, desk, highlighter
from toolkit.formats.codebook_text import codebook_markdown

__all__ = [
    "CodebookDesk",
    "Dictionary",
    "Highlighter",
    "Hit",
    "Lint",
    "Survey",
    "accept",
    "act",
    "add",
    "arguments",
    "change_event",
    "chronicle",
    "codebook_desk",
    "codebook_markdown",
    "coded_document",
    "confirm",
    "delete",
    "delete_acts",
    "delete_events",
    "desk",
    "event",
    "find_links",
    "find_quote",
    "highlighter",
    "import_answers",
    "in_context",
    "life",
    "life_timeline",
    "link",
    "links_table",
    "lint_codebook",
    "mark",
    "merge_codes",
    "move",
    "outdated",
    "page",
    "paradigm",
    "print_coded",
    "propose",
    "read_codebook",
    "read_dictionary",
    "recode",
    "reject",
    "save_codebook",
    "search",
    "show",
    "split_code",
    "standings",
    "survey",
    "timeline_table",
    "timeline_text",
    "to_html",
    "to_sort",
    "unlink",
    "write_opened",
]
