"""Addresses of the register of contributions."""

from django.urls import path

from openntm.participation.views import contributions, conversions

HERE = "<str:code>/<str:day>/contributions/"
ONE = HERE + "<int:pk>/"

urlpatterns = [
    path(HERE, contributions.contributions, name="contributions"),
    path(HERE + "add/", contributions.contribution_add, name="contribution_add"),
    path(HERE + "hand-in/", conversions.contributions_hand_in, name="contributions_hand_in"),
    path(HERE + "rates/", conversions.conversions, name="conversions"),
    path(HERE + "rates/set/", conversions.conversion_set, name="conversion_set"),
    path(ONE, contributions.contribution, name="contribution"),
    path(ONE + "correct/", contributions.contribution_correct, name="contribution_correct"),
    path(ONE + "receive/", contributions.contribution_receive, name="contribution_receive"),
    path(ONE + "refund/", contributions.contribution_refund, name="contribution_refund"),
    path(ONE + "void/", contributions.contribution_void, name="contribution_void"),
    path(ONE + "consent/", contributions.contribution_consent, name="contribution_consent"),
    path(ONE + "value/", contributions.contribution_value, name="contribution_value"),
    path(ONE + "receipt/", contributions.receipt_issue, name="receipt_issue"),
    path(ONE + "receipt/<int:receipt>/void/", contributions.receipt_void, name="receipt_void"),
]
