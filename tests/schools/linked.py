"""Small files of links for tests, written as the register writes them."""

from schools.importers.links import LinksFile

HEADER = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"


def links_text(*rows: tuple[object, object, str, str]) -> str:
    """Each row: a URN, the URN that it is linked with, how, and the date."""
    lines = [HEADER]
    lines += [
        f'"{urn}","{other}","A school","{how}","{on}"' for urn, other, how, on in rows
    ]
    return "\r\n".join(lines) + "\r\n"


def links_file(*rows: tuple[object, object, str, str]) -> LinksFile:
    return LinksFile(links_text(*rows).encode("cp1252"), name="links.csv")
