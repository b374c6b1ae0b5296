"""Files made from invented results, and what is in them, for tests."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import result_builders as build

from yardstick.export.files import make_file
from yardstick.model import Comparator, Selection

SELECTION = Selection(build.LEICESTER.code, Comparator.REGION)


class Door:
    """What a viewer's results would answer."""

    def __init__(self, **changes):
        self._changes = changes
        self.asked = []

    def __getattr__(self, name):
        def answer(*selection):
            self.asked.append((name, *selection))
            made = build.entries if name == "register" else getattr(build, name)
            return self._changes.get(name) or made()

        return answer


def file_of(view, file_format, look=None, **changes):
    return make_file(Door(**changes), SELECTION, view, file_format, look)


def read_csv(data):
    return pd.read_csv(
        io.BytesIO(data), encoding="utf-8-sig", keep_default_na=False, na_values=[""]
    )


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")]  # noqa: S314 - our own drawing
