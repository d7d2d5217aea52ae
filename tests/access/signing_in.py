"""The sign-in pages of the table of access: what allauth serves and we have a page for,
and what we have beside it."""

from tests.access.places import a_key, nothing
from tests.access.row import Row

ALL = "o o o o o o o o o o o o o o o o"
SIGNED_IN = "- o o o o o o o o o o o o o o o"
NOBODY = "- x x x x x x x x x x x x x x x"

SIGN_IN: dict[str, tuple[Row, ...]] = {
    "sign_ins:left": (Row(nothing, SIGNED_IN, "GET"),),
    "account_login": (Row(nothing, ALL),),
    "account_logout": (Row(nothing, ALL),),
    "account_inactive": (Row(nothing, ALL, "GET"),),
    "account_signup": (Row(nothing, ALL),),
    # Nobody of the cast has a password to confirm.
    "account_reauthenticate": (Row(nothing, NOBODY),),
    "account_change_password": (Row(nothing, SIGNED_IN),),
    "account_set_password": (Row(nothing, SIGNED_IN),),
    "account_reset_password": (Row(nothing, ALL),),
    "account_reset_password_done": (Row(nothing, ALL, "GET"),),
    "account_reset_password_from_key": (Row(a_key, ALL),),
    "account_reset_password_from_key_done": (Row(nothing, ALL, "GET"),),
}
