"""Addresses of the office: sign-in under allauth's own names, the rest as `office:…`."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import include, path, re_path

from openntm.office import views
from openntm.office.views import document_templates as templates
from openntm.office.views import print_outs, unit_sets

SETS = "<str:code>/<str:day>/unit-sets/"
TEMPLATES = "<str:code>/<str:day>/document-templates/"

app = [
    path(SETS, unit_sets.unit_sets, name="unit_sets"),
    path(SETS + "make/", unit_sets.unit_set_found, name="unit_set_found"),
    path(SETS + "<slug:key>/", unit_sets.unit_set, name="unit_set"),
    path(SETS + "<slug:key>/<str:unit>/let-go/", unit_sets.unit_set_let_go, name="unit_set_let_go"),
    path("account/", views.account, name="account"),
    path("account/channels/", views.account_channels, name="account_channels"),
    path("account/tokens/add/", views.token_make, name="token_make"),
    path("account/tokens/<int:pk>/withdraw/", views.token_withdraw, name="token_withdraw"),
    path("account/delegations/", views.delegations, name="delegations"),
    path("account/delegations/lend/<int:pk>/", views.lend, name="lend"),
    path("account/delegations/<int:pk>/end/", views.delegation_end, name="delegation_end"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/<int:pk>/", views.notice_open, name="notice_open"),
    path("files/<int:pk>/", views.file, name="file"),
    path("log/", views.log, name="log"),
    path("log/log.<str:ending>", views.log_export, name="log_export"),
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/change/", views.person_change, name="person_change"),
    path("people/<int:pk>/password/", views.person_password, name="person_password"),
    path("people/<int:pk>/deactivate/", views.person_deactivate, name="person_deactivate"),
    path("people/<int:pk>/return/", views.person_return, name="person_return"),
    path("people/<int:pk>/posts/add/", views.post_give, name="post_give"),
    path("people/<int:pk>/posts/<int:post>/end/", views.post_end, name="post_end"),
]
documents = [
    path("verify/<str:token>/", print_outs.verify, name="verify"),
    path("print-outs/<int:pk>/withdraw/", print_outs.print_out_withdraw, name="print_out_withdraw"),
    path("print-outs/<int:pk>.<str:ending>", print_outs.print_out_file, name="print_out_file"),
    path(TEMPLATES, templates.document_templates, name="document_templates"),
    path(TEMPLATES + "<str:kind>/", templates.document_template, name="document_template"),
    path(TEMPLATES + "<str:kind>/drop/", templates.document_template_drop, name="document_template_drop"),
    path(TEMPLATES + "<str:kind>/<slug:which>.docx", templates.document_template_file, name="document_template_file"),
]
sign_in = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm-code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/recovery-codes/codes.txt", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]
by_mail = [
    path("sign-in/lost/", account.password_reset, name="account_reset_password"),
    path("sign-in/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("sign-in/lost/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^sign-in/lost/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
urlpatterns = [
    path("", include(([*app, *documents], "office"))),
    *sign_in,
    *(by_mail if settings.EMAIL_HOST else []),
]
