# One image for every role: `docker run turnout web`, `… worker`, `… migrate`.
# Built from the lock files; nothing of development, tests or fakes is inside.

ARG PYTHON=3.12-slim-bookworm
ARG NODE=22-bookworm-slim

# --- The front end -------------------------------------------------------------------------
FROM node:${NODE} AS front
WORKDIR /source/platform/web
COPY platform/web/package.json platform/web/package-lock.json platform/web/.npmrc ./
RUN npm ci
COPY platform/web ./
RUN npm run build

# --- The Python packages: ours as wheels, the others from the lock ---------------------------
FROM python:${PYTHON} AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN pip install --require-hashes --requirement requirements/build.txt
RUN python -m venv /opt/turnout \
 && /opt/turnout/bin/pip install --require-hashes --requirement requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY adapters adapters
COPY platform/turnout platform/turnout
RUN for project in adapters/*/pyproject.toml pyproject.toml; do \
      pip wheel --no-deps --no-build-isolation --wheel-dir /wheels "./$(dirname "$project")" || exit 1; \
    done \
 && /opt/turnout/bin/pip install --no-deps --no-index /wheels/*.whl \
 && /opt/turnout/bin/python -m compileall -q /opt/turnout/lib \
 && /opt/turnout/bin/pip uninstall --yes --quiet pip

# --- What runs -------------------------------------------------------------------------------
FROM python:${PYTHON} AS image
RUN groupadd --system --gid 10001 turnout \
 && useradd --system --uid 10001 --gid turnout --home-dir /var/lib/turnout --no-create-home turnout \
 && install --directory --owner=turnout --group=turnout /var/lib/turnout /var/lib/turnout/files
COPY --from=packages /opt/turnout /opt/turnout
COPY --from=front /source/platform/web/dist /opt/turnout/share/web
COPY migrations /opt/turnout/share/migrations
ENV PATH=/opt/turnout/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TURNOUT_ENVIRONMENT=production \
    TURNOUT_WEB_BIND=0.0.0.0:8080 \
    TURNOUT_REALTIME_BIND=0.0.0.0:8081 \
    TURNOUT_WEB_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_REALTIME_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_WORKER_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_SCHEDULER_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_RELAY_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_WEB_DIST=/opt/turnout/share/web \
    TURNOUT_MIGRATIONS_DIR=/opt/turnout/share/migrations \
    TURNOUT_STATE_DIR=/var/lib/turnout \
    TURNOUT_FILES_DIR=/var/lib/turnout/files \
    TURNOUT_ROLE=web
WORKDIR /var/lib/turnout
USER 10001:10001
VOLUME /var/lib/turnout
# 9100 serves metrics and readiness: publish it to your scraper and to nobody else.
EXPOSE 8080 8081 9100
# Set TURNOUT_ROLE to the role that the container runs: the check asks whether it is ready.
HEALTHCHECK --interval=10s --timeout=8s --start-period=40s --retries=3 \
  CMD ["sh", "-c", "exec turnout health --role \"$TURNOUT_ROLE\""]
ENTRYPOINT ["turnout"]
CMD ["web"]
