"""Runs a provider of OpenID Connect, whose clock stands at the moment that its first
argument names: where that of the tests does."""

import sys
from datetime import datetime

import time_machine
from oidc_provider_mock.__main__ import run

if __name__ == "__main__":
    moment = datetime.fromisoformat(sys.argv.pop(1))
    with time_machine.travel(moment, tick=False):
        run()
