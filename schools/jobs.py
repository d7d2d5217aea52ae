"""Which service does the work of which waiting row."""

from schools.models import RegisterImport
from schools.services.imports import carry_out
from sitrack.core import sweep

sweep.handles(RegisterImport)(carry_out)
