"""Satisfaction surveys, and the page on which a household answers."""

from django.urls import path

from openntm.participation.views import households, survey_field, surveys

ALL = "<str:code>/<str:day>/surveys/"
ONE = ALL + "<int:pk>/"

urlpatterns = [
    path(ALL, surveys.surveys, name="surveys"),
    path(ALL + "plan/", surveys.survey_plan, name="survey_plan"),
    path(ONE, surveys.survey, name="survey"),
    path(ONE + "change/", surveys.survey_change, name="survey_change"),
    path(ONE + "open/", surveys.survey_open, name="survey_open"),
    path(ONE + "close/", surveys.survey_close, name="survey_close"),
    path(ONE + "enter/<slug:mode>/", survey_field.survey_enter, name="survey_enter"),
    path(ONE + "unreached/", survey_field.survey_unreached, name="survey_unreached"),
    path(ONE + "hamlets/<int:position>/list/", survey_field.survey_list, name="survey_list"),
    path(ONE + "hamlets/<int:position>/slips/", survey_field.survey_slips, name="survey_slips"),
    path("survey/", households.household_code, name="household_code"),
    path("survey/<str:token>/", households.household, name="household"),
    path("SURVEY/<str:token>/", households.household, name="household_symbol"),  # as symbols write it
]
