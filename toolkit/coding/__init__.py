"""The room where passages are marked: codings, codebook, search and dictionaries."""

from toolkit.coding.codebook import codebook_markdown
from toolkit.coding.dictionary import Dictionary, Survey, propose, survey
from toolkit.coding.files import read_codebook, read_dictionary, save_codebook
from toolkit.coding.lints import Lint, lint_codebook
from toolkit.coding.marks import accept, add, delete, find_quote, mark, move, recode, reject
from toolkit.coding.page_files import import_answers, page, to_html
from toolkit.coding.printed_files import print_coded
from toolkit.coding.printing import coded_document, show
from toolkit.coding.regrouping import confirm, merge_codes, outdated, split_code, to_sort
from toolkit.coding.searching import Hit, in_context, search
from toolkit.coding.widget import Highlighter, desk, highlighter

__all__ = [
    "Dictionary",
    "Highlighter",
    "Hit",
    "Lint",
    "Survey",
    "accept",
    "add",
    "codebook_markdown",
    "coded_document",
    "confirm",
    "delete",
    "desk",
    "find_quote",
    "highlighter",
    "import_answers",
    "in_context",
    "lint_codebook",
    "mark",
    "merge_codes",
    "move",
    "outdated",
    "page",
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
    "survey",
    "to_html",
    "to_sort",
]
