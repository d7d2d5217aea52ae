"""What the kernel's own events say."""

from sitrack.core import events

events.register(
    {
        "calendar.year_opened": "opened the academic year {label}",
        "calendar.term_changed": "changed the dates of {label}",
        "calendar.day_closed": "added a day off: {label}",
        "calendar.day_reopened": "removed a day off: {label}",
        "reminder.set": "put something off: {label}",
        "reminder.taken_back": "took back {label}",
        "second_factor.app_added": "set up an app for the codes they sign in with",
        "second_factor.app_replaced": "set up another app for the codes they sign in with",
        "second_factor.app_removed": "removed the app for the codes they sign in with",
        "second_factor.passkey_added": "added the passkey {name}",
        "second_factor.passkey_removed": "removed the passkey {name}",
        "second_factor.codes_made": "was given new recovery codes",
        "second_factor.codes_kept": "kept the recovery codes",
        "second_factor.code_used": "signed in with a recovery code",
        "sign_in.made": "signed in with {means}",
        "sign_in.refused": "refused to sign {label} in, {times} times: {reason}",
        "sign_in.ended": "ended a sign-in of {label} in {browser}",
        "sign_in.others_ended": "signed out everywhere else",
        "sign_in.all_ended": "ended every sign-in of {label}",
        "password.chosen": "chose a new password, which ended every earlier sign-in",
        "single_sign_on.connected": "connected a sign-in: {title}",
        "single_sign_on.disconnected": "disconnected a sign-in: {title}",
        "single_sign_on.refused": "refused a sign-in of {label} with {name}: {reason}",
        "mail.refused": "could send no mail to {label}: the mail server refused the address ({answer})",
        "access.refused": "asked for something out of their reach: {path}",
    }
)
