"""People who sign in, and the posts that say where and what they may do."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.mobile import spoken
from openntm.office.roles import Role
from openntm.places.models import Place


class Person(AbstractUser):
    """Never deleted, only deactivated: the log and the figures name people by their id."""

    PERSONAL = frozenset({"username", "display_name", "email", "mobile"})
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("full name"), max_length=150)
    mobile = models.CharField(_("mobile number"), max_length=12, blank=True, default="")  # +84 and nine digits
    told_by = models.JSONField(default=list, editable=False)  # channels that the person asked for
    is_demonstration = models.BooleanField(default=False, editable=False)
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def mobile_spoken(self) -> str:
        return spoken(self.mobile)


class Post(models.Model):
    """A role over one place and everything under it, from a day to (not including) another."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (not including)"), null=True, blank=True)
    department = models.CharField(_("department"), max_length=40, blank=True)  # its key in data/departments.yaml

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_not_before_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="post_role_is_known"),
            models.UniqueConstraint(
                fields=["person", "place", "role"],
                condition=Q(valid_to__isnull=True),
                name="post_is_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.place}"


class Delegation(models.Model):
    """The rights of one post, lent to a deputy between two days; the deputy's acts are done on behalf of its holder."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (not including)"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="delegation_ends_not_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} → {self.deputy}"
