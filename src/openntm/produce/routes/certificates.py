"""Certificates of good practice and their acts."""

from django.urls import path

from openntm.produce.views import certificates

ALL = "<str:code>/<str:day>/produce/certificates/"
ONE = ALL + "<int:pk>/"

urlpatterns = [
    path(ALL, certificates.certificates, name="certificates"),
    path(ALL + "record/", certificates.certificate_record, name="certificate_record"),
    path(ONE, certificates.certificate, name="certificate"),
    path(ONE + "file/", certificates.certificate_file, name="certificate_file"),
    path(ONE + "correct/", certificates.certificate_correct, name="certificate_correct"),
    path(ONE + "take-back/", certificates.certificate_take_back, name="certificate_take_back"),
    path(ONE + "<slug:kind>/", certificates.certificate_act, name="certificate_act"),
]
