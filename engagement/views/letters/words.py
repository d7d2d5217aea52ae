"""What the page of each step says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The question, what will happen, the button, and what is said afterwards."""

    heading: str
    consequence: str
    button: str
    done: str
    warns: bool = False


WORDS = {
    "ask": Words(
        "Ask for it to be signed off?",
        "Whoever signs it is told that a document is waiting. You can still change it.",
        "Ask for it to be signed off",
        "Whoever signs it is told.",
    ),
    "approve": Words(
        "Sign off this letter?",
        "It can be issued after that. Nothing leaves the authority yet.",
        "Sign it off",
        "The letter is signed off. It is not issued yet.",
    ),
    "return": Words(
        "Return it to whoever wrote it?",
        "It is a draft again. Say what is to be changed: only the authority reads this.",
        "Return it",
        "The letter is returned.",
    ),
    "withdraw": Words(
        "Withdraw this letter?",
        "It is never issued. It stays here with your reason, and the school hears nothing.",
        "Withdraw the letter",
        "The letter is withdrawn.",
        warns=True,
    ),
    "issue": Words(
        "Issue this letter?",
        "It is frozen as it reads now. Those who read it in sitrack are told by e-mail"
        " that a document is waiting, and nothing more. This cannot be undone.",
        "Issue the letter",
        "The letter is issued.",
        warns=True,
    ),
    "serve": Words(
        "Record when it was sent",
        "Once every copy is recorded as sent, its time begins to run.",
        "Record the days",
        "Every copy is recorded as sent.",
    ),
    "monitor": Words(
        "Record that it is monitored?",
        "Say how the governing body’s plan is followed, or that no reply came. The chair"
        " and the headteacher read this.",
        "Record that it is monitored",
        "The letter is monitored.",
    ),
    "lift": Words(
        "Lift this letter?",
        "The concern has passed. The chair and the headteacher read why.",
        "Lift the letter",
        "The letter is lifted.",
    ),
    "escalate": Words(
        "Escalate this letter?",
        "The statutory level is proposed in a draft of yours; the Head of service decides"
        " it. The chair and the headteacher read that the letter is escalated, and why.",
        "Escalate the letter",
        "The letter is escalated. A proposal of the statutory level is drafted.",
        warns=True,
    ),
    "comply": Words(
        "Record that the notice was complied with?",
        "Say what was done. The chair and the headteacher read this.",
        "Record that it was complied with",
        "It is recorded that the notice was complied with.",
    ),
    "not_comply": Words(
        "Record that the notice was not complied with?",
        "Say what was not done. The chair and the headteacher read this.",
        "Record that it was not complied with",
        "It is recorded that the notice was not complied with.",
        warns=True,
    ),
    "notice": Words(
        "Give notice of intention",
        "The governing body is told in writing before a power is used, with reasonable"
        " time. What you write is shown to the chair and the headteacher.",
        "Give notice",
        "Notice of intention is given.",
        warns=True,
    ),
    "intervene": Words(
        "Record the use of a power",
        "Notice of intention comes first. The chair and the headteacher read this.",
        "Record the use of this power",
        "The use of the power is recorded.",
        warns=True,
    ),
    "review": Words(
        "Record the review?",
        "Say what it found, so that the chair and the headteacher can read it. Whether"
        " progress is sufficient is recorded next.",
        "Record the review",
        "The review is recorded.",
    ),
    "sufficient": Words(
        "Record that progress is sufficient?",
        "The notice has done its work, and the school goes on as before it. The chair"
        " and the headteacher read why.",
        "Record that progress is sufficient",
        "It is recorded that progress is sufficient.",
    ),
    "insufficient": Words(
        "Record that progress is not sufficient?",
        "The DfE’s procedure for schools causing concern follows: a warning notice can be"
        " prepared. Check with legal. The chair and the headteacher read why.",
        "Record that progress is not sufficient",
        "It is recorded that progress is not sufficient.",
        warns=True,
    ),
    "close": Words(
        "Close this notice?",
        "Nothing follows from it any more. The chair and the headteacher read why.",
        "Close the notice",
        "The notice is closed.",
    ),
}
