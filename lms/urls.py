"""Every address of the product, in one place."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms_site.views import profile
from lms.accounts.views.admin import admin_sign_in

urlpatterns = [
    path("accounts/", include("lms.accounts.urls")),
    path("beheer/login/", admin_sign_in),
    path("beheer/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("xapi/profile", profile.profile),  # and a page for who reads it
    path("xapi/", include("lms.xapi.urls")),
    path("hoedanigheid/", include("lms.organisation.urls")),
    path("deelname/", include("lms.learning.urls")),
    path("leren/", include("courses.urls")),
    path("spelen/", include("dilemmas.urls")),
    path("certificaten/", include("certification.urls")),
    path("hr/toewijzen/", include("lms.learning.desk.urls")),
    path("", include("lms.messaging.urls")),
    path("api/", include("lms.api.urls")),
    path("hr/", include("lms.reporting.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}, name="sitemap"),
    path("", include("lms.privacy.urls")),
    path("", include("cms_site.urls")),
    path("", include(wagtail_urls)),
]
