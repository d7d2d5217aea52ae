"""Words and numbers of the register that decide how a school is treated."""

from schools.choices import Status

# A type outside this list is new: whether it is maintained must be looked up.
KNOWN_TYPES = frozenset(
    {
        "Further education",
        "Sixth form centres",
        "Higher education institutions",
        "City technology college",
        "Other independent school",
        "Community school",
        "Voluntary aided school",
        "Voluntary controlled school",
        "Foundation school",
        "Pupil referral unit",
        "Local authority nursery school",
        "Community special school",
        "Non-maintained special school",
        "Other independent special school",
        "Foundation special school",
        "Welsh establishment",
        "Secure units",
        "Offshore schools",
        "Service children's education",
        "Miscellaneous",
        "Special post 16 institution",
        "British schools overseas",
        "Institution funded by other government department",
        "Academy sponsor led",
        "Academy special sponsor led",
        "Academy converter",
        "Academy alternative provision converter",
        "Academy alternative provision sponsor led",
        "Academy special converter",
        "Academy 16-19 converter",
        "Academy 16 to 19 sponsor led",
        "Academy secure 16 to 19",
        "Free schools",
        "Free schools special",
        "Free schools alternative provision",
        "Free schools 16 to 19",
        "University technical college",
        "Studio schools",
        "Online provider",
    }
)
OPEN_STATUSES = frozenset({Status.OPEN.value, Status.PROPOSED_TO_CLOSE.value})
# The register does not give out such numbers: a school that has one was entered by
# hand, and is not expected in the file.
FIRST_LOCAL_URN = 900_000
