"""Texts of a JobTech ad: formatted or plain, with leading blanks and line breaks."""

import re

from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.source import Source, has_markup

LANGUAGE = "sv"
_BLOCK = r"</?(?:p|ul|ol|li|div|h[1-6]|br)\b[^>]*>"
_AROUND_BLOCK = re.compile(rf"\s*({_BLOCK})\s*", re.IGNORECASE)


def put_texts(draft: Draft, source: Source) -> None:
    """Keep the text with its breaks, and the parts that some ads have apart."""
    formatted, plain = source.marked_up("description", "text_formatted"), source.marked_up("description", "text")
    if formatted and has_markup(formatted):
        draft.put("description", with_breaks(formatted), ("description", "text_formatted"))
    else:
        draft.put("description", formatted or plain, ("description", "text"))
    for name, part in (
        ("tasks", "needs"),
        ("requirements_text", "requirements"),
        ("conditions", "conditions"),
        ("employer_about", "company_information"),
    ):
        draft.put(name, source.prose("description", part), ("description", part))
    found = source.text("detected_language")
    draft.put("language", found if found and len(found) == 2 else LANGUAGE, ("detected_language",))


def with_breaks(text: str) -> str:
    """Return formatted text in which line breaks between words are seen, as the source's own pages show them."""
    return _AROUND_BLOCK.sub(r"\1", text).replace("\r\n", "\n").replace("\n", "<br>\n")
