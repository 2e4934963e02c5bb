"""The only addresses that a stranger may open, by their names; everything else asks to sign in."""

PUBLIC = frozenset(
    {
        "home",
        "healthz",
        "language",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "office:public_file",
        "places:history",
        "reports:home",
        "reports:overview",
        "reports:commune",
        "reports:indicator",
        "reports:why",
        "reports:gaps",
        "reports:trends",
        "reports:map",
        "reports:conflicts",
        "reports:unverified",
        "reports:targets",
        "reports:titles",
        "reports:sets",
        "reports:set",
    }
)
