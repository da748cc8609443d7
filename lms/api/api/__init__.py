"""The API over HTTP: addresses that find, call and answer (design.md, idea 5)."""

from . import activities, certificates, completions, enrolments, people
from .description import BoundedJson, CampusApi

VERSION = "1.0"

api = CampusApi(
    title="API",  # told in full by its description
    version=VERSION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=BoundedJson(),
)
for name, router in (
    ("completions", completions.router),
    ("people", people.router),
    ("activities", activities.router),
    ("certificates", certificates.router),
    ("enrolments", enrolments.router),
):
    api.add_router(f"/v1/{name}", router)
