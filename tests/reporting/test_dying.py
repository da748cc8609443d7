"""A worker dies by kill -9 at any moment: one file, one mail, all the same."""

import pytest

from tests.certification.test_once import die_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.soak]


def test_a_worker_that_dies_leaves_one_file_and_one_mail(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    told = die_at(list(range(1, 80)), tmp_path, "tests.reporting.dying_jobs")

    assert len(told) > 12
    assert [one["killed"] for one in told] == [True] * (len(told) - 1) + [False]
    for one in told:
        assert (one["state"], one["rows"], one["mails"]) == ("ready", 2, 1), one
        assert one["copies"] <= 2, one
        assert [f"exports/{name}" for name in one["files"]] == [one["file"]], one
    # Only where nobody can know: between the mail that went and the note that it did.
    assert sum(one["copies"] > 1 for one in told) <= 4
