"""Languages that work asks for and that people speak: one closed list, and what each is called."""

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

#: ISO 639-1, two letters: what is spoken in our countries and around them, and what the feeds that we read ask for.
LANGUAGES = (
    "am", "ar", "az", "be", "bg", "bs", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "hy", "is", "it", "ja", "ka", "kk", "ko", "ku", "ky", "lt", "lv", "mn", "nl", "no", "pl", "pt", "ro", "ru",
    "sk", "sl", "so", "sq", "sr", "sv", "tg", "th", "ti", "tk", "tr", "tt", "ug", "uk", "ur", "uz", "vi", "zh",
)  # fmt: skip


def language_name(code: str) -> str:
    """Return what a language is called in the reader's, capitalised; empty where we have no word for it."""
    said = {**dict(settings.LANGUAGES), **_named_by_us()}.get(code)
    if said:
        return str(said)
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return ""


def named_languages() -> list[tuple[str, str]]:
    """Return the closed list as (code, name), by name."""
    return sorted(((code, language_name(code)) for code in LANGUAGES), key=lambda it: it[1].casefold())


def _named_by_us() -> dict[str, str]:
    # Django has no word for these in one of our languages, or a misspelt one.
    return {
        "am": _("Amharic"),
        "be": _("Belarusian"),
        "ku": _("Kurdish"),
        "no": _("Norwegian"),
        "so": _("Somali"),
        "ti": _("Tigrinya"),
        "ug": _("Uyghur"),
        "zh": _("Chinese"),
    }
