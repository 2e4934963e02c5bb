"""Addresses of the reading pages: each speaks for a place and a day, the sets of law for themselves."""

from django.urls import path

from openntm.reports.views import indicator, lists, overview, sets, trends

app_name = "reports"
HERE = "<str:code>/<str:day>/"
ASKED = "<str:set_id>/<str:indicator>/"

urlpatterns = [
    path("sets/", sets.sets, name="sets"),
    path("sets/<slug:set_id>/", sets.one_set, name="set"),
    path(HERE, overview.overview, name="overview"),
    path(HERE, overview.overview, name="commune"),  # the same address: the unit decides
    path(HERE + "set/" + ASKED, indicator.indicator, name="indicator"),
    path(HERE + "why/" + ASKED, indicator.why, name="why"),
    path(HERE + "gaps/", lists.gaps, name="gaps"),
    path(HERE + "trends/", trends.trends, name="trends"),
    path(HERE + "map/", overview.map_page, name="map"),
    path(HERE + "completeness/", lists.completeness_page, name="completeness"),
    path(HERE + "conflicts/", lists.conflicts_page, name="conflicts"),
    path(HERE + "unverified/", lists.unverified, name="unverified"),
]
