# syntax=docker/dockerfile:1
# docker build --target slim -t ssespec:slim .      checks only
# docker build -t ssespec .                         with k6 and Chromium, for load and browser
# docker run --rm --network host -v "$PWD:/work" ssespec check --config ssespec.config.json --out ssespec-report

FROM node:20-bookworm-slim AS build
WORKDIR /ssespec
COPY . .
RUN npm ci --no-audit --no-fund && npm run build && npm prune --omit=dev --ignore-scripts

FROM golang:1.26-bookworm AS k6
WORKDIR /k6
COPY load/k6 .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /k6/bin/k6 .

FROM node:20-bookworm-slim AS slim
ENV NODE_ENV=production
COPY --from=build /ssespec/package.json /ssespec/
COPY --from=build /ssespec/node_modules /ssespec/node_modules
COPY --from=build /ssespec/dist /ssespec/dist
COPY --from=build /ssespec/schemas /ssespec/schemas
COPY --from=build /ssespec/suites /ssespec/suites
RUN ln -s /ssespec/dist/cli/main.js /usr/local/bin/ssespec && chmod +x /ssespec/dist/cli/main.js && mkdir /work && chown node:node /work
# Configuration and bundle are here: mount a folder writable by user 1000, or set another user with --user.
WORKDIR /work
USER node
ENTRYPOINT ["ssespec"]
CMD ["--help"]

FROM slim AS full
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-dejavu-core \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /ssespec/load /ssespec/load
COPY --from=build /ssespec/record/browser/page /ssespec/record/browser/page
COPY --from=k6 /k6/bin/k6 /usr/local/bin/ssespec-k6
ENV K6_BINARY=/usr/local/bin/ssespec-k6
USER node
