"""Votes of households, and the page on which a household votes."""

from django.urls import path

from openntm.participation.views import poll_acts, polls, voting

ALL = "<str:code>/<str:day>/household-votes/"
ONE = ALL + "<int:pk>/"

urlpatterns = [
    path(ALL, polls.polls, name="polls"),
    path(ALL + "add/", poll_acts.poll_add, name="poll_add"),
    path(ONE, polls.poll, name="poll"),
    path(ONE + "change/", poll_acts.poll_change, name="poll_change"),
    path(ONE + "households/", poll_acts.poll_households, name="poll_households"),
    path(ONE + "households/list/", poll_acts.poll_list, name="poll_list"),
    path(ONE + "open/", poll_acts.poll_open, name="poll_open"),
    path(ONE + "slips/", poll_acts.poll_slips, name="poll_slips"),
    path(ONE + "enter/", poll_acts.poll_enter, name="poll_enter"),
    path(ONE + "hands/", poll_acts.poll_hands, name="poll_hands"),
    path(ONE + "close/", poll_acts.poll_close, name="poll_close"),
    path(ONE + "cancel/", poll_acts.poll_cancel, name="poll_cancel"),
    path("vote/<int:pk>/", voting.vote_code, name="vote_code"),
    path("vote/<int:pk>/<str:token>/", voting.vote, name="vote"),
    path("VOTE/<int:pk>/<str:token>/", voting.vote, name="vote_symbol"),  # as symbols write it
]
