"""The sign-in pages of the table of access: what allauth serves and we have a page for,
and what we have beside it."""

from tests.access.places import (
    a_key,
    a_name,
    helen,
    no_address_link,
    no_passkey,
    no_provider,
    nothing,
)
from tests.access.row import Row

ALL = "o o o o o o o o o o o o o o o o"
SIGNED_IN = "- o o o o o o o o o o o o o o o"
NO_FACTOR = "- . . . . . . . . . . . . . . ."
NOT_THERE = ". . . . . . . . . . . . . . . ."
KEEPS_PERSON = "- . . . . . . . . . x . x . . o"
NOBODY = "- x x x x x x x x x x x x x x x"

SIGN_IN: dict[str, tuple[Row, ...]] = {
    "sign_ins:own": (Row(nothing, SIGNED_IN, "GET"),),
    "sign_ins:left": (Row(nothing, SIGNED_IN, "GET"),),
    "sign_ins:end": (Row(a_name, SIGNED_IN, "POST"),),
    "sign_ins:end_others": (Row(nothing, SIGNED_IN, "POST"),),
    "account_login": (Row(nothing, ALL),),
    "schools:address_change": (Row(helen, KEEPS_PERSON),),
    "schools:address_withdraw": (Row(helen, KEEPS_PERSON, "POST"),),
    "schools:address_confirm": (Row(no_address_link, NOT_THERE),),
    "account_logout": (Row(nothing, ALL),),
    "account_inactive": (Row(nothing, ALL, "GET"),),
    "account_signup": (Row(nothing, ALL),),
    # Nobody of the cast has a password to confirm.
    "account_reauthenticate": (Row(nothing, NOBODY),),
    "mfa_reauthenticate": (Row(nothing, NOBODY),),
    # Signed in, nobody is half-way; a half-finished sign-in has its own test.
    "mfa_reauthenticate_webauthn": (Row(nothing, NOBODY),),
    # Without a passkey they are taken back to signing in.
    "mfa_login_webauthn": (Row(nothing, SIGNED_IN),),
    "passkey_add": (Row(nothing, SIGNED_IN),),
    "passkey_remove": (Row(no_passkey, NO_FACTOR),),
    "mfa_authenticate": (Row(nothing, SIGNED_IN),),
    "signing_in_safely": (Row(nothing, SIGNED_IN, "GET"),),
    "second_step": (Row(nothing, SIGNED_IN),),
    # Nobody of the cast has set anything up.
    "second_step_remove": (Row(nothing, NO_FACTOR),),
    "recovery_codes": (Row(nothing, NO_FACTOR),),
    "recovery_codes_file": (Row(nothing, NO_FACTOR, "GET"),),
    "recovery_codes_new": (Row(nothing, NO_FACTOR, "POST"),),
    # Nobody has named a provider, and nobody has connected anything.
    "single_sign_on:again": (Row(nothing, NO_FACTOR),),
    "single_sign_on:start": (Row(no_provider, NOT_THERE, "POST"),),
    "single_sign_on:back": (Row(no_provider, NOT_THERE, "GET"),),
    "single_sign_on:connect": (Row(no_provider, NO_FACTOR),),
    "single_sign_on:disconnect": (Row(no_passkey, NO_FACTOR),),
    "account_change_password": (Row(nothing, SIGNED_IN),),
    "account_set_password": (Row(nothing, SIGNED_IN),),
    "account_reset_password": (Row(nothing, ALL),),
    "account_reset_password_done": (Row(nothing, ALL, "GET"),),
    "account_reset_password_from_key": (Row(a_key, ALL),),
    "account_reset_password_from_key_done": (Row(nothing, ALL, "GET"),),
}
