"""The description and what the API does are one: whatever is sent, the answer is in it."""

import json
from pathlib import Path
from typing import get_args

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certification.enums import Standing
from lms.api.api import api, certificates, rates, schemas
from lms.api.enums import Enrolled, TokenScope
from lms.learning.enums import Form, Source
from lms.organisation.enums import LineOutcome
from lms.reporting.enums import Period, RecordStatus
from lms.reporting.filters import PARAMETERS
from lms.reporting.rows import COLUMNS
from tests.factories.certification import a_trajectory, complete
from tests.factories.learning import an_activity
from tests.reporting.people import asked, finished

from .asking import asking
from .schemas import faults, resolve

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "\x00",
    "'",
    "%",
    "é" * 300,
    "-1",
    "9" * 400,
    "2025-02-30",
    "null",
    "../x",
]


@pytest.fixture(scope="module")
def described():
    """The description as a client fetches it."""
    whole = json.loads(json.dumps(api.describe()))
    assert whole["openapi"] == "3.1.0"
    return whole


def operations(whole):
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_it_is_served_in_dutch_and_in_english(client):
    dutch = client.get("/api/openapi.json").json()
    english = client.get("/api/openapi.json", headers={"Accept-Language": "en"}).json()

    def titles(whole):
        return [operation["summary"] for _, _, operation in operations(whole)]

    assert "Voltooiingen" in titles(dutch)
    assert "Completions" in titles(english)


def test_every_operation_and_every_field_says_what_it_is(described):
    ids = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(ids) == len(set(ids)) == 10
    for method, path, operation in operations(described):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        (security,) = operation["security"]
        assert security["Bearer"][0] in TokenScope.values, where
        for parameter in operation["parameters"]:
            if "$ref" in parameter:
                parameter = resolve(parameter["$ref"], described)  # noqa: PLW2901
            elif parameter["in"] == "query":
                assert parameter["description"], (where, parameter["name"])
    for reference in references(described):
        assert resolve(reference, described), reference


