"""The addresses of guides (for everybody), of their register and posters, and of helper sessions."""

from django.urls import path

from openntm.services.views import guides, keeping, posters, team

app_name = "services"
HERE = "<str:code>/<str:day>/"
ONE_SESSION = HERE + "sessions/<int:pk>/"

urlpatterns = [
    path("guide/<slug:slug>/", guides.guide, name="guide"),
    path(HERE + "guides/", guides.guides, name="guides"),
    path(HERE + "procedures/", keeping.procedures, name="procedures"),
    path(HERE + "procedures/changes/add/", keeping.change_add, name="change_add"),
    path(HERE + "procedures/changes/<int:pk>/", keeping.change, name="change"),
    path(HERE + "procedures/ratings/", keeping.rating_list, name="ratings"),
    path(HERE + "procedures/ratings/<int:pk>/", keeping.rating_moderate, name="rating_moderate"),
    path(HERE + "posters/", posters.posters, name="posters"),
    path(HERE + "poster/", posters.poster, name="poster"),
    path(HERE + "scans/", posters.scans, name="scans"),
    path(HERE + "sessions/", team.sessions, name="sessions"),
    path(HERE + "sessions/add/", team.session_add, name="session_add"),
    path(ONE_SESSION, team.session, name="session"),
    path(ONE_SESSION + "change/", team.session_change, name="session_change"),
    path(HERE + "teams/add/", team.team_add, name="team_add"),
    path(HERE + "teams/<int:pk>/end/", team.team_end, name="team_end"),
]
