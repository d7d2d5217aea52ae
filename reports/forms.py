"""What a person fills in about their own work."""

from sitrack.core.fields import DayField
from sitrack.core.forms import Form


class PutOffForm(Form):
    day = DayField(label="Remind me on", called="Day")