def references(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


def test_every_example_is_what_its_schema_says(described):
    for name, schema in described["components"]["schemas"].items():
        for example in schema.get("examples", []):
            assert faults(example, schema, described) == [], name


def test_words_are_those_of_the_platform():
    assert set(get_args(schemas.FormName)) == set(Form.values)
    assert set(get_args(schemas.StatusName)) == set(RecordStatus.values)
    assert set(get_args(schemas.SourceName)) == set(Source.values)
    assert set(get_args(schemas.PeriodName)) == set(Period.values)
    assert set(get_args(schemas.LineWord)) == set(LineOutcome.values)
    assert set(get_args(schemas.Outcome)) == set(Enrolled.values)
    assert set(certificates.WORDS) == set(Standing) - {Standing.UNKNOWN}
    assert set(get_args(schemas.Standing)) == set(certificates.WORDS.values())
    assert tuple(schemas.Completion.model_fields) == COLUMNS
    filters = {
        field.alias or name
        for name, field in schemas.CompletionQuery.model_fields.items()
    }
    # A person is asked by persoon_id, which is what zoek looks for too.
    of_the_page = set(PARAMETERS.values()) - {"persoon"}
    assert filters - {"cursor", "limit", "peildatum"} == of_the_page


def test_every_address_below_v1_is_described(described):
    patterns = get_resolver().resolve("/api/v1/people") and [
        str(one.pattern)
        for one in next(
            each for each in get_resolver().url_patterns if str(each.pattern) == "api/"
        ).url_patterns
        if str(one.pattern).startswith("v1/")
    ]

    assert len(set(patterns)) == len(described["paths"])


@pytest.fixture
def system(here, today, monkeypatch, django_capture_on_commit_callbacks):
    """One who may do everything, where there is something of everything."""
    monkeypatch.setattr(rates, "REQUESTS_A_MINUTE", 10**9)
    with django_capture_on_commit_callbacks(execute=True):
        mandate = here.learner()
        finished(asked(mandate, an_activity()))
        asked(mandate, an_activity())
        part = an_activity()
        asked(mandate, a_trajectory(requires=[part]))
        complete(mandate.person, part, mandate=mandate)
    found = asking(here.entity)
    found.known = {
        "persoon_id": [mandate.person.person_key],
        "certificaatnummer": [
            each["certificaatnummer"] for each in found.everything("certificates")
        ],
        "id": [each["id"] for each in found.everything("activities")],
    }
    return found


def is_as_described(response, operation, whole):
    """The status, the media type, the headers and the body are in the description."""
    told = operation["responses"].get(str(response.status_code))
    assert told is not None, (response.status_code, response.content)
    told = resolve(told["$ref"], whole) if "$ref" in told else told
    for header in told.get("headers", {}):
        if header not in ("Link", "Idempotency-Replayed"):
            assert header in response, (response.status_code, header)
    if "content" not in told:
        assert response.content == b""
        return
    ((media, content),) = told["content"].items()
    assert response["Content-Type"].partition(";")[0] == media
    assert faults(response.json(), content["schema"], whole) == []


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_in_the_description(system, described, data):
    method, path, operation = data.draw(st.sampled_from(list(operations(described))))
    query = {}
    for parameter in operation["parameters"]:
        if "$ref" in parameter:
            continue
        value = data.draw(a_value(parameter, system.known))
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", value or "x")
        elif value is not None:
            query[parameter["name"]] = value
    headers = data.draw(some_headers())
    path = path.removeprefix("/api/v1/").replace("?", "%3F").replace("#", "%23")
    if method == "get":
        response = system.get(path, headers, **query)
    else:
        response = system.post(path, data.draw(a_body(path, system.known)), headers)

    if response.status_code == 404 and response.resolver_match.route.endswith("^.*$"):
        return  # what stood in the address made another address of it
    is_as_described(response, operation, described)


def a_value(parameter, known):
    schema = parameter["schema"]
    kinds = schema.get("anyOf", [schema])
    fitting = [
        *known.get(parameter["name"], []),
        *(word for kind in kinds for word in kind.get("enum", [])),
        *(["2025-06-01"] if any(k.get("format") == "date" for k in kinds) else []),
        *(["1", "50"] if any(k.get("type") == "integer" for k in kinds) else []),
    ]
    absent = [] if parameter["in"] == "path" else [None, None, None]
    strange = st.text(max_size=20).filter(lambda text: text.isprintable())
    return st.sampled_from([*fitting, *absent, *HOSTILE]) | strange


def some_headers():
    return st.fixed_dictionaries(
        {},
        optional={
            "Accept": st.sampled_from(["*/*", "application/json", "text/html", ";;"]),
            "Accept-Language": st.sampled_from(["en", "fr", "*", "x" * 400]),
            "If-None-Match": st.sampled_from(["*", '"x"', "W/", '"']),
            "Idempotency-Key": st.sampled_from(["a", "b", "a b", "x" * 300]),
            "Authorization": st.sampled_from(["Basic YTph", "Bearer x"]),
        },
    )


def a_body(path, known):
    value = st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(HOSTILE),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=4,
    )
    people = st.lists(st.sampled_from([*known["persoon_id"], *HOSTILE]), max_size=3)
    whole = st.fixed_dictionaries(
        {"opleiding": st.sampled_from(known["id"]) | value, "personen": people | value},
        optional={"uiterste_datum": st.just("2025-12-31") | value, "meer": value},
    )
    if path == "people/import":
        whole = some_lines(known, value)
    return (whole | value).map(json.dumps) | st.sampled_from(["{", "", "[" * 9999])


def some_lines(known, value):
    text = st.sampled_from(HOSTILE)
    line = st.fixed_dictionaries(
        {
            "persoon_id": st.sampled_from(known["persoon_id"]) | text,
            "entiteit_code": text,
        },
        optional={
            "e-mail": st.just("nieuw@voorbeeld.test") | text,
            "rol": st.just("contactpersoon-integriteit") | value,
            "van": st.just("2025-01-01") | text,
            "tot": st.none() | text,
        },
    )
    return st.fixed_dictionaries(
        {"regels": st.lists(line, max_size=3) | value},
        optional={"proef": st.booleans() | value},
    )


def test_the_page_tells_every_operation_problem_and_scope(client, described):
    page = client.get("/api/docs").content.decode()

    for _method, path, operation in operations(described):
        assert f'id="{operation["operationId"]}"' in page
        assert path in page
    for anchor in ("unauthorized", "invalid", "too-many-requests"):
        assert f'id="{anchor}"' in page
    assert all(scope in page for scope in TokenScope.values)
    assert "Voltooiingen" in page


def test_the_page_asks_nothing_of_anybody_else(client):
    page = client.get("/api/docs")
    import re  # noqa: PLC0415

    loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', page.content.decode())
    assert [address for address in loaded if "127.0.0.1" not in address] == []
    assert client.post("/api/docs").status_code == 405


def test_the_document_names_what_the_api_holds_to():
    text = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()

    assert f"{rates.REQUESTS_A_MINUTE} a minute" in text
    assert f"{schemas.MOST_LINES:,} lines in one import" in text
    assert f"{schemas.MOST_PEOPLE} people in one enrolment" in text
