"""The addresses that a program adds to the one typed into it: `/openrosa`."""

from django.urls import path

from openntm.portal.openrosa import views

app_name = "openrosa"
urlpatterns = [
    path("formList", views.form_list, name="form_list"),
    path("forms/<str:key>.xml", views.form, name="form"),
    path("submission", views.submission, name="submission"),
]
