"""A return in a real browser: refused, mended, answered, signed off, approved, published, seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from conftest import ROOT
from desk_builders import RUTLAND, new_store, open_desk, send
from playwright.sync_api import expect
from serving import serving
from settling import settle

from yardstick.model import PeriodKind
from yardstick.ui.sending import periods_to_send
from yardstick.verify.served import session_of

pytestmark = pytest.mark.live
pytest_plugins = ["browser_fixtures"]

NEWEST, *EARLIER = periods_to_send(PeriodKind.QUARTER, dt.datetime.now(dt.UTC).date())
WAIT = 60_000


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve a small store: two authorities, and a year of Rutland's returns."""
    folder = tmp_path_factory.mktemp("return")
    store = new_store(folder)
    for period in EARLIER[:4]:
        send(store, RUTLAND, period.key, R02=100, R03=10)
        send(store, "E10000007", period.key, R02=2000, R03=300)
    open_desk(store)
    with serving(ROOT / "app.py", folder, {"YARDSTICK_STORE": str(store.root)}) as server:
        yield server.url, store


@pytest.fixture
def as_somebody(served, page):
    """Open a page as somebody, in the same tab."""
    url, store = served

    def opened(account, path):
        name, _, value = session_of(store, account).partition("=")
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": value, "url": url}])
        page.goto(url + path)
        return page

    return opened


def filled(**changes):
    """Fill the return in: the sample's figures for Rutland and the newest quarter."""
    lines = (ROOT / "data/samples/riia_quarterly.csv").read_text("utf-8-sig").splitlines()
    cells = [line.split(",") for line in lines]
    for row in cells[1:]:
        row[0], row[1] = "857", NEWEST.key
        row[4] = str(changes.get(row[2], row[4]))
    return "\n".join(map(",".join, cells)).encode()


def give(page, data):
    chosen = {"name": "return.csv", "mimeType": "text/csv", "buffer": data}
    with page.expect_response(re.compile("upload_file"), timeout=WAIT):
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(chosen)
    expect(page.get_by_test_id("stFileChip")).to_have_count(1, timeout=WAIT)
    page.get_by_role("button", name="Check and send").click()


def says(page, words):
    """Wait for the words, and until nothing is drawn any more in which what is typed is lost."""
    expect(page.get_by_text(words).first).to_be_visible(timeout=WAIT)
    settle(page)


def test_a_return_goes_from_a_bad_file_to_a_figure_that_a_director_sees(as_somebody):
    page = as_somebody("rutland.lead", "/returns")
    give(page, filled(R03="-4"))
    says(page, "1 thing must be mended")
    with page.expect_download() as taken:
        page.get_by_role("link", name="The report (CSV)").click()
    assert "mended" in taken.value.path().read_text("utf-8-sig")
    give(page, filled())
    says(page, re.compile("questions? to answer"))
    for box in page.get_by_label(re.compile("Why it is so|One answer to all")).all():
        box.fill("The figure is right.")
    page.get_by_role("button", name="Save the answers").click()
    says(page, "Checked: awaiting sign-off.")
    page.get_by_role("button", name="Sign off").dblclick()
    says(page, "The host is asked to approve it.")

    page = as_somebody("host.publisher", "/publishing")
    says(page, "1 return to approve")
    approving = page.get_by_label("Reference of the partners' instruction", exact=True)
    approving.fill("Minute 7")
    page.get_by_role("button", name="Approve", exact=True).click()
    says(page, "1 approved for the next release")
    page.get_by_test_id("stButtonGroup").get_by_text("Releases").click()
    page.get_by_role("button", name="Show what the next release would change").click()
    says(page, "1 return, 47 new figures")
    page.get_by_label("Reference of the partners' instruction to publish").fill("Minute 7")
    page.get_by_role("button", name="Publish what is approved").click()
    says(page, "is what readers see now.")
    assert page.evaluate("window.violations") == []

    where = f"indicator=R03&basis=quarterly&area={RUTLAND}"
    page = as_somebody("derbyshire.dcs", f"/indicator?{where}")
    says(page, NEWEST.key)
    page.get_by_role("link", name="Where this figure comes from").click()
    says(page, "The cells and the file are for Rutland to read.")
    page = as_somebody("rutland.lead", f"/trace?{where}&period={NEWEST.key}")
    says(page, "The cells it is made of")
    says(page, hashlib.sha256(filled()).hexdigest())
