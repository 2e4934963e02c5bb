"""Addresses of heritage; the public page of a site speaks for no unit, so that a code always leads to it."""

from django.urls import path

from openntm.heritage.views import proposals, public, rounds, sites

app_name = "heritage"
HERE = "<str:code>/<str:day>/heritage/"
ONE = HERE + "<int:pk>/"
ROUND = HERE + "rounds/<int:pk>/"
REPAIR = ROUND + "observations/<int:observation>/"
PROPOSAL = HERE + "proposals/<int:pk>/"

urlpatterns = [
    path("heritage/<int:pk>/", public.story, name="story"),
    path("heritage/<int:pk>/know-more/", public.propose, name="propose"),
    path("heritage/<int:pk>/pictures/<int:file>/", public.picture, name="picture"),
    path(HERE, sites.sites, name="sites"),
    path(HERE + "add/", sites.site_add, name="site_add"),
    path(ONE, sites.site, name="site"),
    path(ONE + "change/", sites.site_change, name="site_change"),
    path(ONE + "end/", sites.site_end, name="site_end"),
    path(ONE + "custodian/", sites.custodian_add, name="custodian_add"),
    path(ONE + "files/add/", sites.file_add, name="file_add"),
    path(ONE + "files/<int:file>/", sites.site_file, name="site_file"),
    path(ONE + "files/<int:file>/hide/", sites.file_hide, name="file_hide"),
    path(ONE + "poster/", sites.poster, name="poster"),
    path(ONE + "rounds/begin/", rounds.round_start, name="round_start"),
    path(HERE + "rounds/", rounds.rounds, name="rounds"),
    path(ROUND, rounds.one_round, name="round"),
    path(ROUND + "print/", rounds.round_print, name="round_print"),
    path(ROUND + "photo/", rounds.round_photo, name="round_photo"),
    path(ROUND + "close/", rounds.round_close, name="round_close"),
    path(ROUND + "files/<int:file>/", rounds.round_file, name="round_file"),
    path(ROUND + "observations/add/", rounds.observation_add, name="observation_add"),
    path(REPAIR + "answer/", rounds.repair_answer, name="repair_answer"),
    path(REPAIR + "close/", rounds.repair_close, name="repair_close"),
    path(HERE + "proposals/", proposals.proposals, name="proposals"),
    path(PROPOSAL + "publish/", proposals.proposal_publish, name="proposal_publish"),
    path(PROPOSAL + "decline/", proposals.proposal_decline, name="proposal_decline"),
    path(PROPOSAL + "photo/", proposals.proposal_photo, name="proposal_photo"),
]
