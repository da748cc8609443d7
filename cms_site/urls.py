"""Addresses of the site that are no pages of an editor."""

from django.urls import path

from .views import account, contact, learning, technical

app_name = "cms_site"
urlpatterns = [
    path("mijn-leren/", learning.dashboard, name="dashboard"),
    path(
        "mijn-leren/wat-hr-ziet/<uuid:key>/",
        learning.what_hr_sees,
        name="what_hr_sees",
    ),
    path("mijn-leren/wie-ziet-wat/", learning.who_sees, name="who_sees"),
    path("mijn-gegevens/", account.details, name="details"),
    path("contact/", contact.contact, name="contact"),
    path("contact/bedankt/", contact.thanks, name="contact_thanks"),
    path("healthz", technical.healthz, name="healthz"),
    path("robots.txt", technical.robots, name="robots"),
    path("favicon.ico", technical.favicon, name="favicon"),
    path("media/<path:path>", technical.media, name="media"),
]
