"""What the sign-in page shows of the demonstration."""

from django import template

from openntm.office.demo import Account, accounts

register = template.Library()


@register.simple_tag
def demo_accounts() -> tuple[Account, ...]:
    return accounts()
