"""Languages: gettext catalogues for words, Babel for numbers, dates and names of countries.

The language of a visitor is set once a run by `use`; it lives in a context variable, so two
visitors never share it. Message ids are the English sentences; the English catalogue holds the
plural forms.
"""

from __future__ import annotations

import gettext as gettext_module
import io
from contextvars import ContextVar
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from babel import Locale, dates, numbers
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LANGUAGES: Final = ("en",)
DOMAIN: Final = "dashboard"
# In which languages somebody may write the name of a place, whatever language the pages have.
SEARCHED_LANGUAGES: Final = ("en", "fr", "es", "pt", "de")
_CODE_OF_REGION: Final = {
    "africa": "002",
    "americas": "019",
    "asia": "142",
    "europe": "150",
    "oceania": "009",
}
# CLDR knows every ISO alpha-3 code but the user-assigned one of Kosovo.
_ALPHA2_OF_KOSOVO: Final = {"XKX": "XK"}

_language: ContextVar[str] = ContextVar("language", default="en")


def use(language: str) -> None:
    """Speak this language from here on, in this thread.

    Args:
        language: One of LANGUAGES.
    """
    _language.set(language)


def language() -> str:
    """Return the language in use."""
    return _language.get()


@lru_cache(maxsize=8)
def _catalogue(language_id: str) -> gettext_module.NullTranslations:
    folder = resources.files("dashboard.i18n") / "locale" / language_id / "LC_MESSAGES"
    text = (folder / f"{DOMAIN}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(text)))
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


@lru_cache(maxsize=8)
def _locale(language_id: str) -> Locale:
    return Locale.parse(language_id)


def _(message: str) -> str:
    """Return a message in the language in use."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return a message with the plural form that the number asks for."""
    return _catalogue(_language.get()).ngettext(singular, plural, n)


def number(value: float, decimals: int = 0) -> str:
    """Write a number as readers of the language expect it.

    Args:
        value: The number.
        decimals: Digits after the decimal sign.

    Returns:
        Such as "3,176" in English and "3 176" (narrow no-break space) in French.
    """
    return _number(value, decimals, _language.get())


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int, language_id: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=_locale(language_id))


def day(value: date) -> str:
    """Return a date in words, such as "22 November 2026"."""
    return dates.format_date(value, format="d MMMM y", locale=_locale(_language.get()))


def listed(items: Sequence[str]) -> str:
    """Return items joined as a sentence would: "a", "a and b", "a, b, and c"."""
    from babel.lists import format_list  # noqa: PLC0415 - small, and few pages need it

    return format_list(list(items), locale=_locale(_language.get()))


@lru_cache(maxsize=4096)
def _country(iso3: str, language_id: str) -> str | None:
    alpha2 = _ALPHA2_OF_KOSOVO.get(iso3) or get_global("territory_aliases").get(iso3, [""])[0]
    name = _locale(language_id).territories.get(alpha2)
    return str(name) if name else None


def country(iso3: str, fallback: str = "") -> str:
    """Name a country in the language in use.

    Args:
        iso3: ISO 3166-1 alpha-3 code, or XKX.
        fallback: Name to use where CLDR has none; else the code.

    Returns:
        The name.
    """
    return _country(iso3, _language.get()) or fallback or iso3


def country_names(iso3: str) -> list[str]:
    """Return how a country is called in the languages that a search understands."""
    found = (_country(iso3, language_id) for language_id in SEARCHED_LANGUAGES)
    return list(dict.fromkeys(name for name in found if name))


def region_names() -> list[tuple[str, str]]:
    """Return the UN regions by id, each with its names in the languages of `country_names`."""
    return [
        (region, str(_locale(language_id).territories[code]))
        for region, code in _CODE_OF_REGION.items()
        for language_id in SEARCHED_LANGUAGES
    ]
