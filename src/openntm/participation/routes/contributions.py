"""Addresses of the register of contributions."""

from django.urls import path

from openntm.participation.views import contribution_acts as acts
from openntm.participation.views import contributions, conversions

HERE = "<str:code>/<str:day>/contributions/"
ONE = HERE + "<int:pk>/"

urlpatterns = [
    path(HERE, contributions.contributions, name="contributions"),
    path(HERE + "add/", acts.contribution_add, name="contribution_add"),
    path(HERE + "hand-in/", conversions.contributions_hand_in, name="contributions_hand_in"),
    path(HERE + "rates/", conversions.conversions, name="conversions"),
    path(HERE + "rates/set/", conversions.conversion_set, name="conversion_set"),
    path(ONE, contributions.contribution, name="contribution"),
    path(ONE + "correct/", acts.contribution_correct, name="contribution_correct"),
    path(ONE + "receive/", acts.contribution_receive, name="contribution_receive"),
    path(ONE + "refund/", acts.contribution_refund, name="contribution_refund"),
    path(ONE + "void/", acts.contribution_void, name="contribution_void"),
    path(ONE + "consent/", acts.contribution_consent, name="contribution_consent"),
    path(ONE + "value/", acts.contribution_value, name="contribution_value"),
    path(ONE + "receipt/", acts.receipt_issue, name="receipt_issue"),
    path(ONE + "receipt/<int:receipt>/void/", acts.receipt_void, name="receipt_void"),
]
