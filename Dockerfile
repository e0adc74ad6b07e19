# One image for every role: `docker run turnout web`, `… worker`, `… migrate`.
# Built from the lock files; nothing of development, tests or fakes is inside.

# Bases are pinned by digest, and times are those of SOURCE_DATE_EPOCH: the same commit builds the
# same layers (docs/how-to/build-the-image.md).

ARG PYTHON_IMAGE=docker.io/library/python:3.12-slim-bookworm@sha256:782412e85d0f0984994c290652577d4018aff08145c85b262bb63dc0c7522254
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
ARG SOURCE_DATE_EPOCH=0

# --- The front end -------------------------------------------------------------------------
FROM ${NODE_IMAGE} AS front
WORKDIR /source/platform/web
COPY platform/web/package.json platform/web/package-lock.json platform/web/.npmrc ./
RUN npm ci
COPY platform/web ./
COPY docs/how-to /source/docs/how-to
RUN npm run build

# --- The Python packages: ours as wheels, the others from the lock ---------------------------
FROM ${PYTHON_IMAGE} AS packages
ARG SOURCE_DATE_EPOCH
ENV SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH} PIP_NO_COMPILE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN pip install --require-hashes --requirement requirements/build.txt --constraint requirements/build.txt
RUN python -m venv /opt/turnout \
 && /opt/turnout/bin/pip install --require-hashes --requirement requirements/runtime.txt --constraint requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY adapters adapters
COPY platform/turnout platform/turnout
RUN for project in adapters/*/pyproject.toml pyproject.toml; do \
      pip wheel --no-deps --no-build-isolation --wheel-dir /wheels "./$(dirname "$project")" || exit 1; \
    done \
 && /opt/turnout/bin/pip install --no-deps --no-index /wheels/*.whl \
 && /opt/turnout/bin/pip uninstall --yes --quiet pip \
 && find /opt/turnout/lib -depth -type d -name tests -path '*/site-packages/*' -exec rm -rf {} + \
 && /opt/turnout/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/turnout/lib

# --- What runs -------------------------------------------------------------------------------
FROM ${PYTHON_IMAGE} AS image
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
    TURNOUT_DOOR_BIND=0.0.0.0:8080 \
    TURNOUT_REALTIME_BIND=0.0.0.0:8081 \
    TURNOUT_WEB_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_DOOR_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_REALTIME_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_WORKER_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_SCHEDULER_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_RELAY_METRICS_BIND=0.0.0.0:9100 \
    TURNOUT_WEB_DIST=/opt/turnout/share/web \
    TURNOUT_MIGRATIONS_DIR=/opt/turnout/share/migrations \
    TURNOUT_STATE_DIR=/var/lib/turnout \
    TURNOUT_FILES_DIR=/var/lib/turnout/files
WORKDIR /var/lib/turnout
USER 10001:10001
VOLUME /var/lib/turnout
# 9100 serves metrics and readiness: publish it to your scraper and to nobody else.
EXPOSE 8080 8081 9100
# No HEALTHCHECK: whoever runs the role asks it, as compose.yaml and the chart do.
STOPSIGNAL SIGTERM
ENTRYPOINT ["turnout"]
CMD ["web"]
