# Builds the service. The image contains no tests, no compiler, and none of the development packages in packages/.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
RUN npm ci --omit=optional --ignore-scripts
COPY tsconfig.json tsconfig.build.json tsconfig.package.json ./
COPY scripts scripts
COPY src src
RUN npm run build -- --without-consoles

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
# It needs Node alone. What could fetch and install more is taken out.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY schema schema
COPY migrations migrations
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# The files belong to root: the service writes none, and could not change its own code.
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The young generation is large enough for the objects of the requests in flight, so that most are never copied.
CMD ["node", "--max-semi-space-size=32", "dist/main.js"]
