"""The public check: every printed fact, no hint, no list."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from certification import operations, throttle
from certification.codes import new_code
from certification.models import CertificateDocument
from certification.printed import printed
from lms.common import clock, personal
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_guessed_yet():
    cache.clear()


@pytest.fixture
def certificate():
    return a_certificate(
        mandate=MandateFactory(
            person__first_name="Lore",
            person__last_name="Maesen",
            entity__name="Agentschap Wegwijzers",
        )
    )


def page_of(certificate):
    return certificate.get_absolute_url()


def test_the_page_shows_every_printed_fact_and_the_status(client, certificate):
    response = client.get(page_of(certificate))
    html = response.content.decode()

    on_paper = printed(certificate)
    shown = [on_paper.name, on_paper.wording, on_paper.address, on_paper.issuer]
    for fact in on_paper.facts:
        shown += [fact.label, fact.value]
    for group in on_paper.groups:
        for step in group.steps:
            shown += [step.title, step.form, step.completed_on]
    assert [text for text in shown if escape(text) not in html] == []
    assert "status-panel--valid" in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "private" in response["Cache-Control"]


def test_the_paper_shows_what_the_page_shows(certificate):
    reader = pypdf.PdfReader(BytesIO(operations.document_of(certificate).content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    on_paper = printed(certificate)
    for fact in on_paper.facts:
        assert f"{fact.label} {fact.value}" in text
    for group in on_paper.groups:
        for step in group.steps:
            assert step.title in text
    assert on_paper.name in text
    assert on_paper.wording.replace(" ", "") in text.replace(" ", "")


def test_the_pdf_is_tagged_titled_and_in_its_language(certificate):
    content = bytes(operations.document_of(certificate).content)
    root = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]

    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    title = pypdf.PdfReader(BytesIO(content)).metadata.title
    assert certificate.number in title
    assert "Lore Maesen" in title


@pytest.mark.parametrize("name", ["李小龙", "Zoë 🙂 Ødegård", "Ștefan Дмитрий"])
def test_no_name_keeps_a_certificate_from_being_printed(name):
    mandate = MandateFactory(person__first_name=name, person__last_name="De Vos")
    certificate = a_certificate(mandate=mandate)

    content = bytes(operations.document_of(certificate).content)

    assert content.startswith(b"%PDF")
    assert name in pypdf.PdfReader(BytesIO(content)).metadata.title


def test_the_pdf_is_rendered_once_and_named_after_its_person(client, certificate):
    url = reverse("certification:document", args=[certificate.code])

    first, second = client.get(url), client.get(url)

    assert first.content == second.content
    assert first["Content-Type"] == "application/pdf"
    assert certificate.number in first["Content-Disposition"]
    assert "Lore" in first["Content-Disposition"]
    assert CertificateDocument.objects.count() == 1
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_program_gets_the_same_facts(client, certificate):
    response = client.get(
        reverse("certification:machine_answer", args=[certificate.code])
    )

    answer = json.loads(response.content)
    assert answer["status"] == "valid"
    assert answer["status_on"] == clock.today().isoformat()
    assert (answer["number"], answer["name"]) == (certificate.number, "Lore Maesen")
    assert answer["valid_until"] == certificate.valid_until.isoformat()
    assert answer["trajectory"]["code"] == "TR-01"
    assert len(answer["requirements"][0]["steps"]) == 1


def test_past_its_last_day_it_is_expired(client):
    old = a_certificate(at=datetime(2021, 3, 1, 12, tzinfo=UTC))

    response = client.get(page_of(old))

    assert "status-panel--expired" in response.content.decode()
    answer = client.get(reverse("certification:machine_answer", args=[old.code]))
    assert json.loads(answer.content)["status"] == "expired"


@pytest.mark.parametrize("ending", ["/", ".pdf", ".json", ".svg"])
def test_an_unknown_code_is_not_found_and_gives_no_hint(client, certificate, ending):
    response = client.get(f"/certificaten/{new_code()}{ending}")

    assert response.status_code == 404
    text = response.content.decode()
    assert certificate.number not in text
    assert "Lore" not in text
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_unknown_and_impossible_codes_get_the_same_page(client):
    pages = set()
    for code in (new_code(), new_code(), "nonsense", "x" * 500):
        html = client.get(f"/certificaten/{code}/").content.decode()
        pages.add(html.replace(code, ""))  # where one comes back to after signing in

    assert len(pages) == 1


def test_a_code_is_found_however_it_was_typed(client, certificate):
    sloppy = certificate.code.lower().replace("-", " ")

    answer = client.get("/certificaten/", {"code": sloppy}, follow=True)
    assert answer.redirect_chain == [(page_of(certificate), 302)]
    for ending in ("", "?van=mail", "#status"):
        pasted = {"code": f"{certificate.address}{ending}"}
        answer = client.get("/certificaten/", pasted, follow=True)
        assert answer.redirect_chain == [(page_of(certificate), 302)]
    pdf = {"code": certificate.address.rstrip("/") + ".pdf"}
    answer = client.get("/certificaten/", pdf, follow=True)
    assert answer.redirect_chain == [(page_of(certificate), 302)]
    bare = client.get(f"/certificaten/{certificate.code.lower().replace('-', '')}/")
    assert bare.url == page_of(certificate)


def test_the_form_says_what_is_wrong_with_what_cannot_be_a_code(client):
    response = client.get("/certificaten/", {"code": "IC-2026-000001"})

    assert response.status_code == 400
    assert "id_code_error" in response.content.decode()


def guess_too_often(client, **extra):
    for _ in range(throttle.MISSES):
        assert client.get(f"/certificaten/{new_code()}/", **extra).status_code == 404


def test_guessing_is_braked_and_a_genuine_code_is_answered_all_the_same(
    client, certificate
):
    guess_too_often(client)

    braked = client.get(f"/certificaten/{new_code()}/")
    assert braked.status_code == 429
    assert int(braked["Retry-After"]) == throttle.SECONDS
    machine = client.get(f"/certificaten/{new_code()}.json")
    assert (machine.status_code, machine.json()) == (429, {"status": "throttled"})
    assert client.get(page_of(certificate)).status_code == 200
    elsewhere = client.get(f"/certificaten/{new_code()}/", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 404


def test_of_ten_thousand_guesses_thirty_are_answered(rf):
    answered = 0
    for _ in range(10_000):
        request = rf.get("/")
        answered += not throttle.has_to_wait(request)
        throttle.count_miss(request)

    assert answered == throttle.MISSES


def test_known_and_unknown_codes_ask_the_same_of_database_and_cache(
    client, certificate
):
    trajectory = certificate.award.trajectory
    replaced, revoked = (a_certificate(trajectory=trajectory) for _ in range(2))
    operations.reissue(
        replaced.pk, by=UserFactory(), reason="Naam", changes=operations.Changes()
    )
    operations.revoke(revoked.pk, by=UserFactory(), reason="Vergissing")
    codes = [one.code for one in (certificate, replaced, revoked)] + [new_code()]
    for ending in ("/", ".json"):
        client.get(f"/certificaten/{certificate.code}{ending}")  # what is set up once
        costs = []
        for code in codes:
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/certificaten/{code}{ending}")
            costs.append([shape(query["sql"]) for query in queries])
        assert costs == [costs[0]] * len(codes)
        assert len(costs[0]) == 3


def test_what_is_guessed_or_mistyped_stands_in_no_log(client, caplog):
    guess_too_often(client)
    for ending in ("/", ".json", ".pdf", ".svg"):
        code = f"{new_code()}{ending}"
        assert client.get(f"/certificaten/{code}").status_code == 429
        elsewhere = client.get(f"/certificaten/{code}", REMOTE_ADDR="192.0.2.7")
        assert elsewhere.status_code == 404

    assert caplog.messages == []


def shape(sql):
    """A query without what it asks for."""
    return re.sub(r"'[^']*'|\b\d+\b", "?", sql)


def test_behind_a_proxy_each_visitor_is_braked_apart(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess_too_often(client, headers={"x-forwarded-for": "203.0.113.9, 192.0.2.7"})

    def guess(forwarded):
        answer = client.get(
            f"/certificaten/{new_code()}/", headers={"x-forwarded-for": forwarded}
        )
        return answer.status_code

    assert guess("198.51.100.1, 192.0.2.7") == 429  # what a visitor claims is ignored
    assert guess("192.0.2.8") == 404


def test_an_erased_person_leaves_a_page_without_a_name(client, certificate):
    operations.document_of(certificate)
    personal.erase(certificate.award.person)

    response = client.get(page_of(certificate))

    html = response.content.decode()
    assert "Maesen" not in html
    assert "Wegwijzers" not in html
    assert certificate.number in html
    assert "status-panel--valid" in html
    assert "Geldig, persoonsgegevens gewist" in html
    pdf = client.get(f"/certificaten/{certificate.code}.pdf")
    assert pdf.status_code == 410
    assert certificate.number in pdf.content.decode()
    answer = client.get(f"/certificaten/{certificate.code}.json").json()
    assert (answer["status"], answer["personal_data"]) == ("valid", "erased")
    assert (answer["name"], answer["wording"]) == (None, None)


def test_the_check_costs_the_same_however_much_was_met(
    client, django_assert_num_queries
):
    for parts in (2, 12):
        certificate = a_certificate(
            trajectory=a_trajectory(
                requires=[an_activity() for _ in range(parts)], code=f"TR-{parts}"
            )
        )
        client.get(page_of(certificate))
        # The certificate with its facts, its events, what took its place.
        with django_assert_num_queries(3):
            client.get(page_of(certificate))


def test_an_unknown_code_stays_in_its_field_to_be_compared(client, db):
    page = client.get("/certificaten/7K3M-9QXT-2BCD-EFGH/", follow=True)

    assert page.status_code == 404
    assert 'value="7K3M-9QXT-2BCD-EFGH"' in page.content.decode()
