"""What everybody may read of works."""

from django.urls import path

from openntm.works.views import public

urlpatterns = [
    path("works/<int:pk>/", public.public_work, name="public_work"),
    path("works/<int:pk>/documents/<int:document>", public.public_document, name="public_document"),
    path("open-data/works.json", public.open_data, name="open_data"),
]
