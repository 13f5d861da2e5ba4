/** @param {object} jsc the options of SWC's compiler */
const transformWith = (jsc) => [
  '@swc/jest',
  { swcrc: false, jsc: { target: 'es2022', ...jsc }, module: { type: 'commonjs' } },
];

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  modulePathIgnorePatterns: ['<rootDir>/packages/.*/dist'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@order-transactions/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
  },
  transform: {
    '^.+\\.(ts|js)$': transformWith({
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, useDefineForClassFields: false },
    }),
    '^.+\\.tsx$': transformWith({
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    }),
  },
  // jose is published as ECMAScript modules only.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
};

/** No database, no server, no process of its own: all of them run in seconds. */
const UNIT = ['**/*.unit.test.ts', '**/test/architecture.test.ts'];

/** @type {import('jest').Config} */
module.exports = {
  // One more than the two processors of the smallest machine: many tests wait for times to pass.
  maxWorkers: 3,
  // Tests that start processes take seconds on an idle machine, and many times as long on a busy one.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: UNIT,
      setupFilesAfterEnv: ['<rootDir>/test/support/look-for-printed-leaks.ts'],
    },
    {
      ...shared,
      displayName: 'consoles',
      roots: ['<rootDir>/packages'],
      testMatch: ['**/*.unit.test.tsx'],
      testEnvironment: 'jsdom',
      // Preact's modules for browsers are ECMAScript modules only.
      testEnvironmentOptions: { customExportConditions: ['node'] },
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['**/*.test.ts', ...UNIT.map((pattern) => `!${pattern}`)],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
      setupFilesAfterEnv: [
        '<rootDir>/test/support/start-with-empty-tables.ts',
        '<rootDir>/test/support/look-for-leaks.ts',
      ],
    },
  ],
};
