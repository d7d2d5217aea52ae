"""Pages of the register, the calendar, the directory, people and their posts."""

from schools.views.accounts import second_step_remove
from schools.views.addresses import (
    address_change,
    address_confirm,
    address_withdraw,
)
from schools.views.calendar import (
    calendar,
    closure_add,
    closure_remove,
    term_change,
    year_add,
)
from schools.views.closing import (
    account_close,
    account_open,
    account_sign_out,
    leavers,
)
from schools.views.delegations import delegation_withdraw, delegations
from schools.views.directory import (
    contact_add,
    contact_change,
    contact_check,
    contact_remove,
    directory,
    safeguarding,
)
from schools.views.federations import (
    agreement_end,
    agreements,
    federation,
    federation_leave,
    federations,
)
from schools.views.handing_on import hand_on
from schools.views.invitations import invitation
from schools.views.inviting import invite, invite_withdraw
from schools.views.links import links, links_file
from schools.views.people import (
    people,
    person,
    person_add,
    person_change,
    vacant,
)
from schools.views.posts import appoint, post_cancel, post_end, post_start
from schools.views.register import register, register_apply, register_import

__all__ = [
    "account_close",
    "account_open",
    "account_sign_out",
    "address_change",
    "address_confirm",
    "address_withdraw",
    "agreement_end",
    "agreements",
    "appoint",
    "calendar",
    "closure_add",
    "closure_remove",
    "contact_add",
    "contact_change",
    "contact_check",
    "contact_remove",
    "delegation_withdraw",
    "delegations",
    "directory",
    "federation",
    "federation_leave",
    "federations",
    "hand_on",
    "invitation",
    "invite",
    "invite_withdraw",
    "leavers",
    "links",
    "links_file",
    "people",
    "person",
    "person_add",
    "person_change",
    "post_cancel",
    "post_end",
    "post_start",
    "register",
    "register_apply",
    "register_import",
    "safeguarding",
    "second_step_remove",
    "term_change",
    "vacant",
    "year_add",
]
