# LocalStack with the project's plug-in. Written without a Docker engine at hand: this file has never been built.
# Built in test/services/localstack, by the compose file beside it or by the tests:
#   docker build --file docker/localstack.Dockerfile test/services/localstack
FROM node:22.20.0-bookworm-slim AS node

# The last version that starts without an account.
FROM localstack/localstack:4.14.0
# The functions run as processes of this container: no Docker socket, and Kafka is where the container sees it.
COPY --from=node /usr/local/bin/node /opt/connect/bin/node
RUN /opt/code/localstack/.venv/bin/python -m pip install --no-cache-dir --no-deps confluent-kafka==2.12.0
COPY plugin /opt/connect/plugin
ENV PYTHONPATH=/opt/connect/plugin \
    CONNECT_NODE=/opt/connect/bin/node \
    LAMBDA_RUNTIME_EXECUTOR=host
