# Linewitness: two images from one file, for amd64 and arm64 (every step is plain npm and Debian packages).
#
#   docker buildx build --platform linux/amd64,linux/arm64 --target server -t linewitness-server .
#   docker buildx build --platform linux/amd64,linux/arm64 --target probe  -t linewitness-probe  .
#
#   docker run -p 8080:8080 -v linewitness:/data linewitness-server
#   docker run --network host -v linewitness-probe:/data linewitness-probe enroll https://status.example.org TOKEN
#   docker run --network host -v linewitness-probe:/data --restart unless-stopped linewitness-probe

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS server
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=1048576
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules/better-sqlite3/package.json node_modules/better-sqlite3/package.json
COPY --from=build /app/node_modules/better-sqlite3/lib node_modules/better-sqlite3/lib
COPY --from=build /app/node_modules/better-sqlite3/prebuilds node_modules/better-sqlite3/prebuilds
COPY --from=build /app/drizzle/migrations drizzle/migrations
COPY --from=build /app/dist dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=2", "--heap-growing-percent=30", "dist/server.mjs"]

# The probe measures the network it stands in: run it with --network host. ping and fping carry the right to send ICMP
# as a file capability, so it needs no root; Docker's default capabilities include NET_RAW.
FROM node:24-bookworm-slim AS probe
RUN apt-get update && apt-get install -y --no-install-recommends fping iputils-ping && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production PROBE_DATA_DIR=/data MALLOC_ARENA_MAX=1
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/dist/probe.mjs dist/probe.mjs
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s CMD ["node", "dist/probe.mjs", "health"]
ENTRYPOINT ["node", "--max-semi-space-size=1", "--v8-pool-size=0", "--single-threaded-gc", "--optimize-for-size", "--no-opt", "--no-sparkplug", "--no-maglev", "--liftoff-only", "dist/probe.mjs"]
