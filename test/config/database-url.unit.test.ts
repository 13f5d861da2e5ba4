import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, readConfig } from '../../src/config/config.js';

function problemsOf(variables: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('DATABASE_URL', () => {
  const SOCKET = 'postgres://u@localhost/db?host=%2Frun%2Fpg';

  test.each([
    ['postgres://u:p@db.internal:5433/orders', 'postgres://u:p@db.internal:5433/orders'],
    ['postgresql://u@db.internal/orders', 'postgres://u@db.internal/orders'],
    ['postgres://u@[2001:db8::1]:5433/db', 'postgres://u@[2001:db8::1]:5433/db'],
    ['postgres://u@/db?host=/run/pg', SOCKET],
    ['postgres://u@%2Frun%2Fpg/db', SOCKET],
    ['postgres://u@localhost/db?host=/run/pg', SOCKET],
    ['postgres://u@%2Frun%2Fpg:5433/db', 'postgres://u@localhost:5433/db?host=%2Frun%2Fpg'],
    ['postgres://u@localhost/db?host=db.internal&port=5433', 'postgres://u@db.internal:5433/db'],
    ['postgres://localhost/db?user=u&password=p', 'postgres://u:p@localhost/db'],
    ['postgres://u:50%25%40x@h/db?sslmode=disable', 'postgres://u:50%25%40x@h/db?sslmode=disable'],
    ['postgres://u:50%w@h/my%20db?ssl=true', 'postgres://u:50%25w@h/my%20db?ssl=true'],
    ['postgres://u@h/db?sslnegotiation=direct', 'postgres://u@h/db?sslnegotiation=direct&ssl=true'],
    ['postgres://u@h/db?options=-c%20a%3Db', 'postgres://u@h/db?options=-c+a%3Db'],
    ['postgres:///db', 'postgres://localhost/db'],
  ])('is read with %s as the driver reads it: %s', (url, normalized) => {
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(normalized);
  });

  test.each([
    ['# in the password', 'postgres://app:hunter@2secret#x@db.example:5432/app'],
    ['/ in the password', 'postgres://app:12/2secret@db.example/app'],
    ['? in the password', 'postgres://app:12?2secret@db.example/app'],
    [': in the user name', 'postgres://a:p:2secret/@db.example/app'],
    ['a malformed escape in the password', 'postgres://app:2secret%ff@db.example/app'],
    ['a port that is none', 'postgres://app:2secret@db.example:port/app'],
    ['a host with a space', 'postgres://app:2secret@db%20example/app'],
  ])('is rejected with %s, without any part of the password', (_, url) => {
    const [problem, ...others] = problemsOf({ DATABASE_URL: url });
    expect(problem).toMatch(/^DATABASE_URL: expected .*@ as %40/);
    expect(problem).not.toMatch(/secret|hunter/);
    expect(others).toEqual([]);
  });

  test('names the certificate file that cannot be read', () => {
    const url = 'postgres://u@h/db?sslmode=verify-full&sslrootcert=/no/such/ca.crt';
    expect(problemsOf({ DATABASE_URL: url })).toEqual([
      'DATABASE_URL: expected its certificate file /no/such/ca.crt to be readable (ENOENT)',
    ]);
  });
});

describe('DATABASE_CA_FILE', () => {
  let folder: string;
  let certificate: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'order-transactions-ca-'));
    certificate = path.join(folder, 'ca.pem');
    writeFileSync(certificate, '-----BEGIN CERTIFICATE-----\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('verifies all databases by that authority', () => {
    const url = 'postgres://user@db.internal/orders';
    const config = readConfig({
      DATABASE_URL: url,
      DATABASE_DIRECT_URL: url,
      DATABASE_REPLICA_URLS: `${url}, ${url}`,
      DATABASE_CA_FILE: certificate,
    });
    const verified = `${url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
    expect(config.databaseUrl).toBe(verified);
    expect(config.databaseDirectUrl).toBe(verified);
    expect(config.databaseReplicaUrls).toEqual([verified, verified]);
  });

  test('leaves a Unix socket unencrypted', () => {
    const DATABASE_URL = 'postgres://u@/db?host=/run/pg';
    expect(readConfig({ DATABASE_URL, DATABASE_CA_FILE: certificate })).toMatchObject({
      databaseUrl: 'postgres://u@localhost/db?host=%2Frun%2Fpg',
    });
  });

  test('is rejected when it cannot be read or contains no certificate', () => {
    const other = path.join(folder, 'other');
    writeFileSync(other, 'no certificate');
    expect(problemsOf({ DATABASE_CA_FILE: '/no/such/ca.crt' })).toEqual([
      'DATABASE_CA_FILE: expected a readable file with certificates; /no/such/ca.crt cannot be used (ENOENT)',
    ]);
    expect(problemsOf({ DATABASE_CA_FILE: other })).toEqual([
      `DATABASE_CA_FILE: expected a file with certificates in PEM format; ${other} has none`,
    ]);
  });
});
