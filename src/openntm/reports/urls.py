"""Addresses of the reading pages: each speaks for a place and a day, the sets of law for themselves."""

from django.urls import path, re_path

from openntm.reports.views import indicator, lists, overview, sets, trends

app_name = "reports"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
ASKED = r"(?P<set_id>[a-z0-9_]+)/(?P<indicator>[0-9A-Za-z._-]+)/$"

urlpatterns = [
    path("", overview.start, name="start"),
    path("sets/", sets.sets, name="sets"),
    path("sets/<slug:set_id>/", sets.one_set, name="set"),
    re_path(AT + r"$", overview.overview, name="overview"),
    re_path(AT + r"$", overview.overview, name="commune"),  # the same address: the unit decides
    re_path(AT + r"set/" + ASKED, indicator.indicator, name="indicator"),
    re_path(AT + r"why/" + ASKED, indicator.why, name="why"),
    re_path(AT + r"gaps/$", lists.gaps, name="gaps"),
    re_path(AT + r"trends/$", trends.trends, name="trends"),
    re_path(AT + r"map/$", overview.map_page, name="map"),
    re_path(AT + r"completeness/$", lists.completeness_page, name="completeness"),
    re_path(AT + r"conflicts/$", lists.conflicts_page, name="conflicts"),
    re_path(AT + r"unverified/$", lists.unverified, name="unverified"),
]
