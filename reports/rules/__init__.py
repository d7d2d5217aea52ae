"""What the pages that join the apps conclude: no models, no request."""
