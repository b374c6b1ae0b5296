"""Opening a page as Streamlit does, and reading what stands on it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from conftest import PAGES
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from yardstick.ui import sign_in

SCRIPT = Path(__file__).parents[2] / "yardstick" / "ui" / "main.py"
HOME = "home"  # stands at the root
PATHS = tuple("" if path == HOME else path for path in PAGES)


def app_at(path, params):
    """Return the app at a page's address. The home page stands at the root."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=30)
    app.query_params.update(params)
    app._page_hash = calc_hash(path) if path else ""
    return app


def go(app, path):
    """Open another page in the same session, as a click in the menu does."""
    app._page_hash = calc_hash(path)
    app.query_params.clear()  # the browser drops them; the product puts them back
    return app.run()


def press(app, label):
    """Press the first button of this name, and see that what follows is no fault."""
    next(one for one in app.button if one.label == label).click()
    app.run()
    assert not app.exception
    return app


def type_in(app, name, password):
    """Fill in the sign-in page and send it off."""
    app.text_input(key=sign_in.NAME_KEY).input(name)
    app.text_input(key=sign_in.PASSWORD_KEY).input(password)
    return press(app, "Sign in")


def titles(app):
    """Return the page's first headings."""
    return [title.value for title in app.title]


def markup(app):
    """Return every piece of HTML on the page, in order."""
    return "\n".join(element.proto.body for element in app.get("html"))


def text(app):
    """Return what a reader can read: headings, paragraphs and HTML without its tags."""
    plain = re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]+>", " ", markup(app))
    said = [element.value for element in (*app.title, *app.header, *app.subheader, *app.markdown)]
    return re.sub(r"\s+", " ", " ".join([plain, *said]))


def links(app, start):
    """Return the addresses on a page that begin so, with their values."""
    found = re.findall(rf'href="({re.escape(start)}[^"]*)"', markup(app))
    parts = [urlsplit(address.replace("&amp;", "&")) for address in found]
    return [
        (part.path, {name: values[-1] for name, values in parse_qs(part.query).items()})
        for part in parts
    ]


def charts(app):
    """Return the charts as they are sent: Plotly's own specification."""
    return [element.proto for element in app.get("plotly_chart")]
