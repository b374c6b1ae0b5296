"""Analyses of a workforce: exact for the owner, closed to others, and add up by hand."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from desk_builders import DERBY, DERBYSHIRE
from workforce_builders import (
    NOW,
    agency_worker,
    asked,
    by_part,
    cap,
    desk_of,
    pay,
    rate,
    workforce_lead,
)

from yardstick.access.errors import AccessDenied
from yardstick.results.workforce_types import OF_OTHERS, Assumed, WorkforceQuestion

EVERY = pytest.mark.parametrize("question", WorkforceQuestion)
OWN = pytest.mark.parametrize(
    "question", [one for one in WorkforceQuestion if one not in OF_OTHERS]
)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Social workers in two grades and a manager; two agencies; three arrangements."""
    now = {
        "pay": [
            pay(),
            pay(grade="G10", salary_least=40_000.0, salary_most=44_000.0, market_supplement=900.0),
            pay(job_role="TM", local_job_title="Manager", salary_least=50_000.0,
                salary_most=56_000.0),
        ],
        "agency_workers": [
            agency_worker(covering_vacancy_fte=6.0, longest_weeks=30),
            agency_worker(service_area="FRT", workers=2, fte=2.0, longest_weeks=41),
            agency_worker(job_role="TM", workers=1, fte=1.0),
            agency_worker(job_role="OTH", workers=3, fte=2.5),
        ],
        "agency_rates": [
            rate(),
            rate(pay_rate=35.5, charge_rate=45.0, workers_at_rate=2, workers_above_cap=1,
                 exception_approved=True),
            rate(job_role="TM", pay_basis="UMB", pay_rate=41.0, charge_rate=50.0,
                 workers_at_rate=1),
            rate(job_role="OTH", workers_at_rate=3),
        ],
        "caps": [
            cap(cap=30.0, valid_from=dt.date(2020, 4, 1), valid_to=dt.date(2022, 3, 31)),
            cap(),
            cap(cap=99.0, valid_from=dt.date(2024, 10, 1)),
            cap(job_role="TM", pay_basis="UMB", cap_basis="CHG", cap=49.5),
        ],
        "agencies": [
            {"agency": "Invented A", "via": "NVN", "framework_used": "Regional"},
            {"agency": "Invented C", "via": "DIR"},
        ],
        "agency_use": [
            {"agency": "Invented A", "in_use": False, "assignments": 0},
            {"agency": "Invented B", "in_use": True, "assignments": 13},
        ],
        "arrangements": [
            {"arrangement_type": "NVN", "provider": "Vendor", "satisfaction": "2",
             "main_issue": "SPD", "contract_end": dt.date(2026, 3, 31), "reason": "Written freely"},
            {"arrangement_type": "DIR", "provider": "Invented B", "satisfaction": "5"},
            {"arrangement_type": "MVN", "provider": "Other vendor", "satisfaction": "3"},
            {"arrangement_type": "PSL", "provider": "Invented A"},
        ],
        "benefits": [
            {"benefit_type": "RET", "job_role": "SW", "cash_value": 1_500.0, "terms": "Private"},
            {"benefit_type": "RET", "job_role": "TM", "cash_value": 900.0},
            {"benefit_type": "FLX", "job_role": "SW"},
        ],
    }  # fmt: skip
    before = {
        "pay": [pay(salary_least=35_000.0, salary_most=39_000.0)],
        "agency_workers": [agency_worker(workers=20, fte=20.0)],
        "agency_use": [{"agency": "Invented A", "in_use": True, "assignments": 4}],
    }
    return desk_of(tmp_path_factory.mktemp("few"), before, **now)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Derbyshire returned nothing."""
    return desk_of(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    """Derbyshire returned one grade, and that there is no agency worker."""
    none = agency_worker(workers=0, fte=0.0)
    return desk_of(tmp_path_factory.mktemp("single"), pay=[pay()], agency_workers=[none])


# ---- who may ask --------------------------------------------------------------------------


@EVERY
def test_a_reader_without_the_grant_is_refused(few, question):
    with pytest.raises(AccessDenied):
        asked(few, question, reader=workforce_lead(DERBYSHIRE, datasets=("riia_quarterly",)))


@OWN
def test_nothing_is_known_of_another_authority(few, question):
    found = asked(few, question, DERBY)
    assert (found.period, found.is_own, len(found.rows)) == (None, False, 0)
    assert found.totals == {}


@OWN
def test_without_a_return_there_is_no_figure(empty, question):
    found = asked(empty, question)
    assert (found.period, found.is_own, len(found.rows), found.joint) == (None, True, 0, "")


@OWN
def test_a_return_of_one_grade_is_answered(single, question):
    found = asked(single, question)
    assert found.period.key == NOW
    has_rows = question in {WorkforceQuestion.SALARIES, WorkforceQuestion.WORKERS}
    assert len(found.rows) == has_rows


def test_a_question_is_answered_once_for_readers_with_the_same_rights(few):
    one = asked(few, WorkforceQuestion.PREMIUM)
    assert asked(few, WorkforceQuestion.PREMIUM) is one
    assert asked(few, WorkforceQuestion.PREMIUM, assumed=Assumed(on_cost=20)) is not one


@EVERY
def test_what_was_written_freely_never_comes_out(few, question):
    found = asked(few, question)
    said = str(found.rows.to_dict("records"))
    assert "Written freely" not in said
    assert "Private" not in said


# ---- figures that a reader can add up -------------------------------------------------------


def test_salaries_span_the_grades_of_a_role(few):
    found = asked(few, WorkforceQuestion.SALARIES)
    assert found.rows["part"].tolist() == ["SW", "TM"]
    worker, manager = found.rows.to_dict("records")
    assert (worker["least"], worker["middle"], worker["most"]) == (36_000, 40_000, 44_000)
    assert (worker["grades"], worker["supplement"]) == (2, 900)
    assert worker["middle_before"] == 37_000
    assert math.isnan(manager["middle_before"])
    assert math.isnan(manager["supplement"])
    assert found.totals == {"roles": 2, "grades": 3}


def test_a_rate_is_held_against_the_cap_in_force_on_pay_or_on_the_charge(few):
    found = asked(few, WorkforceQuestion.RATES)
    under, over, manager, other = found.rows.to_dict("records")
    assert (under["cap"], under["held"], under["over"], under["above"]) == (34, 33, 0, 0)
    assert (over["cap"], over["over"], over["above"], over["returned_above"]) == (34, 1.5, 2, 1)
    assert (manager["held"], manager["cap"], manager["over"]) == (50, 49.5, 0.5)
    assert manager["cap_on"] == "What the authority is charged"
    assert manager["label"] == "Team manager, umbrella"
    assert math.isnan(other["cap"])
    assert math.isnan(other["over"])
    assert found.totals == {"workers": 16, "capped": 13, "above": 3, "returned_above": 1}


def test_a_rate_of_exactly_the_cap_is_not_above_it(tmp_path):
    tables = {"agency_rates": [rate(pay_rate=34.0)], "caps": [cap()]}
    desk = desk_of(tmp_path, pay=[pay()], agency_workers=[agency_worker()], **tables)
    assert asked(desk, WorkforceQuestion.RATES).totals["above"] == 0


def test_agency_workers_add_up_over_services(few):
    found = asked(few, WorkforceQuestion.WORKERS)
    worker = by_part(found)["SW"]
    assert (worker["workers"], worker["fte"], worker["longest"]) == (12, 11.5, 41)
    assert worker["workers_before"] == 20
    assert by_part(found)["TM"]["workers_before"] == 0
    assert found.totals == {"workers": 16, "fte": 15, "covering": 6, "workers_before": 20}


def test_agencies_are_in_the_order_of_their_workers(few):
    found = asked(few, WorkforceQuestion.AGENCIES)
    assert found.rows["part"].tolist() == ["Invented B", "Invented A", "Invented C"]
    rows = by_part(found)
    assert rows["Invented A"]["assignments_before"] == 4
    assert rows["Invented A"]["via"] == "Neutral vendor"
    assert rows["Invented C"]["assignments"] is None
    assert found.totals == {"agencies": 3, "in_use": 1, "assignments": 13}


def test_satisfaction_runs_either_way_and_an_unanswered_one_has_no_score(few):
    found = asked(few, WorkforceQuestion.SATISFACTION)
    assert found.rows["score"].tolist()[:3] == [2, 0, -1]
    assert math.isnan(found.rows["score"].iloc[3])
    assert found.rows["label"].iloc[0] == "Direct with agencies: Invented B"
    assert found.rows["ends"].iloc[2] == "2026-03-31"
    assert found.totals == {"arrangements": 4, "answered": 3, "satisfied": 1, "dissatisfied": 1}


def test_benefits_name_the_roles_that_can_have_them(few):
    found = asked(few, WorkforceQuestion.BENEFITS)
    assert found.rows["part"].tolist() == ["RET", "FLX"]
    retention, flexible = found.rows.to_dict("records")
    assert retention["which"] == "Social worker; Team manager"
    assert (retention["least"], retention["most"]) == (900, 1_500)
    assert math.isnan(flexible["most"])
    assert found.totals == {"benefits": 2, "roles": 2}


def test_the_premium_is_the_charge_less_the_cost_of_staff(few):
    found = asked(few, WorkforceQuestion.PREMIUM)
    rows = by_part(found)
    charge = (10 * 42 + 2 * 45) / 12
    assert rows["SW"]["charge"] == pytest.approx(charge)
    agency, staff = charge * 37 * 52.14 * 11.5, 40_000 * 1.3 * 11.5
    assert rows["SW"]["premium"] == pytest.approx(agency - staff)
    assert math.isnan(rows["OTH"]["premium"])  # no salary
    assert found.totals["compared"] == 12.5
    assert found.totals["fte"] == 15
    assert found.totals["premium"] == pytest.approx(agency - staff + 50 * 37 * 52.14 - 53_000 * 1.3)


def test_what_is_assumed_changes_the_premium(few):
    assumed = Assumed(on_cost=0, hours=36, weeks=40)
    row = by_part(asked(few, WorkforceQuestion.PREMIUM, assumed=assumed))["TM"]
    assert row["premium"] == pytest.approx(50 * 36 * 40 - 53_000)
