# Built in one image, run in another without compilers and development packages.
FROM node:22-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY server server
COPY web web
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="Candor" org.opencontainers.image.licenses="MIT"
# Works on a read-only root file system: only /data is written to.
#   docker run --read-only --tmpfs /tmp -v candor:/data -p 3000:3000 candor
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN install --directory --owner=node --group=node /data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY drizzle/sqlite drizzle/sqlite
COPY drizzle/postgres drizzle/postgres
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The exec form, so that SIGTERM reaches the server, which then stops in order.
STOPSIGNAL SIGTERM
CMD ["node", "dist/server/main.js", "serve"]
