# syntax=docker/dockerfile:1
FROM node:26-slim AS packages
WORKDIR /hoist
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:26-slim
ENV NODE_ENV=production HOIST_DATA=/data
WORKDIR /hoist
COPY --from=packages /hoist/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY commands ./commands
COPY adapters ./adapters
RUN install -d -o node -g node /data node_modules/.cache/hoist
USER node
VOLUME /data
# Where it is observed, or else the page, which answers on loopback only; the other chats need no port.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${(process.env.HOIST_HTTP || process.env.WEB_PORT || '7575').split(':').pop()}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# What follows the name of the image is what follows `npm start --`: docker run hoist --role worker
ENTRYPOINT ["node", "--max-semi-space-size=2", "--import", "./src/node-guard.mjs", "src/main.ts"]
CMD []
