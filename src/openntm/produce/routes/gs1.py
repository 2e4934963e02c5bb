"""Addresses of the resolver: GS1 Digital Link at the root of the site, and our own identifiers.

A code of a unit may look like a key of GS1 (01 is Hà Nội): what goes on with a day is a page of the unit.
"""

from django.urls import path, re_path

from openntm.produce.stamps import picture
from openntm.produce.views import resolver

NO_DAY = r"(?!\d{4}-\d\d-\d\d(?:/|$))"
urlpatterns = [
    path(".well-known/gs1resolver", resolver.description, name="gs1_resolver"),
    re_path(rf"^(?P<key>01|414|417)/{NO_DAY}(?P<rest>.+)$", resolver.digital_link, name="digital_link"),
    re_path(r"^id/product/(?P<pk>\d{1,18})$", resolver.own_product, name="public_product"),
    path("id/product/<int:pk>/picture/<str:sha256>", picture.public_picture, name="public_picture"),
    re_path(
        r"^id/product/(?P<pk>\d{1,18})/lot/(?P<number>.+)/ser/(?P<serial>[^/]+)$",
        resolver.own_product,
        name="public_serial",
    ),
    re_path(r"^id/product/(?P<pk>\d{1,18})/ser/(?P<serial>[^/]+)$", resolver.own_product, name="public_stamp"),
    re_path(r"^id/product/(?P<pk>\d{1,18})/lot/(?P<number>.+)$", resolver.own_product, name="public_lot"),
    path("id/producer/<int:pk>", resolver.own_producer, name="public_producer"),
]
