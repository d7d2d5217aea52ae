"""Small register files for tests, written as the register writes them."""

from schools.importers.gias import RegisterFile

HEADER = {
    "URN": "100001",
    "LA (code)": "935",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Ash Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-2015",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "OfficialSixthForm (name)": "Does not have a sixth form",
    "ReligiousCharacter (name)": "Does not apply",
    "Street": "Church Road",
    "Locality": "",
    "Address3": "",
    "Town": "Ipswich",
    "Postcode": "IP1 1AA",
    "SchoolWebsite": "www.ash.example",
    "TelephoneNum": "1473000001",
    "HeadTitle (name)": "Mrs",
    "HeadFirstName": "Briar",
    "HeadLastName": "Southwell",
    "HeadPreferredJobTitle": "Headteacher",
    "ParliamentaryConstituency (name)": "Ipswich",
    "Easting": "614766",
    "Northing": "246576",
    "NumberOfPupils": "107",
    "SchoolCapacity": "120",
    "Trusts (name)": "",
    "Federations (code)": "",
    "Federations (name)": "",
}


def register_text(*rows: dict[str, str], without: tuple[str, ...] = ()) -> str:
    """A file whose rows differ from one invented school only in what is named."""
    names = [name for name in HEADER if name not in without]
    lines = [",".join(f'"{name}"' for name in names)]
    lines += [",".join(f'"{(HEADER | row)[name]}"' for name in names) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def register(*rows: dict[str, str], without: tuple[str, ...] = ()) -> RegisterFile:
    text = register_text(*rows, without=without)
    return RegisterFile(text.encode("cp1252"), name="schools.csv")


def numbered(count: int) -> list[dict[str, str]]:
    """Rows of as many schools, 100001 onwards."""
    return [
        {"URN": str(100_001 + n), "EstablishmentName": f"School {n}"}
        for n in range(count)
    ]
