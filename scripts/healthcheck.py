"""Say by the exit code whether the application in this container answers.

It asks as the proxy would, for the first of the hosts it serves, and for an address that
may be named: whether it lives, or /health/ready.
"""

import http.client
import os
import sys


def status(address: str, port: int = 8000) -> int:
    """Return the status of an address."""
    host = os.environ.get("SITRACK_HOSTS", "localhost").split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    connection.request("GET", address, headers=headers)
    return connection.getresponse().status


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "/health/live"
    sys.exit(0 if status(asked) == 200 else 1)
