"""Write the bill of materials of what runs, as CycloneDX JSON (`make sbom`).

    python scripts/sbom.py FILE

It names what requirements/run.txt and vendor-lock.json lock, with the licences of
docs/dependencies.csv; so it holds no address to fetch from and no path of this machine.
"""

import base64
import re
import sys
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from packageurl import PackageURL

from scripts.dependencies import locked, needs, read, vendored

SCHEMA = SchemaVersion.V1_6
# The format's own address is its name; no other may stand in the file.
OWN_ADDRESS = "http://cyclonedx.org/schema/"
UNWANTED = re.compile(r"https?://(?!cyclonedx\.org/schema/)|file:|/(?:home|work|root)/")


def component(kind: str, name: str, version: str, licence: str) -> Component:
    """One package; ``kind`` is pypi or npm."""
    scope, _, plain = name.rpartition("/")
    return Component(
        type=ComponentType.LIBRARY,
        group=scope or None,
        name=plain,
        version=version,
        bom_ref=f"{kind}:{name}",
        purl=PackageURL(kind, scope or None, plain, version),
        licenses=[LicenseFactory().make_from_string(licence)],
    )


def bill() -> Bom:
    """sitrack and what it stands on, with who asks for whom."""
    licences = {row.package: row.licence for row in read()}
    versions = locked("run")
    packages = {
        name: component("pypi", name, version, licences[name])
        for name, version in versions.items()
    }
    itself = Component(
        type=ComponentType.APPLICATION, name="sitrack", bom_ref="sitrack"
    )
    made = Bom(
        serial_number=uuid5(NAMESPACE_URL, repr(sorted(versions.items()))),
        components=packages.values(),
    )
    made.metadata.component = itself
    front = []
    for package in vendored():
        name, digest = package["name"], package["integrity"].partition("-")[2]
        part = component("npm", name, package["version"], licences[name])
        content = base64.b64decode(digest).hex()
        part.hashes.add(HashType(alg=HashAlgorithm.SHA_512, content=content))
        made.components.add(part)
        front.append(part)
    direct = {row.package for row in read() if row.direct == "yes"}
    asked = [packages[name] for name in packages if name in direct]
    made.register_dependency(itself, [*asked, *front])
    for name, package_of_that_name in packages.items():
        below = [packages[other] for other in needs(name) if other in packages]
        made.register_dependency(package_of_that_name, below)
    return made


def main() -> None:
    """Write the file; stop where it breaks the schema or says what it should not."""
    target = Path(sys.argv[1])
    text = make_outputter(bill(), OutputFormat.JSON, SCHEMA).output_as_string(indent=2)
    fault = make_schemabased_validator(OutputFormat.JSON, SCHEMA).validate_str(text)
    if fault is not None:
        sys.exit(f"The bill of materials breaks the schema: {fault}")
    if found := UNWANTED.search(text):
        sys.exit(f"The bill of materials names an address or a path: {found[0]}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{target}: {text.count('bom-ref')} components, CycloneDX 1.6")


if __name__ == "__main__":
    main()
