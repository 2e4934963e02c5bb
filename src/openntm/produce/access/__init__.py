"""Who sees what of produce: a keeper their own producers, an officer those of the places whose figures they read."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.produce.models import Certificate, DiaryEntry, GrowingArea, Keeper, Lot, Plot, Producer, Product

Somebody = Person | AnonymousUser


def keeping(person: Somebody) -> QuerySet[Keeper]:
    """What the person keeps today; nothing for a stranger and for a person who was deactivated."""
    if not isinstance(person, Person) or not person.is_active:
        return Keeper.objects.none()
    open_today = Q(valid_to__isnull=True) | Q(valid_to__gt=today())
    return Keeper.objects.filter(open_today, person=person, valid_from__lte=today())


def producers_visible_to(person: Somebody) -> QuerySet[Producer]:
    """Whoever may do anything with the produce of a place, but a producer, also reads its figures."""
    read = reach(person, today(), Action.READ_FIGURES)
    return Producer.objects.filter(Q(place__in=read) | Q(pk__in=keeping(person).values("producer")))


def producers_kept_by(person: Somebody) -> QuerySet[Producer]:
    """Those whose diary and lots the person writes: as a keeper with a post there, or as an officer of the place."""
    writes = reach(person, today(), Action.KEEP_DIARY)
    return producers_visible_to(person).filter(place__in=writes)


def areas_visible_to(person: Somebody) -> QuerySet[GrowingArea]:
    """Those of visible producers, and those that no producer has at places whose figures the person reads."""
    read = reach(person, today(), Action.READ_FIGURES)
    return GrowingArea.objects.filter(Q(producer__in=producers_visible_to(person).values("pk")) | Q(place__in=read))


def plots_visible_to(person: Somebody) -> QuerySet[Plot]:
    return Plot.objects.filter(area__in=areas_visible_to(person).values("pk"))


def products_visible_to(person: Somebody) -> QuerySet[Product]:
    return Product.objects.filter(producer__in=producers_visible_to(person).values("pk"))


def certificates_visible_to(person: Somebody) -> QuerySet[Certificate]:
    return Certificate.objects.filter(holder__in=producers_visible_to(person).values("pk"))


def entries_visible_to(person: Somebody) -> QuerySet[DiaryEntry]:
    return DiaryEntry.objects.filter(plot__in=plots_visible_to(person).values("pk"))


def lots_visible_to(person: Somebody) -> QuerySet[Lot]:
    return Lot.objects.filter(product__in=products_visible_to(person).values("pk"))
