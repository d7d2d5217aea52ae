"""Say by the exit code whether the application in this container answers.

It asks as the proxy would: for the first of the hosts it serves, over TLS.
"""

import http.client
import os
import sys


def status(port: int = 8000) -> int:
    """Return the status of the home page, whatever it is."""
    host = os.environ.get("SITRACK_HOSTS", "localhost").split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    connection.request("GET", "/", headers=headers)
    return connection.getresponse().status


if __name__ == "__main__":
    sys.exit(0 if status() in {200, 302} else 1)
