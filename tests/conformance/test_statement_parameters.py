"""What is asked of statements wrongly (part three, 2.1.3 and 3.2; IEEE, 4.1.6.1)."""

import json

import pytest

from . import building as b
from .client import refused
from .statement_resource import activity, agent, said, status, store

pytestmark = pytest.mark.django_db

ANNA, COURSE, FIRST = agent("anna"), activity("course"), b.UUID


BAD_VALUES = {
    "statementId": ["", "x", f"urn:uuid:{FIRST}", f"{{{FIRST}}}", f"{FIRST} ",
                    FIRST.replace("-", "")],
    "voidedStatementId": ["", "x"],
    "agent": ["", "x", "{}", "[]", "null", '"x"', '{"name":"x"}', "{'mbox':'x'}",
              '{"mbox":"anna@voorbeeld.test"}', json.dumps(ANNA | {"extra": 1}),
              json.dumps(ANNA | {"openid": "https://x.example"}),
              '{"objectType":"Group","member":[]}', json.dumps(COURSE), "[" * 5000,
              '{"mbox":"mailto:a@b\\u0000"}', '{"mbox":"mailto:a@b.c","mbox":"mailto:a@b.c"}',
              json.dumps({"objectType": "Group", "member": [ANNA]}), "NaN"],
    "verb": ["", "read", "/verbs/read", "https://exa mple.com", "http://x\x00.example"],
    "activity": ["", "course", "/x", " http://x.example"],
    "registration": ["", "x", "1"],
    "related_agents": ["", "1", "True", "yes", "null"],
    "related_activities": ["", "0", "FALSE"],
    "since": ["", "now", "2026", "2026-13-01T00:00:00Z", "1", "2026-09-01T25:00:00Z",
              "2026-09-01T08:00:00 02:00",
              "2026-09-01", "2026-09-01T00:00:00"],
    "until": ["", "yesterday", "2026-02-30T00:00:00Z",
              "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
    "limit": ["", "-1", "1.5", "x", "1e3", "+1", "٣", "0x1"],
    "format": ["", "x", "EXACT", "Canonical"],
    "attachments": ["", "1", "TRUE"],
    "ascending": ["", "1", "desc"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD_VALUES.items() for value in values],
    ids=lambda text: text[:30],
)
def test_a_value_of_another_type_is_400(lrs, name, value):
    assert name in refused(lrs.get("statements", **{name: value}), 400)


@pytest.mark.parametrize("name", sorted(BAD_VALUES))
def test_a_parameter_is_known_by_its_exact_name(lrs, name):
    """Part three, 3.2: parameters that differ in case are not recognised."""
    value = {"agent": b.AGENT, "limit": "1", "format": "ids"}.get(name, b.UUID)

    for wrong in (name.upper(), name.title(), f"{name}s", f"{name} "):
        refused(lrs.get("statements", **{wrong: value}), 400)


OTHERS = {
    "agent": b.AGENT,
    "verb": b.VERB["id"],
    "activity": b.ACTIVITY["id"],
    "registration": b.UUID,
    "related_activities": False,
    "related_agents": True,
    "since": "2001-01-01T00:00:00Z",
    "until": "2101-01-01T00:00:00Z",
    "limit": "1",
    "ascending": True,
}


@pytest.mark.parametrize("single", ["statementId", "voidedStatementId"])
@pytest.mark.parametrize("other", OTHERS)
def test_one_statement_is_asked_without_conditions(lrs, single, other):
    store(lrs, said(id=b.UUID))

    refused(lrs.get("statements", **{single: b.UUID, other: OTHERS[other]}), 400)


def test_one_statement_is_asked_by_one_id(lrs):
    store(lrs, said(id=b.UUID))

    query = {"statementId": b.UUID, "voidedStatementId": b.UUID}
    refused(lrs.get("statements", **query), 400)
    for more in ({"format": "ids"}, {"attachments": True}, {"attachments": False}):
        assert status(lrs, statementId=b.UUID, **more) == 200


def test_a_statement_that_is_not_there_is_404(lrs):
    for name in ("statementId", "voidedStatementId"):
        refused(lrs.get("statements", **{name: b.UUID}), 404)
