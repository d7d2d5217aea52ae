"""The names of the columns that the register publishes, known by name, never by place."""


def plain(name: str) -> str:
    """A column's name without regard to case and doubled spaces."""
    return " ".join(name.split()).casefold()


# The full extract of 2026: a column outside this list is new, and reported.
_PUBLISHED = """
URN; LA (code); LA (name); EstablishmentNumber; EstablishmentName; TypeOfEstablishment
(code); TypeOfEstablishment (name); EstablishmentTypeGroup (code);
EstablishmentTypeGroup (name); EstablishmentStatus (code); EstablishmentStatus (name);
ReasonEstablishmentOpened (code); ReasonEstablishmentOpened (name); OpenDate;
ReasonEstablishmentClosed (code); ReasonEstablishmentClosed (name); CloseDate;
PhaseOfEducation (code); PhaseOfEducation (name); StatutoryLowAge; StatutoryHighAge;
Boarders (code); Boarders (name); NurseryProvision (name); OfficialSixthForm (code);
OfficialSixthForm (name); Gender (code); Gender (name); ReligiousCharacter (code);
ReligiousCharacter (name); ReligiousEthos (name); Diocese (code); Diocese (name);
AdmissionsPolicy (code); AdmissionsPolicy (name); SchoolCapacity; SpecialClasses (code);
SpecialClasses (name); CensusDate; NumberOfPupils; NumberOfBoys; NumberOfGirls;
PercentageFSM; TrustSchoolFlag (code); TrustSchoolFlag (name); Trusts (code); Trusts
(name); SchoolSponsorFlag (name); SchoolSponsors (name); FederationFlag (name);
Federations (code); Federations (name); UKPRN; FEHEIdentifier; FurtherEducationType
(name); LastChangedDate; Street; Locality; Address3; Town; County (name); Postcode;
SchoolWebsite; TelephoneNum; HeadTitle (name); HeadFirstName; HeadLastName;
HeadPreferredJobTitle; BSOInspectorateName (name); InspectorateReport;
DateOfLastInspectionVisit; NextInspectionVisit; TeenMoth (name); TeenMothPlaces; CCF
(name); SENPRU (name); EBD (name); PlacesPRU; FTProv (name); EdByOther (name);
Section41Approved (name); SEN1 (name); SEN2 (name); SEN3 (name); SEN4 (name); SEN5
(name); SEN6 (name); SEN7 (name); SEN8 (name); SEN9 (name); SEN10 (name); SEN11 (name);
SEN12 (name); SEN13 (name); TypeOfResourcedProvision (name); ResourcedProvisionOnRoll;
ResourcedProvisionCapacity; SenUnitOnRoll; SenUnitCapacity; GOR (code); GOR (name);
DistrictAdministrative (code); DistrictAdministrative (name); AdministrativeWard (code);
AdministrativeWard (name); ParliamentaryConstituency (code); ParliamentaryConstituency
(name); UrbanRural (code); UrbanRural (name); GSSLACode (name); Easting; Northing; MSOA
(name); LSOA (name); InspectorateName (name); SENStat; SENNoStat; BoardingEstablishment
(name); PropsName; PreviousLA (code); PreviousLA (name); PreviousEstablishmentNumber;
Country (name); UPRN; SiteName; QABName (code); QABName (name); EstablishmentAccredited
(code); EstablishmentAccredited (name); QABReport; CHNumber; MSOA (code); LSOA (code);
FSM; AccreditationExpiryDate
"""

PUBLISHED = frozenset(plain(name) for name in _PUBLISHED.split(";"))

# The fields of a school, and those beside it, with the columns they are read from.
REQUIRED = {
    "urn": "URN",
    "name": "EstablishmentName",
    "la_code": "LA (code)",
    "status": "EstablishmentStatus (name)",
    "establishment_type": "TypeOfEstablishment (name)",
}
OPTIONAL = {
    "dfe_number": "EstablishmentNumber",
    "phase": "PhaseOfEducation (name)",
    "religious_character": "ReligiousCharacter (name)",
    "age_low": "StatutoryLowAge",
    "age_high": "StatutoryHighAge",
    "has_sixth_form": "OfficialSixthForm (name)",
    "street": "Street",
    "locality": "Locality",
    "address3": "Address3",
    "town": "Town",
    "postcode": "Postcode",
    "website": "SchoolWebsite",
    "telephone": "TelephoneNum",
    "constituency": "ParliamentaryConstituency (name)",
    "easting": "Easting",
    "northing": "Northing",
    "pupils": "NumberOfPupils",
    "capacity": "SchoolCapacity",
    "trust": "Trusts (name)",
    "opened_on": "OpenDate",
    "closed_on": "CloseDate",
    "head_title": "HeadTitle (name)",
    "head_first": "HeadFirstName",
    "head_last": "HeadLastName",
    "head_job": "HeadPreferredJobTitle",
    "federation_code": "Federations (code)",
    "federation_name": "Federations (name)",
}
COLUMNS = REQUIRED | OPTIONAL
