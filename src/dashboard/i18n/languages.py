"""Official languages of countries, from the Unicode CLDR as Babel brings it."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from dashboard.i18n import language

_ALPHA2_OF_KOSOVO = {"XKX": "XK"}


@lru_cache(maxsize=512)
def official_languages(iso3: str) -> tuple[str, ...]:
    """Return the languages that are official in a whole country, by law or in fact.

    Languages that are official in a part of a country only are left out: they say nothing about a
    place elsewhere in it.

    Args:
        iso3: ISO 3166-1 alpha-3 code, or XKX.

    Returns:
        Language codes, such as 'es', each once and without its script; none: CLDR knows none.
    """
    alpha2 = _ALPHA2_OF_KOSOVO.get(iso3) or get_global("territory_aliases").get(iso3, [""])[0]
    found = get_official_languages(alpha2, de_facto=True) if alpha2 else ()
    return tuple(dict.fromkeys(code.split("_")[0] for code in found))


def language_name(code: str) -> str:
    """Return the name of a language in the language in use; its code where CLDR has none."""
    return str(Locale.parse(language()).languages.get(code, code))
