"""HTML that escapes by default: text becomes markup only by being put inside a tag here.

Every name, note and label of the product passes through `tag`, so hostile text is shown letter by
letter. Links lead inside the product only.
"""

from __future__ import annotations

import html
from functools import lru_cache
from importlib.resources import files

from yardstick.charts import theme

# Invisible characters that reorder or hide what stands beside them, and control characters that
# no name has. Line breaks and tabs stay.
_UNSEEN = dict.fromkeys(
    [
        *(code for code in range(0x20) if chr(code) not in "\t\n\r"),
        *range(0x7F, 0xA0),
        0x061C,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    ]
)


class Markup(str):
    """Text that is HTML already and is not escaped again.

    Made by `tag` and `joined`, and of a file of ours.
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return it as it is: Streamlit takes the indentation out of any other text, at a cost."""
        return str(self)


def inert(text: str) -> str:
    """Return text without characters that act on their neighbours (U+202E turns them round)."""
    return text.translate(_UNSEEN)


def escaped(text: str) -> Markup:
    """Return text as HTML that shows it letter by letter. Markup comes back as it is."""
    return text if isinstance(text, Markup) else _escaped(text)


@lru_cache(maxsize=4_096)  # a table says the same words in hundreds of cells
def _escaped(text: str) -> Markup:
    return Markup(html.escape(unbroken(inert(text))))


def unbroken(text: str) -> str:
    """Return text in which no line ends between the sign and the pounds of an amount.

    Browsers break there, as between two prefixes; only a word joiner (U+2060) keeps them together.
    """
    return text.replace("−£", "−\u2060£").replace("+£", "+\u2060£")


def joined(*parts: str, between: str = "") -> Markup:
    """Return parts one after the other, each escaped unless it is markup."""
    # A list, and no call for what is markup: a board is four thousand tags.
    return Markup(
        between.join([part if isinstance(part, Markup) else _escaped(part) for part in parts])
    )


def tag(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element.

    Args:
        name: Of the element; a constant of ours, never data.
        *children: Escaped unless they are markup.
        **attributes: `class_` is written class, `aria_label` aria-label. None leaves one out.
    """
    given = "".join(
        [
            f' {_attribute(key)}="{_escaped(str(value))}"'
            for key, value in attributes.items()
            if value is not None
        ]
    )
    return Markup(f"<{name}{given}>{joined(*children)}</{name}>")


@lru_cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def link(href: str, *children: str, **attributes: str | int | None) -> Markup:
    """Return a link to a place in the product.

    Raises:
        ValueError: The address would leave the product, or run something.
    """
    inside = href.startswith(("/", "?", "#")) and not href.startswith("//") and "\\" not in href
    if not inside:
        raise ValueError(f"'{href}' is not a place in the product: it must start with /, ? or #.")
    return tag("a", *children, href=href, target="_self", **attributes)


def hidden(text: str) -> Markup:
    """Return text that is read out and not seen."""
    return tag("span", text, class_="ys-hidden")


def silent(text: str) -> Markup:
    """Return text that is seen and not read out: a shape or an arrow, whose word stands beside."""
    return tag("span", text, aria_hidden="true")


def style() -> str:
    """Return the style sheet of everything made here, with the theme's colours as variables."""
    colours = "".join(f"--ys-{name}: {value}; " for name, value in _variables().items())
    sheet = files("yardstick.charts").joinpath("style.css").read_text(encoding="utf-8")
    return f":root {{ {colours}}}\n{sheet}"


def _variables() -> dict[str, str]:
    named = {
        "ink": theme.INK,
        "secondary": theme.SECONDARY,
        "grid": theme.GRID,
        "panel": theme.PANEL,
        "border": theme.BORDER,
        "focus": theme.FOCUS,
        "comparator": theme.COMPARATOR,
        "comparator-text": theme.COMPARATOR_TEXT,
        "link": theme.LINK,
        "link-hover": theme.LINK_HOVER,
        "focus-ring": theme.FOCUS_RING,
        "information": theme.INFORMATION,
        "information-bar": theme.INFORMATION_BAR,
    }
    for judgement, mark in theme.MARKS.items():
        named |= {
            f"{slug(judgement)}-fill": mark.fill,
            f"{slug(judgement)}-text": mark.text,
            f"{slug(judgement)}-border": mark.border,
        }
    for word, chip in theme.CHIPS.items():
        named |= {f"{slug(word)}-text": chip.text, f"{slug(word)}-ground": chip.ground}
    return named


def slug(words: str) -> str:
    """Return a judgement or trend word as part of a class name."""
    return words.replace(" ", "-")
