"""Which service does the work of which waiting row."""

from schools.models import AddressChange, Invitation, RegisterImport
from schools.services import addresses, invitations
from schools.services.imports import carry_out
from sitrack.core import sweep

sweep.handles(RegisterImport)(carry_out)
sweep.handles(Invitation)(invitations.deliver)
sweep.handles(AddressChange)(addresses.deliver)
