# The application as one image; what it runs as is the command (docker-compose.yml).

FROM python:3.13-slim-bookworm AS assets
WORKDIR /app
COPY packages.txt vendor-lock.json ./
COPY scripts scripts
RUN scripts/packages setup && python scripts/vendor_frontend.py

FROM python:3.13-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 SITRACK_VAR=/data
WORKDIR /app
COPY packages.txt ./
COPY scripts/packages scripts/packages
RUN scripts/packages run && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home sitrack \
    && install --directory --owner sitrack /data
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
COPY --from=assets /app/static/vendor static/vendor
# Collecting needs settings but no secret: the key is gone with the step.
RUN SITRACK_SECRET_KEY=only-while-building SITRACK_FACTOR_KEY=only-while-building SITRACK_VAR=/tmp/build \
    python manage.py collectstatic --no-input --verbosity 0
USER sitrack
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=20s --start-period=20s \
    CMD ["python", "scripts/healthcheck.py"]
CMD ["gunicorn", "sitrack.wsgi", "--bind", "0.0.0.0:8000"]
