"""Tables of records: what refers to something that does not exist is told by file and key."""

from __future__ import annotations

import pytest
from catalogue_builders import FILES, small_catalogue

from yardstick.catalogue import load_catalogue
from yardstick.catalogue.errors import CatalogueError

HEAD = FILES["datasets/meals.yaml"].partition("items:")[0]
RECORDS = """\
tables:
  - id: suppers
    title: Suppers
    grain: One supper
    key: [guest]
    columns:
      - {name: guest, label: Who ate, type: text, required: true}
      - {name: served, label: When, type: code, codes: hour, required: true}
    sample:
      - {guest: A, served: am}
"""


def with_records(tmp_path, name, text):
    data = small_catalogue(tmp_path)
    path = data / f"datasets/{name}.yaml"
    path.write_text(HEAD.replace("id: meals", f"id: {name}") + text, encoding="utf-8")
    return data


def test_a_table_of_records_is_read_with_its_code_list(tmp_path):
    found = load_catalogue(with_records(tmp_path, "banquets", RECORDS)).datasets["banquets"]
    assert found.table("suppers").column("served").codes == "hour"


def test_a_code_list_that_does_not_exist_is_told(tmp_path):
    data = with_records(tmp_path, "banquets", RECORDS.replace("codes: hour", "codes: moon"))
    with pytest.raises(CatalogueError, match=r"tables\.1\.columns\.2\.codes: 'moon' is not a code"):
        load_catalogue(data)


def test_two_data_sets_cannot_have_a_table_of_one_name(tmp_path):
    data = with_records(tmp_path, "banquets", RECORDS)
    other = (
        (data / "datasets/banquets.yaml").read_text("utf-8").replace("id: banquets", "id: feasts")
    )
    (data / "datasets/feasts.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(CatalogueError, match="'suppers' is a table of banquets; give it another"):
        load_catalogue(data)
