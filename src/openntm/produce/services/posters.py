"""The code of a poster at the place where a product is sold: one a product, for as long as the product is sold."""

from django.db import transaction

from openntm.codes import services as codes
from openntm.codes.models import Code
from openntm.office.log import record
from openntm.office.models import Person
from openntm.produce.access import products_visible_to
from openntm.produce.access.writing import writing_for
from openntm.produce.models import Product

PRODUCT = "product"


def code_of(product: Product) -> Code | None:
    return codes.code_of(PRODUCT, str(product.pk))


@transaction.atomic
def make_poster(*, by: Person, product: int) -> Code:
    """The same code each time, so that posters that hang keep leading to the product."""
    one = products_visible_to(by).select_related("producer__place").select_for_update(of=("self",)).get(pk=product)
    on_behalf_of = writing_for(by, one.producer)
    if known := code_of(one):
        return known
    code = codes.standing_code(kind=PRODUCT, key=str(one.pk))
    record(by, "product.poster", one, place=one.producer.place, on_behalf_of=on_behalf_of)
    return code
